"""Set the working copy up: an environment, the locked packages, the fonts. Standard library only.

    python3 tools/setup.py run     what `make demo` needs
    python3 tools/setup.py dev     what `make test`, `make check` and `make bench` need besides
    python3 tools/setup.py bench   what `make bench-rollups` compares with besides
    python3 tools/setup.py spark   what `make test-spark` needs besides dev: half a gigabyte

Each step is done once, and again only when what it stands on has changed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
JAVA, JAVA_PACKAGE = 17, "openjdk-17-jre-headless"
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


def say(text: str) -> None:
    """Print one step at once."""
    print(f"==> {text}", flush=True)


def main() -> int:
    """Do what is not done yet and return an exit code."""
    if sys.version_info < (3, 11):
        say(f"需要 Python 3.11 以上，现在是 {sys.version.split()[0]}。请安装后再试。")
        return 1
    wanted = sys.argv[1] if len(sys.argv) > 1 else "run"
    if wanted not in ("run", "dev", "bench", "spark"):
        say("用法：python3 tools/setup.py run|dev|bench|spark")
        return 2
    if wanted == "spark" and not has_java():
        say(
            f"没有 Java {JAVA} 以上，Spark 要用它。请安装（Debian、Ubuntu：apt install {JAVA_PACKAGE}）后再试。"
        )
        return 1
    make_environment()
    for each in ("dev", "spark") if wanted == "spark" else (wanted,):
        install_once(each)
    once("project", ROOT / "pyproject.toml", install_project)
    fetch_fonts()
    build_front()
    if wanted == "dev":
        offer_libreoffice()
        offer_chromium()
    return 0


def has_java() -> bool:
    """Return whether a Java is there that Spark runs on, installed where that can be done."""
    return is_java() or (apt_install(JAVA_PACKAGE) and is_java())


def is_java() -> bool:
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home) / "bin" / "java") if home else shutil.which("java")
    if java is None or not Path(java).exists():
        return False
    told = subprocess.run([java, "-version"], capture_output=True, text=True).stderr
    found = re.search(r'version "(?:1\.)?([0-9]+)', told)
    return found is not None and int(found[1]) >= JAVA


def make_environment() -> None:
    """Make .venv where there is none."""
    if (
        PYTHON.exists()
        and subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0
    ):
        return
    say("建立 Python 环境 .venv")
    try:
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=os.name != "nt").create(ENVIRONMENT)
    except subprocess.CalledProcessError:
        if not apt_install("python3-venv"):
            say("这台机器的 Python 没有 venv/ensurepip，也不能用 apt 安装。请先安装 python3-venv。")
            raise SystemExit(1) from None
        venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(ENVIRONMENT)


def apt_install(package: str) -> bool:
    """Install a Debian package where that can be done, and say whether it was."""
    if shutil.which("apt-get") is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    say(f"安装 Debian 软件包 {package}")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-q"], **quiet)
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", package]
    return subprocess.run(install, **quiet).returncode == 0


def offer_libreoffice() -> None:
    """Install LibreOffice where that can be done; say what is skipped where it cannot."""
    if shutil.which("soffice") or apt_install("libreoffice-writer"):
        return
    say("没有 LibreOffice，也不能用 apt 安装：跳过用它转换 docx 的版式测试、.doc 的读取测试和 PDF 的对比。")


def offer_chromium() -> None:
    """Install Chromium where that can be done; say what is skipped where it cannot."""
    if shutil.which("chromium") or apt_install("chromium"):
        return
    say("没有 Chromium，也不能用 apt 安装：跳过用真浏览器的测试。")


def once(step: str, stands_on: Path, do: object) -> None:
    """Do a step unless it was done for these very bytes."""
    stamp = ENVIRONMENT / f".done-{step}"
    digest = hashlib.sha256(stands_on.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    started = time.monotonic()
    do()  # type: ignore[operator]
    stamp.write_text(digest)
    say(f"完成（{time.monotonic() - started:.0f} 秒）")


def install_once(wanted: str) -> None:
    lock = ROOT / "requirements" / f"{wanted}.txt"
    once(f"packages-{wanted}", lock, lambda: install(lock))


def install(lock: Path) -> None:
    """Install the locked packages, each checked against its hash."""
    say(f"安装锁定的软件包 requirements/{lock.name}（逐个核对哈希）")
    pip("install", "--require-hashes", "--requirement", str(lock))


def install_project() -> None:
    """Install this project so that its sources are used where they lie."""
    say("安装 taizhang（指向 src/）")
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    if subprocess.run(command, cwd=ROOT).returncode != 0:
        say("安装没有成功，上面是 pip 的原话。请检查网络或软件源设置后再试。")
        raise SystemExit(1)


def build_front() -> None:
    """Build the front-end parts that are out of date; without them no icons and no editor of reports."""
    subprocess.run([str(PYTHON), str(ROOT / "tools" / "front.py")], cwd=ROOT)


def fetch_fonts() -> None:
    """Fetch the font files that are missing, until all are there; without them the product runs and says so."""
    stamp, script = ENVIRONMENT / ".done-fonts", ROOT / "tools" / "fonts.py"
    if stamp.exists() and (ROOT / ".fonts").is_dir():
        return
    say("准备字体")
    if subprocess.run([str(PYTHON), str(script)], cwd=ROOT).returncode == 0:
        stamp.touch()


if __name__ == "__main__":
    sys.exit(main())
