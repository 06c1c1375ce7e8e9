"""Answers that every page group gives: not signed in, not allowed, refused, a stale form, a file to save."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send somebody to the sign-in page, and back here afterwards."""
    back = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER", "/")
    address = f"{reverse('signin:in')}?{urlencode({'next': back})}"
    if request.method != "GET":
        told = {"address": address, "typed": typed_in(request)}
        return render(request, "shell/expired.html", told, status=401)
    return HttpResponseRedirect(address)


_NOT_TYPED = ("csrfmiddlewaretoken", "once", "seen", "then", "next", "deed", "query", "number")
_SECRET = ("password", "old", "new", "again", "code")


def typed_in(request: HttpRequest) -> list[str]:
    """Return the texts that were sent, to be copied where no script keeps them; never a password."""
    fields = [name for name in request.POST if name not in (*_NOT_TYPED, *_SECRET)]
    texts = (text.strip() for name in fields for text in request.POST.getlist(name))
    return [text for text in texts if text and not text.isdecimal()]


def not_yours(request: HttpRequest, reason: str) -> HttpResponse:
    """Say in Chinese why somebody may not do this."""
    return render(request, "shell/not_yours.html", {"reason": reason}, status=403)


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """Say in Chinese why this could not be done; nothing was changed."""
    return render(request, "shell/refused.html", {"reason": reason}, status=422)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token has expired (Django's CSRF failure view)."""
    return render(
        request, "shell/stale_form.html", {"reason": reason, "typed": typed_in(request)}, status=403
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere, or to what is not for this person: the same words for both."""
    return render(request, "shell/not_found.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer after a fault of ours, without asking the database."""
    return render(request, "shell/broken.html", status=500)


def see_other(address: str) -> HttpResponse:
    """Lead on to another page after something was done (303)."""
    return HttpResponseRedirect(address, status=303)


def saved(content: bytes, name: str, media_type: str) -> HttpResponse:
    """Answer with a file to save under a name."""
    answer = HttpResponse(content, content_type=media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return answer
