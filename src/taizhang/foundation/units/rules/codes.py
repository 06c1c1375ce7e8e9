"""The 12-digit division code and its shorter written forms.

The national code has 2 digits for the province, 2 for the city, 2 for the county, 3 for the street
or township and 3 for the village. Shorter forms leave the zeros at the end away. The same padded
code may stand for units of several levels: 441900000000 is the city 东莞 and the only "county" in it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from taizhang.foundation.units.rules.levels import Level
from taizhang.kernel.refusal import Refused

CODE_LENGTH = 12
NATION_CODE = "100000000000"
LEVEL_BY_LENGTH = {
    2: Level.PROVINCE,
    4: Level.CITY,
    6: Level.COUNTY,
    9: Level.STREET,
    12: Level.VILLAGE,
}


class CodeNotUnderstood(Refused):
    """What was written is no division code."""


@dataclass(frozen=True, slots=True)
class DivisionCode:
    """A division code, `padded` to 12 digits.

    `level` is what its written form tells; `highest` is the highest level that may bear it:
    441900 is written as a county's code, but the city has the same. `lowest` is the lowest one: a
    code written short is of no lower level, but there is a village 350527000000.
    """

    padded: str
    level: Level
    highest: Level
    lowest: Level


def read_code(text: str) -> DivisionCode:
    """Return the division code that was written with 2, 4, 6, 9 or 12 digits.

    Raises:  CodeNotUnderstood.
    """
    digits = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    if not re.fullmatch(r"[0-9]+", digits):
        raise CodeNotUnderstood(f"区划代码“{text.strip()}”里有不是数字的字符，请改成2、4、6、9或12位数字。")
    if len(digits) not in LEVEL_BY_LENGTH:
        raise CodeNotUnderstood(
            f"区划代码“{text.strip()}”有{len(digits)}位，请改成2、4、6、9或12位数字；没有代码的单位（如网格）此栏留空。"
        )
    if digits[:2] < "10":
        raise CodeNotUnderstood(f"区划代码“{text.strip()}”的前两位不是省级代码，请核对。")
    padded = digits.ljust(CODE_LENGTH, "0")
    highest = Level.NATION if padded == NATION_CODE else _level_by_zeros(padded)
    short = len(digits) < CODE_LENGTH and highest != Level.NATION
    written = LEVEL_BY_LENGTH[len(digits)] if short else highest
    return DivisionCode(
        padded=padded, level=written, highest=highest, lowest=written if short else Level.GRID
    )


def short_code(code: str, level: str) -> str:
    """Return the written form that tells a code of this level from the same code of another level."""
    lengths = {each: length for length, each in LEVEL_BY_LENGTH.items()}
    return code[: lengths.get(Level(level), CODE_LENGTH)]


def looks_like_code(text: str) -> bool:
    """Return whether the text is meant as a code: digits only."""
    return re.fullmatch(r"[0-9]{2,}", re.sub(r"\s", "", unicodedata.normalize("NFKC", text))) is not None


def ancestor_codes(code: str) -> list[str]:
    """Return the padded codes of the possible parents, nearest first, the unit's own code included.

    Its own code is there because the city above the county 441900 has the same padded code.
    """
    lengths = (12, 9, 6, 4, 2)
    codes = [code[:length].ljust(CODE_LENGTH, "0") for length in lengths]
    return list(dict.fromkeys(codes))


def _level_by_zeros(padded: str) -> Level:
    for length in (9, 6, 4, 2):
        if padded[length:].strip("0"):
            return LEVEL_BY_LENGTH[{9: 12, 6: 9, 4: 6, 2: 4}[length]]
    return Level.PROVINCE
