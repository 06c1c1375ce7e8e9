"""Chinese text as search words: overlapping pairs of characters, in letters every index understands.

A word of two characters is the shortest that people search for, and neither SQLite's trigrams nor
PostgreSQL's find it. Each token is written in ASCII (x697c9053 for 楼道), so that no tokenizer
takes it apart by rules of its own.
"""

from __future__ import annotations

import re

from taizhang.kernel.numerals import fold_width

_RUN = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]+")


def search_text(*texts: str) -> str:
    """Return the tokens under which texts are found, each once, a space between them."""
    tokens: dict[str, None] = {}
    for text in texts:
        for run in _runs(text):
            tokens.update(dict.fromkeys(_run_tokens(run)))
    return " ".join(tokens)


def search_words(query: str) -> list[str]:
    """Return the tokens that a text must have to be found by a query; one that ends in * is a beginning.

    Several words mean all of them. The tokens of one word may stand apart in the text, so what is
    found is to be looked through once more.
    """
    words: dict[str, None] = {}
    for run in _runs(query):
        if run.isascii():
            words[f"a{run}*"] = None
        elif len(run) == 1:
            words[f"{_token(run)}*"] = None
        else:
            words.update(dict.fromkeys(_pairs(run)))
    return list(words)


def query_runs(query: str) -> list[str]:
    """Return the pieces of a query that must stand in a text as they are, folded."""
    return _runs(query)


def folded(text: str) -> str:
    """Return the text as it is compared: widths and cases made one."""
    return fold_width(text).lower()


def _runs(text: str) -> list[str]:
    return _RUN.findall(folded(text))


def _run_tokens(run: str) -> list[str]:
    if run.isascii():
        return [f"a{run}"]
    # The last character alone, so that a single character is found at the end of a run too.
    return [*_pairs(run), _token(run[-1])]


def _pairs(run: str) -> list[str]:
    return [_token(run[at : at + 2]) for at in range(len(run) - 1)]


def _token(characters: str) -> str:
    return "x" + "".join(f"{ord(character):05x}" for character in characters)
