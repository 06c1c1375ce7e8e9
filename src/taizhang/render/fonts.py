"""Fonts: which faces of official documents this machine has, and what stands in for the others."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

import typst

Role = Literal["fang", "kai", "hei", "song", "title", "latin", "rare"]

ROLE_NAMES: dict[Role, str] = {
    "fang": "仿宋",
    "kai": "楷体",
    "hei": "黑体",
    "song": "宋体",
    "title": "小标宋",
    "latin": "西文（Times 类）",
    "rare": "生僻字后备",
}

# Best first: the official faces where the office has them, then the free ones.
_WANTED: dict[Role, tuple[tuple[str, int], ...]] = {
    "fang": (
        ("FangSong_GB2312", 400),
        ("FangSong", 400),
        ("STFangsong", 400),
        ("FZFangSong-Z02", 400),
        ("FandolFang R", 400),
        ("FandolFang", 400),
        ("Zhuque Fangsong (technical preview)", 400),
    ),
    "kai": (
        ("KaiTi_GB2312", 400),
        ("KaiTi", 400),
        ("STKaiti", 400),
        ("FandolKai", 400),
        ("LXGW WenKai", 400),
        ("AR PL UKai CN", 400),
    ),
    "hei": (
        ("SimHei", 400),
        ("STHeiti", 400),
        ("FandolHei", 400),
        ("Noto Sans SC", 400),
        ("Noto Sans CJK SC", 400),
        ("Source Han Sans SC", 400),
        ("WenQuanYi Zen Hei", 400),
    ),
    "song": (
        ("SimSun", 400),
        ("STSong", 400),
        ("FandolSong", 400),
        ("Noto Serif SC", 400),
        ("Noto Serif CJK SC", 400),
        ("Source Han Serif SC", 400),
        ("AR PL UMing CN", 400),
    ),
    "title": (
        ("FZXiaoBiaoSong-B05S", 400),
        ("FZXiaoBiaoSong-B05", 400),
        ("FandolSong", 700),
        ("Noto Serif SC", 700),
        ("Noto Serif CJK SC", 700),
        ("Source Han Serif SC", 700),
    ),
    "latin": (
        ("Times New Roman", 400),
        ("Liberation Serif", 400),
        ("Tinos", 400),
        ("TeX Gyre Termes", 400),
    ),
    "rare": (
        ("Noto Serif SC", 400),
        ("Noto Serif CJK SC", 400),
        ("Source Han Serif SC", 400),
        ("SimSun", 400),
        ("AR PL UMing CN", 400),
        ("Noto Sans SC", 400),
        ("WenQuanYi Zen Hei", 400),
    ),
}
_STAND_INS: dict[Role, tuple[Role, ...]] = {
    "fang": ("song", "rare", "kai", "title", "hei"),
    "kai": ("fang", "song", "rare", "title", "hei"),
    "hei": ("title", "song", "rare", "fang", "kai"),
    "song": ("rare", "fang", "title", "kai", "hei"),
    "title": ("song", "rare", "hei", "fang", "kai"),
    "rare": ("song", "fang", "hei", "kai", "title"),
}
_CARRIED_LATIN = ("Libertinus Serif", 400)
"""What the typesetter itself carries: figures are printed even where no Times face is found."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font that was found: the family and weight it is called by, its file, its place in the file.

    The file is None for the faces that the typesetter itself carries.
    """

    family: str
    weight: int
    file: Path | None
    index: int = 0


@dataclass(frozen=True, slots=True)
class Fonts:
    """The faces in use, one a role; `missing` are the roles whose own face was not found.

    A missing role is set in another role's face and `notice` says so, in Chinese; it is "" when
    nothing is missing. With no Chinese face at all `faces` holds none but the Latin one, else all.
    """

    folders: tuple[Path, ...]
    faces: Mapping[Role, Face]
    missing: tuple[Role, ...]
    notice: str

    @property
    def has_chinese(self) -> bool:
        """Return whether Chinese can be printed at all."""
        return "fang" in self.faces

    def __hash__(self) -> int:
        return hash((self.folders, tuple(self.faces.values())))


def find_fonts(*, folders: Iterable[Path]) -> Fonts:
    """Return the fonts found in these folders and below. Folders that do not exist are passed over."""
    places = tuple(Path(folder).resolve() for folder in folders if Path(folder).is_dir())
    listed = [font for font in typeset_fonts(places).fonts() if font.style == "normal"]
    found = {
        (font.family, font.weight): Face(
            font.family, font.weight, Path(font.path) if font.path else None, font.index
        )
        for font in listed
    }
    own: dict[Role, Face] = {}
    for role, wanted in _WANTED.items():
        face = next((found[name] for name in wanted if name in found), None)
        if face is not None:
            own[role] = face
    missing = tuple(role for role in _WANTED if role not in own)
    faces = {"latin": found[_CARRIED_LATIN], **own}
    for role, others in _STAND_INS.items():
        stand_in = next((own[other] for other in others if other in own), None)
        if role not in own and stand_in is not None:
            faces[role] = stand_in
    return Fonts(places, faces, missing, _notice(missing, faces))


def system_font_folders() -> tuple[Path, ...]:
    """Return the folders in which Linux, macOS and Windows keep fonts, whether they exist or not."""
    windows = os.environ.get("SYSTEMROOT", "C:\\Windows")
    home = Path.home()
    return (
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".fonts",
        home / ".local/share/fonts",
        Path("/System/Library/Fonts"),
        Path("/Library/Fonts"),
        home / "Library/Fonts",
        Path(windows) / "Fonts",
    )


def typeset_fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    """Return the typesetter's own list of the fonts in these folders, and of those it carries."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=list(map(str, folders))
    )


