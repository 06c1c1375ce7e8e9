"""The fonts of this office: from its settings, its data folder, the working copy's set-up, the system."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings

from taizhang.render.fonts import Fonts, find_fonts, system_font_folders


def font_folders() -> tuple[Path, ...]:
    """Return the folders to look for fonts in, the system's own last."""
    named = [Path(folder) for folder in os.environ.get("TAIZHANG_FONTS", "").split(os.pathsep) if folder]
    beside = Path(__file__).parents[3] / ".fonts"
    own = (*named, Path(settings.TAIZHANG_HOME) / "fonts", beside)
    return (*(folder for folder in own if folder.is_dir()), *system_font_folders())


def office_fonts() -> Fonts:
    """Return the fonts in use, with what is missing and a notice about it."""
    return find_fonts(folders=font_folders())
