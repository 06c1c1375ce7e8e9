"""Every check, one after another, each told with its time; all run, and any failure fails.

The audit asks an index of known vulnerabilities; where that cannot be reached it says so and is
not counted, because a machine without a network must still be able to check the rest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
FOLDERS = ["src", "tests", "tools", "bench"]


def checks() -> list[tuple[str, list[str]]]:
    """Return the name and the command of each check."""
    python = sys.executable
    return [
        ("format", [str(BIN / "ruff"), "format", "--check", *FOLDERS]),
        ("lint", [str(BIN / "ruff"), "check", *FOLDERS]),
        ("types", [str(BIN / "mypy")]),
        ("walls", [str(BIN / "lint-imports")]),
        ("relations", [python, "-m", "pytest", "-q", "tests/architecture"]),
        ("migrations", [python, "-m", "django", "makemigrations", "--check", "--dry-run"]),
        ("figures book", [python, "tools/figures_book.py", "--check"]),
        ("command book", [python, "tools/command_book.py", "--check"]),
        ("lock", [python, "tools/lock.py"]),
    ]


def main() -> int:
    """Run every check and return how many failed."""
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
    os.environ["TAIZHANG_HOME"] = tempfile.mkdtemp(prefix="taizhang-check-")
    failed = []
    for name, command in checks():
        started = time.monotonic()
        print(f"==> {name}", flush=True)
        if subprocess.run(command).returncode != 0:
            failed.append(name)
        print(f"    {time.monotonic() - started:.1f} s", flush=True)
    if not audit():
        failed.append("audit")
    print(f"check: {'failed: ' + ', '.join(failed) if failed else 'all clean'}", flush=True)
    return len(failed)


def audit() -> bool:
    """Return whether the locked packages are free of known vulnerabilities, as far as can be asked."""
    print("==> audit", flush=True)
    command = [
        str(BIN / "pip-audit"),
        "--requirement",
        "requirements/run.txt",
        "--require-hashes",
        "--disable-pip",
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        print("    not asked: the index of vulnerabilities did not answer in 120 s", flush=True)
        return True
    told = done.stdout + done.stderr
    if done.returncode == 0:
        passed_over = told.count("could not be audited")
        note = f"; {passed_over} packages are not in the index that answered" if passed_over else ""
        print(f"    no known vulnerabilities{note}", flush=True)
        return True
    unreachable = ("ConnectionError", "Max retries exceeded", "ServiceError", "Failed to", "Name or service")
    if any(sign in told for sign in unreachable) and "Found " not in told:
        print("    not asked: the index of vulnerabilities cannot be reached from here", flush=True)
        return True
    print(told, flush=True)
    return False


if __name__ == "__main__":
    sys.exit(main())
