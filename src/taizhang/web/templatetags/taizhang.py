"""Small things that every template uses: icons, numbers, days, fields, pages, empty states."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from taizhang.kernel.source_ref import SourceRef
from taizhang.web.access import once as once_only
from taizhang.web.shell import sources
from taizhang.web.shell.leaf import Leaf

register = template.Library()
CHINA = ZoneInfo("Asia/Shanghai")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return an icon of the sprite, hidden from readers: the words beside it say the same."""
    return format_html(
        '<svg class="i" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("shell/icons.svg"),
        name,
    )


@register.filter
def source_address(ref: SourceRef) -> str:
    """Return the page of what stands behind a figure."""
    return sources.source_address(ref)


@register.filter
def num(value: Any) -> str:
    """Return a number with thousands marked, no trailing zeros; — where there is none."""
    if value is None or value == "":
        return "—"
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@register.filter
def figure(value: Decimal | None) -> str:
    """Return a figure with thousands marked and the decimals its rule gives it; — where there is none."""
    return "—" if value is None else f"{value:,f}"


@register.filter
def day(value: dt.date | None) -> str:
    """Return a day of this or another year as 3月5日."""
    return f"{value.month}月{value.day}日" if value else "—"


@register.filter
def fullday(value: dt.date | None) -> str:
    """Return a day as 2025年3月5日."""
    return f"{value.year}年{value.month}月{value.day}日" if value else "—"


@register.filter
def weekday(value: dt.date) -> str:
    """Return the day of the week as 周三."""
    return f"周{'一二三四五六日'[value.weekday()]}"


@register.filter
def moment(value: dt.datetime | None) -> str:
    """Return a moment in China's time as 3月5日 09:42."""
    if value is None:
        return "—"
    local = value.astimezone(CHINA)
    return f"{local.month}月{local.day}日 {local:%H:%M}"


@register.filter
def fullmoment(value: dt.datetime | None) -> str:
    """Return a moment in China's time as 2025年3月5日 09:42."""
    if value is None:
        return "—"
    local = value.astimezone(CHINA)
    return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"


@register.simple_tag
def once() -> SafeString:
    """Return the hidden field by which a form that is sent twice does its work once."""
    return format_html('<input type="hidden" name="{}" value="{}">', once_only.FIELD, once_only.new_token())


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, wide: bool = False) -> dict[str, Any]:
    """Return one field of a form with its label, help and errors, tied together for readers."""
    notes = [f"{bound.auto_id}_help"] if bound.help_text else []
    if bound.errors:
        notes.append(f"{bound.auto_id}_error")
        bound.field.widget.attrs["aria-invalid"] = "true"
    if notes:
        bound.field.widget.attrs["aria-describedby"] = " ".join(notes)
    return {"field": bound, "wide": wide}


@register.inclusion_tag("components/empty.html")
def empty_state(picture: str, text: str, hint: str = "", url: str = "", button: str = "") -> dict[str, str]:
    """Return what stands where a list has nothing: what it is for and what to do."""
    return {"picture": picture, "text": text, "hint": hint, "url": url, "button": button}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: dict[str, Any], page: Leaf[Any]) -> dict[str, Any]:
    """Return the links to the other pages of a list, keeping its filters."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}
