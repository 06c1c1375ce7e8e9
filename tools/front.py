"""Build the front-end parts from npm packages at exact versions: the sprite of icons.

    python tools/front.py

Node comes in a Python wheel; what is fetched is checked against package-lock.json. Without a
network the product runs all the same: the words beside the icons say everything.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONT = ROOT / "front"
STATIC = ROOT / "src" / "taizhang" / "web" / "static"
SPRITE = STATIC / "shell" / "icons.svg"
STAMP = FRONT / "node_modules" / ".taizhang-built"
INPUTS = ("package.json", "package-lock.json", "icons.json")


def main() -> int:
    """Build what is out of date and return an exit code."""
    digest = hashlib.sha256(b"".join((FRONT / name).read_bytes() for name in INPUTS)).hexdigest()
    if SPRITE.is_file() and STAMP.is_file() and STAMP.read_text("utf-8") == digest:
        return 0
    npm = shutil.which("npm", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    if npm is None or subprocess.run([npm, "ci", "--silent"], cwd=FRONT).returncode != 0:
        print(
            "==> 前端部件没有取到（没有 npm 或连不上软件源）：网页能用，只是没有图标。联网后再运行一次即可。"
        )
        return 1
    SPRITE.write_text(sprite(), "utf-8")
    STAMP.write_text(digest, "utf-8")
    print(f"==> 前端部件已备好：{len(names())} 个图标")
    return 0


def names() -> dict[str, str]:
    """Return our name of each icon -> its name in the package."""
    told: dict[str, str] = json.loads((FRONT / "icons.json").read_text("utf-8"))
    return told


def sprite() -> str:
    """Return one SVG file with every icon as a symbol."""
    symbols = []
    for name, source in sorted(names().items()):
        text = (FRONT / "node_modules" / "lucide-static" / "icons" / f"{source}.svg").read_text("utf-8")
        inside = re.search(r"<svg[^>]*>(.*)</svg>", text, re.S)
        if inside is None:
            raise SystemExit(f"图标 {source} 的文件不像 SVG。")
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{" ".join(inside[1].split())}</symbol>')
    return '<svg xmlns="http://www.w3.org/2000/svg">' + "\n".join(symbols) + "</svg>\n"


if __name__ == "__main__":
    sys.exit(main())
