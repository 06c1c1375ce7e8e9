"""Where a person finds what stands behind a figure."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from taizhang.kernel.source_ref import SourceRef

OCCURRENCE = "duties:o"
ITEM = "publication:"


def source_address(ref: SourceRef) -> str:
    """Return the page of a source: the occurrence of a duty, an item, or the record, also that of a fulfilment."""
    if ref.source.startswith(OCCURRENCE):
        return reverse("owed:occurrence", args=[int(ref.source.removeprefix(OCCURRENCE))])
    if ref.source.startswith(ITEM):
        return reverse("publications:item", args=[int(ref.source.removeprefix(ITEM))])
    return reverse("records:detail", args=[ref.number])


def figure_address(*, rule: str, unit: int, period: str) -> str:
    """Return the page of a rule's figure for a unit and a period."""
    return f"{reverse('figures:rule', args=[rule])}?{urlencode({'unit': unit, 'period': period})}"
