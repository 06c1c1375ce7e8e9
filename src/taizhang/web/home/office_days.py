"""The public holidays of a year, as the State Council's notice tells them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.office_days.selectors import days_of, notice
from taizhang.foundation.office_days.services import forget_year, tell_year
from taizhang.kernel.refusal import Refused
from taizhang.web.access import Visit, allowed
from taizhang.web.access.answers import see_other
from taizhang.web.shell.calendar import holidays_known

FIRST_YEAR, YEARS_AHEAD = 2004, 2
LONGEST = 3000


class NoticeForm(forms.Form):
    """The text of the notice, as it is published."""

    text = forms.CharField(
        label="通知里的各条",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="原样贴进来，如 一、元旦：1月1日（周五）至3日（周日）放假调休，共3天。",
        error_messages={
            "required": "请贴上通知里的各条。",
            "max_length": f"至多 {LONGEST} 字，只贴放假安排的各条即可。",
        },
    )


@allowed(Right.MANAGE)
def office_days(request: Visit) -> HttpResponse:
    """Show and tell the public holidays of ?year=.

    GET: the form. POST: 303 back to the year; 422 with what is wrong.
    """
    year = _year(request)
    address = f"{reverse('home:office_days')}?year={year}"
    form = NoticeForm(request.POST or None)
    if request.method == "POST" and "forget" in request.POST:
        forget_year(year=year, by=request.actor, at=request.now)
        return see_other(address)
    if request.method == "POST" and form.is_valid():
        try:
            tell_year(year=year, text=form.cleaned_data["text"], by=request.actor, at=request.now)
        except Refused as refusal:
            form.add_error("text", str(refusal))
        else:
            return see_other(address)
    told: dict[str, Any] = {
        "form": form,
        "year": year,
        "years": range(request.today.year - 1, request.today.year + YEARS_AHEAD + 1),
        "days": days_of(year=year),
        "known": holidays_known(year=year, notice=notice()),
    }
    return render(request, "home/office_days.html", told, status=422 if form.errors else 200)


def _year(request: Visit) -> int:
    told = request.GET.get("year", "")
    latest = request.today.year + YEARS_AHEAD
    if told.isdecimal() and len(told) == 4 and FIRST_YEAR <= int(told) <= latest:
        return int(told)
    return request.today.year
