"""What the editor sends: read, or refused in a sentence."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.http import HttpRequest

from taizhang.kernel.refusal import Refused
from taizhang.reporting.models import Report

LARGEST = 4 * 1024 * 1024


class BodyRefused(Refused):
    """What was sent is no JSON that can be read."""


class AddresseeTooLong(Refused):
    """主送机关 is longer than a line."""


def body_of(request: HttpRequest) -> dict[str, Any]:
    """Return the JSON that was sent.

    Raises:  BodyRefused.
    """
    if len(request.body) > LARGEST:
        raise BodyRefused("稿子太大，请删去一些再保存。")
    try:
        told = json.loads(request.body)
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise BodyRefused("没有收到完整的稿子，请再试一次。")
    return told


def whole_number(value: object) -> int:
    """Return a whole number: of the version that was changed.

    Raises:  BodyRefused.
    """
    if isinstance(value, bool) or not isinstance(value, int):
        raise BodyRefused("没有写明改的是哪一稿，请刷新页面再试。")
    return value


def addressee_of(value: object, report: Report) -> str:
    """Return 主送机关 without its colon, the old one where none was sent.

    Raises:  AddresseeTooLong.
    """
    if value is None:
        return report.addressee
    if not isinstance(value, str) or len(value) > 100:
        raise AddresseeTooLong("主送机关至多 100 个字，请精简。")
    return value.strip().rstrip("：:")


def date_of(value: object, report: Report) -> dt.date:
    """Return 成文日期, the old one where none was sent.

    Raises:  BodyRefused.
    """
    if value is None:
        return report.dated
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError:
        raise BodyRefused("成文日期应形如 2026-01-05。") from None
