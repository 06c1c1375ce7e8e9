"""The rules of a plan as tables for the compiled loop: for every class of lines, what they count for.

Books, kinds and texts of tags that all rules take for the same are one class. Each choice of a class of
book, of kind, of tags, and of known measures, has a pattern, which tells the numbers and the columns of
values that such a line has part in: the loop itself asks no condition.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from taizhang.kernel.posting import tags_of
from taizhang.rollups.dense.add_loop import Tables
from taizhang.rollups.dense.compiled import Array
from taizhang.rollups.dense.layout import DAY, KIND, TAG, WORD, Layout, look_of
from taizhang.rollups.dense.value_numbers import ValueNumbers
from taizhang.rollups.plan import Where, meets


class RuleTables:
    """Tables that grow with the texts that are met. Each thread has its own; `values` are shared by all."""

    def __init__(self, layout: Layout, values: ValueNumbers) -> None:
        self._layout, self._values = layout, values
        wheres = [look.where for look in layout.looks]
        by_kind, by_tags, by_known = (
            Conditions(map(part, wheres)) for part in (_about_kind, _about_tags, _about_known)
        )
        self.books = Texts(lambda text: tuple(look.book == text for look in layout.looks))
        self.kinds = Texts(lambda text: by_kind.met(kind=text))
        self.tags = Texts(lambda text: by_tags.met(tags=tags_of(text)))
        self._known = np.array(
            [by_known.met(known=known) for known in _choices(layout.measures)], dtype=np.bool_
        )
        self._of_size: tuple[int, ...] = ()

    def tables(self) -> Tables:
        """Return the tables for all texts met so far.

        Raises:  MoreValues.
        """
        size = (len(self.books), len(self.kinds), len(self.tags))
        if size != self._of_size:
            self._made, self._of_size = self._make(), size
        return self._made

    def _make(self) -> Tables:
        layout, bits = self._layout, self._layout.bits
        fits, patterns = self._patterns()
        choices = len(self._known)
        of_kind = len(self.tags.fits()) * choices
        of_book = len(self.kinds.fits()) * of_kind
        counts, counts_from = _lists(fits)
        sums, sums_from = _lists(fits[:, self._looks_of_sums()])
        fits_bits = fits[:, [layout.looks.index(look_of(each.column)) for each in bits]]
        of_days = np.array([each.sort == DAY for each in bits], np.bool_)
        days, days_from = _lists(fits_bits & of_days)
        values, values_from = _lists(fits_bits & ~of_days)
        words = np.array([each.word for each in bits], dtype=np.int64)
        tag_values, tag_values_from = self._tag_values()
        return Tables(
            book_class=np.array(self.books.classes, np.int64) * of_book,
            kind_class=np.array(self.kinds.classes, np.int64) * of_kind,
            tags_class=np.array(self.tags.classes, np.int64) * choices,
            patterns=patterns,
            counts=counts,
            counts_from=counts_from,
            sums=len(layout.looks) + sums,
            sum_amounts=self._amounts_of_sums()[sums],
            sums_from=sums_from,
            days=words[days] * WORD,
            days_from=days_from,
            values=values,
            values_from=values_from,
            value_sorts=np.array([each.sort for each in bits], dtype=np.int64),
            value_words=words,
            value_strides=np.array([each.words for each in bits], dtype=np.int64),
            kind_value=self._kind_values(),
            tag_values=tag_values,
            tag_values_from=tag_values_from,
        )

    def _patterns(self) -> tuple[Array, Array]:
        """Return which looks fit each pattern, the first of which fits none, and the pattern of each choice of classes."""
        fits = (
            self.books.fits()[:, None, None, None, :]
            & self.kinds.fits()[None, :, None, None, :]
            & self.tags.fits()[None, None, :, None, :]
            & self._known[None, None, None, :, :]
        ).reshape(-1, len(self._layout.looks))
        nothing = np.zeros((1, fits.shape[1]), np.bool_)
        told, patterns = np.unique(np.concatenate((nothing, fits)), axis=0, return_inverse=True)
        return told, patterns.reshape(-1)[1:].astype(np.int32)

    def _looks_of_sums(self) -> list[int]:
        """Return of each sum, limb by limb, the look it belongs to."""
        looks = self._layout.looks
        return [looks.index(look) for look, _ in self._layout.sums] * self._layout.limbs

    def _amounts_of_sums(self) -> Array:
        """Return of each sum, limb by limb, the row of the amounts that it adds up."""
        layout = self._layout
        measures = [layout.measures.index(measure) for _, measure in layout.sums]
        return np.array(
            [limb * len(layout.measures) + measure for limb in range(layout.limbs) for measure in measures],
            dtype=np.int64,
        )

    def _kind_values(self) -> Array:
        """Return by column and kind which of the column's values it is."""
        found = np.zeros((len(self._layout.bits), len(self.kinds)), dtype=np.int64)
        for number, each in enumerate(self._layout.bits):
            if each.sort == KIND:
                found[number] = [self._values.number(each, kind) for kind in self.kinds.numbers]
        return found

    def _tag_values(self) -> tuple[Array, Array]:
        """Return by column the values that each text of tags tells, and where they begin."""
        lists = [self._tags_told(number) for number in range(len(self._layout.bits))]
        begins = np.zeros((len(lists), len(self.tags) + 1), dtype=np.int64)
        for number, told in enumerate(lists):
            begins[number, 1:] = np.cumsum([len(values) for values in told])
        flat = np.zeros((len(lists), int(begins.max(initial=0))), dtype=np.int64)
        for number, told in enumerate(lists):
            flat[number, : begins[number, -1]] = [value for values in told for value in values]
        return flat, begins

    def _tags_told(self, number: int) -> list[list[int]]:
        each = self._layout.bits[number]
        if each.sort != TAG:
            return [[] for _ in self.tags.numbers]
        return [
            [self._values.number(each, tag) for tag in tags_of(text) if tag.startswith(each.prefix)]
            for text in self.tags.numbers
        ]


