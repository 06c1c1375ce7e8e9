"""The rules of a plan as lists for the compiled loop: for every class of lines, what they count for.

Books, kinds and texts of tags that all rules take for the same are one class. For each class of book, of
kind, of tags, and each choice of known measures, the lists name the counts, the sums and the columns of
values that such a line has part in: the loop itself asks no condition.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

import numpy as np

from taizhang.kernel.posting import MEASURES
from taizhang.rollups.dense.kernel import Array, Tables
from taizhang.rollups.dense.layout import KIND, TAG, Layout, Look, look_of
from taizhang.rollups.plan import Count, Rule, Where, looks_at


class RuleTables:
    """Lists that grow with the texts that are met. Each thread has its own."""

    def __init__(self, layout: Layout, *, limbs: int) -> None:
        """`limbs` is in how many parts a measure is added up."""
        self._layout, self._limbs = layout, limbs
        looks = layout.looks
        self.measures = measures_asked(looks)
        self.books = _Texts(lambda text: tuple(look.book == text for look in looks))
        self.kinds = _Texts(lambda text: tuple(_kind_fits(look.where, text) for look in looks))
        self.tags = _Texts(lambda text: tuple(_tags_fit(look.where, tags_of(text)) for look in looks))
        self._known = np.array(
            [[_known_fits(look.where, known) for look in looks] for known in _choices(self.measures)],
            dtype=np.bool_,
        )
        self._of_size: tuple[int, ...] = ()

    def tables(self) -> Tables:
        """Return the lists for all texts met so far."""
        size = (len(self.books.numbers), len(self.kinds.numbers), len(self.tags.numbers))
        if size != self._of_size:
            self._made, self._of_size = self._make(), size
        return self._made

    def _make(self) -> Tables:
        layout = self._layout
        books, kinds, tags = self.books.fits(), self.kinds.fits(), self.tags.fits()
        fits = (
            books[:, None, None, None, :]
            & kinds[None, :, None, None, :]
            & tags[None, None, :, None, :]
            & self._known[None, None, None, :, :]
        ).reshape(-1, len(layout.looks))
        counts, counts_from = _lists(fits)
        sums, sums_from = _lists(fits[:, [layout.looks.index(look) for look, _ in layout.sums]])
        values, values_from = _lists(
            fits[:, [layout.looks.index(look_of(each.column)) for each in layout.bits]]
        )
        amounts = np.array([self.measures.index(measure) for _, measure in layout.sums], dtype=np.int64)
        tag_values, tag_values_from = self._tag_values()
        return Tables(
            book_class=np.array(self.books.classes, dtype=np.int64),
            kind_class=np.array(self.kinds.classes, dtype=np.int64),
            tags_class=np.array(self.tags.classes, dtype=np.int64),
            kind_classes=len(kinds),
            tags_classes=len(tags),
            known_choices=len(self._known),
            limbs=self._limbs,
            counts=counts,
            counts_from=counts_from,
            sums=sums,
            sum_amounts=amounts[sums],
            sums_from=sums_from,
            values=values,
            values_from=values_from,
            value_sorts=np.array([each.sort for each in layout.bits], dtype=np.int64),
            value_words=np.array([each.word for each in layout.bits], dtype=np.int64),
            value_strides=np.array([each.words for each in layout.bits], dtype=np.int64),
            kind_value=self._kind_values(),
            tag_values=tag_values,
            tag_values_from=tag_values_from,
        )

    def _kind_values(self) -> Array:
        """Return by column and kind which of the column's values it is."""
        found = np.zeros((len(self._layout.bits), len(self.kinds.numbers)), dtype=np.int64)
        for number, each in enumerate(self._layout.bits):
            if each.sort == KIND:
                found[number] = [each.values.index(kind) for kind in self.kinds.numbers]
        return found

    def _tag_values(self) -> tuple[Array, Array]:
        """Return by column the values that each text of tags tells, and where they begin."""
        lists = [self._tags_told(number) for number in range(len(self._layout.bits))]
        begins = np.zeros((len(lists), len(self.tags.numbers) + 1), dtype=np.int64)
        for number, told in enumerate(lists):
            begins[number, 1:] = np.cumsum([len(values) for values in told])
        flat = np.zeros((len(lists), int(begins.max(initial=0))), dtype=np.int64)
        for number, told in enumerate(lists):
            flat[number, : begins[number, -1]] = [value for values in told for value in values]
        return flat, begins

    def _tags_told(self, number: int) -> list[list[int]]:
        each = self._layout.bits[number]
        numbers = {value: at for at, value in enumerate(each.values)}
        if each.sort != TAG:
            return [[] for _ in self.tags.numbers]
        return [
            [numbers[tag] for tag in tags_of(text) if tag.startswith(each.prefix)]
            for text in self.tags.numbers
        ]


class _Texts:
    """The texts of one column that were met, each with its number and its class."""

    def __init__(self, fits: Callable[[str], tuple[bool, ...]]) -> None:
        self._fits = fits
        self._seen: dict[tuple[bool, ...], int] = {}
        self.numbers: dict[str, int] = {}
        self.classes: list[int] = []

    def number(self, text: str) -> int:
        """Return the number of a text."""
        if text not in self.numbers:
            self.numbers[text] = len(self.numbers)
            self.classes.append(self._seen.setdefault(self._fits(text), len(self._seen)))
        return self.numbers[text]

    def fits(self) -> Array:
        """Return of each class which looks it fits."""
        return np.array(list(self._seen), dtype=np.bool_)


def measures_asked(looks: Collection[Look]) -> tuple[str, ...]:
    """Return the measures of which it matters whether they are known; every one that is added up is among them."""
    return tuple(
        measure
        for measure in MEASURES
        if any(measure in (*look.where.carries, *look.where.lacks) for look in looks)
    )


def tags_of(text: str) -> tuple[str, ...]:
    """Return the tags of a line; an export has them as "" or "|a|b|"."""
    return tuple(text[1:-1].split("|")) if text else ()


def _choices(measures: tuple[str, ...]) -> list[set[str]]:
    """Return every choice of known measures, as the loop numbers them: the first measure is the highest bit."""
    size = len(measures)
    return [
        {measure for place, measure in enumerate(measures) if number >> (size - 1 - place) & 1}
        for number in range(2**size)
    ]


def _kind_fits(where: Where, kind: str) -> bool:
    return _looks(Where(kinds=where.kinds), kind=kind)


def _tags_fit(where: Where, tags: tuple[str, ...]) -> bool:
    only = Where(any_tags=where.any_tags, all_tags=where.all_tags, no_tags=where.no_tags)
    return _looks(only, tags=tags)


def _known_fits(where: Where, known: set[str]) -> bool:
    return _looks(Where(carries=where.carries, lacks=where.lacks), known=known)


def _looks(only: Where, *, kind: str = "", tags: Collection[str] = (), known: Collection[str] = ()) -> bool:
    """Return whether one sort of conditions holds, by the words of the plan itself."""
    rule = Rule("", 1, "", "", "", Count(), "", only)
    return looks_at(rule, book="", kind=kind, tags=tags, known=known)


def _lists(fits: Array) -> tuple[Array, Array]:
    """Return the numbers of the columns that are true, row after row, and where each row begins."""
    begins = np.zeros(len(fits) + 1, dtype=np.int64)
    np.cumsum(fits.sum(axis=1), out=begins[1:])
    return np.nonzero(fits)[1].astype(np.int64), begins
