"""Text as search words: overlapping pairs of characters, in letters every index understands.

A word of two characters is the shortest that people search for, and neither SQLite's trigrams nor
PostgreSQL's find it. Each token is written in ASCII (x0697c09053 for 楼道), so that no tokenizer
takes it apart by rules of its own. The tokens stand in the order of the text: a longer word stands
in a text exactly where its pairs stand one after another.
"""

from __future__ import annotations

import functools
import re

from taizhang.kernel.numerals import fold_width

_RUN = re.compile(r"[^\W_]+")


def search_text(*texts: str) -> str:
    """Return the tokens under which texts are found, in their order, a space between them."""
    return " ".join(token for text in texts for run in _runs(text) for token in _tokens(run))


def search_words(query: str) -> list[str]:
    """Return the tokens that a text must have to be found by a query; one that ends in * is a beginning.

    Several words mean all of them. The pairs of one word may stand apart in a text: see `chains`.
    """
    words: dict[str, None] = {}
    for run in _runs(query):
        words.update(dict.fromkeys(_pairs(run) or [f"{_token(run)}*"]))
    return list(words)


def chains(query: str) -> list[str]:
    """Return what must stand in one piece among a text's tokens, for each word of several pairs."""
    return [" ".join(_pairs(run)) for run in _runs(query) if len(run) > 2]


def marked(text: str, query: str) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether it is a word that was searched for."""
    plain = folded(text)
    words = sorted(_runs(query), key=len, reverse=True)
    if not words or len(plain) != len(text):
        return [(text, False)]
    pieces: list[tuple[str, bool]] = []
    end = 0
    for hit in re.finditer("|".join(map(re.escape, words)), plain):
        pieces += [(text[end : hit.start()], False), (text[hit.start() : hit.end()], True)]
        end = hit.end()
    return [piece for piece in (*pieces, (text[end:], False)) if piece[0]]


def folded(text: str) -> str:
    """Return the text as it is compared: widths and cases made one."""
    return fold_width(text).lower()


def _runs(text: str) -> list[str]:
    return _RUN.findall(folded(text))


def _tokens(run: str) -> list[str]:
    # The last character alone, so that a single character is found at the end of a run too.
    return [*_pairs(run), _token(run[-1])]


def _pairs(run: str) -> list[str]:
    return [_token(run[at : at + 2]) for at in range(len(run) - 1)]


@functools.lru_cache(maxsize=1 << 16)
def _token(characters: str) -> str:
    return "x" + "".join(f"{ord(character):05x}" for character in characters)
