"""Make and change theme plans."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.audit import services as audit
from taizhang.foundation.units.models import Unit
from taizhang.ledgers.publication.models import ThemePlan
from taizhang.ledgers.publication.rules import check_theme


def create_theme(
    *,
    unit: Unit,
    title: str,
    start: dt.date,
    until: dt.date,
    planned: int,
    note: str,
    by: Person,
    at: dt.datetime,
) -> ThemePlan:
    """Make a theme plan of a unit and return it.

    Raises:  ThemeRefused.
    """
    check_theme(title=title, start=start, until=until, planned=planned)
    with transaction.atomic():
        made = ThemePlan.objects.create(
            unit=unit,
            title=title.strip(),
            start=start,
            until=until,
            planned=planned,
            note=note.strip(),
            author=by,
            created_at=at,
        )
        audit.record(verb="publication.theme", subject=f"theme:{made.pk}", by=by, at=at)
    return made


def edit_theme(
    *,
    theme: ThemePlan,
    title: str,
    start: dt.date,
    until: dt.date,
    planned: int,
    note: str,
    by: Person,
    at: dt.datetime,
) -> ThemePlan:
    """Tell a theme plan anew and return it; its items stay with it.

    Raises:  ThemeRefused.
    """
    check_theme(title=title, start=start, until=until, planned=planned)
    with transaction.atomic():
        theme = ThemePlan.objects.select_for_update().get(pk=theme.pk)
        detail = {"was": theme.planned, "now": planned}
        theme.title, theme.start, theme.until = title.strip(), start, until
        theme.planned, theme.note = planned, note.strip()
        theme.save(update_fields=["title", "start", "until", "planned", "note"])
        audit.record(verb="publication.theme", subject=f"theme:{theme.pk}", by=by, at=at, detail=detail)
    return theme
