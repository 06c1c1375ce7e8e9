"""Sign in, sign out, set a password by a one-time code, make the first administrator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.selectors import has_administrator
from taizhang.foundation.accounts.services import SignInRefused, check_credentials
from taizhang.kernel.refusal import Refused
from taizhang.processes.first_start import begin_office
from taizhang.processes.people import come_in_by_code
from taizhang.web.access.answers import see_other
from taizhang.web.access.sessions import enter, keep_for_a_year, leave, safe_next
from taizhang.web.shell.context import SIZE_COOKIE, SIZES
from taizhang.web.signin.forms import CodeForm, FirstForm, SignInForm


def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in.

    GET: the form; on a new data folder the way to the first start. POST: 303 to where they came
    from; 422 with the reason, what was typed kept but for the password.
    """
    if request.method == "GET" and not has_administrator():
        return see_other(reverse("signin:first"))
    form = SignInForm(request.POST if request.method == "POST" else None)
    wants_code = False
    if request.method == "POST" and form.is_valid():
        try:
            person = check_credentials(**form.cleaned_data, at=request.now)  # type: ignore[attr-defined]
        except SignInRefused as refusal:
            wants_code = refusal.wants_code
            form.add_error("code" if wants_code else None, str(refusal))
        else:
            enter(request, person)
            return see_other(safe_next(request, "/"))
    told = {"form": form, "wants_code": wants_code, "next": safe_next(request, "")}
    return render(request, "signin/in.html", told, status=422 if form.errors else 200)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session. POST: 303 to the sign-in page."""
    leave(request)
    return see_other(reverse("signin:in"))


def with_code(request: HttpRequest) -> HttpResponse:
    """Set a password by the one-time code that a manager handed over.

    GET: the form. POST: signed in and 303 home; 422 with the reason.
    """
    form = CodeForm(
        request.POST if request.method == "POST" else None, initial={"login": request.GET.get("login", "")}
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            person = come_in_by_code(
                login=told["login"],
                code=told["code"],
                password=told["new"],
                at=request.now,  # type: ignore[attr-defined]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            enter(request, person)
            return see_other("/")
    return render(request, "signin/code.html", {"form": form}, status=422 if form.errors else 200)


def first_start(request: HttpRequest) -> HttpResponse:
    """Make the first administrator by the code that the command line printed.

    GET: the form; once there is an administrator, 303 to the sign-in page. POST: signed in and 303
    home; 422 with the reason.
    """
    if has_administrator():
        return see_other(reverse("signin:in"))
    form = FirstForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            person = begin_office(
                code=told["code"],
                unit_name=told["unit"],
                level=told["level"],
                name=told["name"],
                login=told["login"],
                password=told["new"],
                today=request.today,  # type: ignore[attr-defined]
                at=request.now,  # type: ignore[attr-defined]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            enter(request, person)
            return see_other("/")
    return render(request, "signin/first.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def size(request: HttpRequest) -> HttpResponse:
    """Change to the next size of text, without scripts. POST: 303 back."""
    now = request.COOKIES.get(SIZE_COOKIE, SIZES[0])
    following = SIZES[(SIZES.index(now) + 1) % len(SIZES)] if now in SIZES else SIZES[1]
    answer = see_other(safe_next(request, "/"))
    keep_for_a_year(answer, SIZE_COOKIE, following)
    return answer
