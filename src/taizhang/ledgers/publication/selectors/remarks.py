"""What proofing remarks on an item before it is sent: on its title, its text, its pictures."""

from __future__ import annotations

import datetime as dt

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import children_in, name_on, parents_on
from taizhang.ledgers.publication.rules import Content, shown
from taizhang.proofing import Remark, proof_text

TITLE_ENDS = "\n"


def words_of(content: Content) -> str:
    """Return title and text as one text, in the words shown: the places of remarks are places in it."""
    return f"{content.title}{TITLE_ENDS}{shown(content.text)}"


def remarks_on(*, content: Content, unit: Unit, day: dt.date) -> tuple[Remark, ...]:
    """Return the remarks on the words of an item, in order of place. `day` gives dates without a year theirs."""
    return proof_text(text=words_of(content), day=day, names=names_near(unit=unit, on=day))


def names_near(*, unit: Unit, on: dt.date) -> tuple[str, ...]:
    """Return the right names of a unit, of the one above it, and of all directly below either."""
    parent = parents_on(units=[unit.pk], day=on).get(unit.pk)
    near = [unit, *(Unit.objects.filter(pk=parent) if parent else ())]
    names = [name_on(unit=one, day=on) for one in near]
    for one in near:
        names += [child.name for child in children_in(unit=one, start=on, until=on + dt.timedelta(days=1))]
    return tuple(dict.fromkeys(names))
