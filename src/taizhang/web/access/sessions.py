"""Open and end the session of a request."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.utils.http import url_has_allowed_host_and_scheme

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.selectors import needs_two_factor, session_stamp
from taizhang.foundation.accounts.services import close_session, open_session
from taizhang.web.access.middleware import PERSON, STAMP

_LACKS = "lacks_second_factor"
_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg/", "Edge 浏览器"),
    ("QQBrowser", "QQ 浏览器"),
    ("360", "360 浏览器"),
    ("Firefox/", "火狐浏览器"),
    ("Chrome/", "谷歌内核浏览器"),
    ("Safari/", "Safari 浏览器"),
)
_DEVICES = (
    ("iPhone", "苹果手机"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Mac", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


def enter(request: HttpRequest, person: Person) -> None:
    """Open a session for a person whose password was checked.

    Where their unit asks for a second factor and they have none, it lets them do nothing else first.
    """
    request.session.flush()
    request.session[PERSON] = person.pk
    if needs_two_factor(person=person) and not person.totp:
        request.session[_LACKS] = True
    request.session[STAMP] = session_stamp(person=person)
    request.session.save()
    rotate_token(request)
    key = request.session.session_key or ""
    open_session(person=person, session=key, browser=_browser(request), at=request.now)  # type: ignore[attr-defined]


def renew(request: HttpRequest, person: Person) -> None:
    """Keep this session after the password or the second factor changed; all others end."""
    request.session[STAMP] = session_stamp(person=person)
    if person.totp:
        request.session.pop(_LACKS, None)


def lacks_second_factor(request: HttpRequest) -> bool:
    """Return whether this person has yet to set up the second factor that their unit asks for."""
    return bool(request.session.get(_LACKS))


def leave(request: HttpRequest) -> None:
    """End this session."""
    key = request.session.session_key
    request.session.flush()
    if key:
        close_session(session=key)


def safe_next(request: HttpRequest, fallback: str) -> str:
    """Return where the request says to go on, if that is an address of our own."""
    address = request.POST.get("next") or request.GET.get("next") or ""
    hosts = {request.get_host()}
    if address and url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure()):
        return address
    return fallback


def keep_for_a_year(response: HttpResponse, name: str, value: str) -> None:
    """Set a cookie of convenience for a year."""
    response.set_cookie(name, value, max_age=31_536_000, samesite="Lax", secure=settings.HTTPS)


def _browser(request: HttpRequest) -> str:
    agent = request.headers.get("User-Agent", "")
    browser = next((name for sign, name in _BROWSERS if sign in agent), "浏览器")
    device = next((name for sign, name in _DEVICES if sign in agent), "未知设备")
    return f"{device}，{browser}"
