"""The fonts of this office: from its settings, its data folder, the working copy's set-up, the system."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from taizhang.render.fonts import Fonts, find_fonts


def font_folders() -> tuple[Path, ...]:
    """Return the folders to look for fonts in, before the system's own."""
    named = [Path(folder) for folder in os.environ.get("TAIZHANG_FONTS", "").split(os.pathsep) if folder]
    beside = Path(__file__).parents[3] / ".fonts"
    return tuple(
        folder for folder in (*named, Path(settings.TAIZHANG_HOME) / "fonts", beside) if folder.is_dir()
    )


def office_fonts() -> Fonts:
    """Return the fonts in use, with what is missing and a notice about it."""
    return find_fonts(folders=font_folders())
