"""How mail goes out: the [mail] part of taizhang.toml. Without a host no mail is sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_PORTS = {"": 25, "starttls": 587, "ssl": 465}


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server. `security` is "starttls", "ssl" or "" for none; `sender` stands in the From line."""

    host: str
    port: int
    user: str
    password: str
    security: str
    sender: str


def mail_of(*, own: dict[str, Any]) -> Mail:
    """Return what taizhang.toml says of mail; `host` is "" where nothing is set up."""
    told: dict[str, Any] = own.get("mail", {})
    security = str(told.get("security", ""))
    user = str(told.get("user", ""))
    return Mail(
        host=str(told.get("host", "")),
        port=int(told.get("port", _PORTS.get(security, _PORTS[""]))),
        user=user,
        password=str(told.get("password", "")),
        security=security,
        sender=str(told.get("from", user)),
    )
