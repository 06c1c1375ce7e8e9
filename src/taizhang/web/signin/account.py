"""One's own account: open sessions, password, second factor."""

from __future__ import annotations

import segno
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from taizhang.foundation.accounts.selectors import needs_two_factor, sign_ins_of, tenures_of
from taizhang.foundation.accounts.services import (
    close_session,
    close_sessions,
    new_secret,
    otpauth_address,
)
from taizhang.kernel.refusal import Refused
from taizhang.processes.people import change_own_password, leave_two_factor, take_up_two_factor
from taizhang.web.access import Visit, at_the_door, found, signed_in
from taizhang.web.access.answers import see_other
from taizhang.web.access.sessions import lacks_second_factor, renew
from taizhang.web.signin.forms import ConfirmForm, PasswordForm, TwoFactorForm

_PENDING = "totp_pending"


@signed_in
def me(request: Visit) -> HttpResponse:
    """Show one's posts, open sessions, password and second factor. GET only."""
    return _account(request)


def _account(request: Visit, *, refusal: str = "") -> HttpResponse:
    told = {
        "refusal": refusal,
        "tenures": tenures_of(person=request.actor, on=request.today),
        "sessions": sign_ins_of(person=request.actor, at=request.now),
        "this_session": request.session.session_key,
        "two_factor": bool(request.actor.totp),
        "two_factor_wanted": needs_two_factor(person=request.actor),
    }
    return render(request, "signin/me.html", told, status=422 if refusal else 200)


@signed_in
def password(request: Visit) -> HttpResponse:
    """Change one's password. GET: the form. POST: 303 to the account, other sessions end; 422 with the reason."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            person = change_own_password(
                person=request.actor, old=told["old"], new=told["new"], at=request.now
            )
        except Refused as refusal:
            form.add_error("old" if "原密码" in str(refusal) else "new", str(refusal))
        else:
            close_sessions(person=person, but=request.session.session_key or "")
            renew(request, person)
            return see_other(reverse("signin:me"))
    return render(request, "signin/password.html", {"form": form}, status=422 if form.errors else 200)


@at_the_door
def two_factor(request: Visit) -> HttpResponse:
    """Take up a second factor: a QR picture for the device, then the code it shows.

    GET: the form. POST: 303 to the account; 422 with the reason.
    """
    secret = request.session.get(_PENDING)
    if secret is None:
        secret = request.session[_PENDING] = new_secret()
    form = TwoFactorForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            person = take_up_two_factor(
                person=request.actor, secret=secret, code=form.cleaned_data["code"], at=request.now
            )
        except Refused as refusal:
            form.add_error("code", str(refusal))
        else:
            del request.session[_PENDING]
            renew(request, person)
            return see_other(reverse("signin:me"))
    address = otpauth_address(person=request.actor, secret=secret)
    picture = segno.make(address, error="m").svg_data_uri(scale=5, border=4)
    told = {"form": form, "picture": picture, "secret": secret, "must": lacks_second_factor(request)}
    return render(request, "signin/two_factor.html", told, status=422 if form.errors else 200)


@signed_in
@require_POST
def two_factor_off(request: Visit) -> HttpResponse:
    """Give the second factor up. POST: 303 to the account; 422 with the reason."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _account(request, refusal=str(form.errors["password"][0]))
    try:
        person = leave_two_factor(
            person=request.actor, password=form.cleaned_data["password"], at=request.now
        )
    except Refused as refusal:
        return _account(request, refusal=str(refusal))
    renew(request, person)
    return see_other(reverse("signin:me"))


@signed_in
@require_POST
def end_session(request: Visit, number: int) -> HttpResponse:
    """End one of one's own sessions. POST: 303 to the account."""
    row = found(sign_ins_of(person=request.actor, at=request.now).filter(pk=number).first())
    close_session(session=row.session)
    return see_other(reverse("signin:me"))


@signed_in
@require_POST
def end_sessions(request: Visit) -> HttpResponse:
    """End all of one's own sessions but this one. POST: 303 to the account."""
    close_sessions(person=request.actor, but=request.session.session_key or "")
    return see_other(reverse("signin:me"))
