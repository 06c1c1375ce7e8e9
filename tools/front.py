"""Build the front-end parts from npm packages at exact versions: the sprite of icons, the editors of reports and of items, their licences.

    python tools/front.py

Node comes in a Python wheel; what is fetched is checked against package-lock.json. Without a
network the product runs all the same: the words beside the icons say everything, and a report's
passages are written on its own page.
"""

from __future__ import annotations

import gzip
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
EDITOR = tuple(STATIC / "reports" / name for name in ("editor.js", "editor.css", "item.js", "item.css"))
LICENCES = STATIC / "reports" / "licences.txt"
TOOLS = ("esbuild",)
"""What builds the parts and is not in them."""

INPUTS = ("package.json", "package-lock.json", "icons.json", "editor/*.js", "editor/*.css")


def main() -> int:
    """Build what is out of date and return an exit code."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in inputs())).hexdigest()
    built = all(path.is_file() for path in (SPRITE, LICENCES, *EDITOR))
    if built and STAMP.is_file() and STAMP.read_text("utf-8") == digest:
        return 0
    if not npm("ci"):
        print(
            "==> 前端部件没有取到（没有 npm 或连不上软件源）：网页能用，只是没有图标和编辑器，"
            "要写的段落仍可在报告页里填。联网后再运行一次即可。"
        )
        return 1
    SPRITE.write_text(sprite(), "utf-8")
    if not npm("run", "build"):
        print("==> 编辑器没有编成，上面是工具的原话。网页能用，要写的段落仍可在报告页里填。")
        return 1
    LICENCES.write_text(licences(), "utf-8")
    STAMP.write_text(digest, "utf-8")
    print(
        f"==> 前端部件已备好：{len(names())} 个图标，报告编辑器 {packed(EDITOR[0]) / 1000:.0f} kB、"
        f"稿件编辑器 {packed(EDITOR[2]) / 1000:.0f} kB（压缩后）"
    )
    return 0


def inputs() -> list[Path]:
    """Return what the parts are built from, in a fixed order."""
    return [path for name in INPUTS for path in sorted(FRONT.glob(name))]


def npm(*arguments: str) -> bool:
    """Run npm, the one that came with the environment first, and return whether it did its work."""
    folder = str(Path(sys.executable).parent)
    path = os.pathsep.join([folder, os.environ.get("PATH", "")])
    program = shutil.which("npm", path=path)
    if program is None:
        return False
    command = [program, *arguments, "--silent"]
    return subprocess.run(command, cwd=FRONT, env={**os.environ, "PATH": path}).returncode == 0


def packed(path: Path) -> int:
    """Return how many bytes a file is when it is sent compressed."""
    return len(gzip.compress(path.read_bytes(), 9))


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


def licences() -> str:
    """Return the licence of each package that goes into the parts, as its authors ask for.

    Raises:  SystemExit for a package that has none.
    """
    lock = json.loads((FRONT / "package-lock.json").read_text("utf-8"))
    told = []
    for folder, package in sorted(lock["packages"].items()):
        name = folder.removeprefix("node_modules/")
        if not name or name.startswith(tuple(f"@{tool}" for tool in TOOLS)) or name in TOOLS:
            continue
        texts = sorted((FRONT / folder).glob("LICEN[CS]E*"))
        if not texts:
            raise SystemExit(f"前端部件 {name} 没有许可证文件，不能随产品分发。")
        told.append(f"{name} {package['version']}\n\n{texts[0].read_text('utf-8').strip()}\n")
    return ("\n" + "-" * 72 + "\n\n").join(told)


if __name__ == "__main__":
    sys.exit(main())