class Texts:
    """The texts of one column that were met, each with its number and its class."""

    def __init__(self, fits: Callable[[str], tuple[bool, ...]]) -> None:
        self._fits = fits
        self._seen: dict[tuple[bool, ...], int] = {}
        self._known = pa.array([], pa.string())
        self.numbers: dict[str, int] = {}
        self.classes: list[int] = []

    def __len__(self) -> int:
        return len(self.numbers)

    def numbered(self, texts: pa.Array) -> Array:
        """Return the number of each text."""
        found = pc.index_in(texts, value_set=self._known)
        if found.null_count:
            for text in texts.filter(found.is_null()).to_pylist():
                self.numbers[text] = len(self.numbers)
                self.classes.append(self._seen.setdefault(self._fits(text), len(self._seen)))
            self._known = pa.array(self.numbers, pa.string())
            found = pc.index_in(texts, value_set=self._known)
        numbers: Array = found.to_numpy(zero_copy_only=False).astype(np.int32)
        return numbers

    def fits(self) -> Array:
        """Return of each class which looks it fits."""
        return np.array(list(self._seen), dtype=np.bool_)


def _choices(measures: tuple[str, ...]) -> list[set[str]]:
    """Return every choice of known measures, as the loop numbers them: the first measure is the highest bit."""
    size = len(measures)
    return [
        {measure for place, measure in enumerate(measures) if number >> (size - 1 - place) & 1}
        for number in range(2**size)
    ]


class Conditions:
    """What all looks ask of one thing in a line. Many ask the same, most nothing: each question is answered once."""

    def __init__(self, asked: Iterable[Where]) -> None:
        numbers: dict[Where, int] = {}
        self._of_look = [numbers.setdefault(where, len(numbers)) for where in asked]
        self._asked = tuple(numbers)

    def met(
        self, *, kind: str = "", tags: Collection[str] = (), known: Collection[str] = ()
    ) -> tuple[bool, ...]:
        """Return of each look whether such a line fits, by the words of the plan itself."""
        told = [meets(where, kind=kind, tags=tags, known=known) for where in self._asked]
        return tuple(map(told.__getitem__, self._of_look))


def _about_kind(where: Where) -> Where:
    return Where(kinds=where.kinds)


def _about_tags(where: Where) -> Where:
    return Where(any_tags=where.any_tags, all_tags=where.all_tags, no_tags=where.no_tags)


def _about_known(where: Where) -> Where:
    return Where(carries=where.carries, lacks=where.lacks)


def _lists(fits: Array) -> tuple[Array, Array]:
    """Return the numbers of the columns that are true, row after row, and where each row begins."""
    begins = np.zeros(len(fits) + 1, dtype=np.int64)
    np.cumsum(fits.sum(axis=1), out=begins[1:])
    return np.nonzero(fits)[1].astype(np.int64), begins