_REMEDY = "在源码目录运行 python3 tools/fonts.py 可取得免费字体，也可以把办公室的字体文件放进数据文件夹的 fonts 文件夹"


def _notice(missing: tuple[Role, ...], faces: Mapping[Role, Face]) -> str:
    if not missing:
        return ""
    if "fang" not in faces:
        return f"没有找到任何中文字体，不能生成 PDF。{_REMEDY}。"
    told = [
        "没有生僻字字体" if role == "rare" else f"{ROLE_NAMES[role]}暂用 {faces[role].family}"
        for role in missing
    ]
    return f"字体不全：{'，'.join(told)}。版式不变，字形与正式公文有出入。{_REMEDY}。"


_OFFICIAL_NAMES: dict[Role, tuple[str, ...]] = {
    "fang": ("仿宋_GB2312", "仿宋", "FangSong", "FangSong_GB2312"),
    "kai": ("楷体_GB2312", "楷体", "KaiTi", "KaiTi_GB2312"),
    "hei": ("黑体", "SimHei"),
    "song": ("宋体", "SimSun"),
    "title": ("方正小标宋简体", "方正小标宋_GBK", "FZXiaoBiaoSong-B05S"),
    "latin": ("Times New Roman",),
}


def fontconfig_xml(*, fonts: Fonts, cache: Path) -> str:
    """Return a fontconfig file under which LibreOffice sets our docx in the faces that were found.

    Without it LibreOffice silently takes any font that has the hanzi, often in Japanese forms.
    """
    rules: list[str] = []
    rare = fonts.faces.get("rare")
    for role, names in _OFFICIAL_NAMES.items():
        face = fonts.faces.get(role)
        if face is None or face.file is None:
            continue
        families = [face.family, *([rare.family] if rare is not None and rare.family != face.family else [])]
        assigned = "".join(f"<string>{escape(family)}</string>" for family in families)
        weight = 200 if face.weight > 400 else 80  # fontconfig's own numbers for bold and regular
        rules += [
            f'<match target="pattern"><test name="family"><string>{name}</string></test>'
            f'<edit name="family" mode="assign" binding="same">{assigned}</edit>'
            f'<edit name="weight" mode="assign"><int>{weight}</int></edit></match>'
            for name in names
        ]
    folders = "".join(f"<dir>{escape(str(folder))}</dir>" for folder in fonts.folders)
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"{folders}<cachedir>{escape(str(cache))}</cachedir>{''.join(rules)}</fontconfig>\n"
    )
