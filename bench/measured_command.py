"""A command in a process of its own, with its wall time and its peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


class CommandFailed(RuntimeError):
    """The command did not exit with 0."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command cost. `peak_mb` is its largest resident memory, None where the system cannot tell."""

    output: str
    seconds: float
    peak_mb: float | None


def taizhang(*arguments: str, home: Path, folder: Path) -> Ran:
    """Run `taizhang` on the data folder `home`; its progress bars show where there is a terminal.

    Raises:  CommandFailed, with the end of what it said.
    """
    environment = {**os.environ, "PYTHONUTF8": "1"}
    environment.pop("TAIZHANG_DATABASE", None)
    command = [sys.executable, "-m", "taizhang", *arguments, "--home", str(home)]
    said, complaints = folder / "stdout", folder / "stderr"
    with said.open("wb") as out, complaints.open("wb") as err:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=out, stderr=None if sys.stderr.isatty() else err, env=environment
        )
        code, peak = _waited_for(process)
        seconds = time.perf_counter() - begun
    if code != 0:
        end = (complaints.read_bytes() + said.read_bytes())[-2000:].decode(errors="replace")
        raise CommandFailed(f"taizhang {' '.join(arguments)}: {code}\n{end}")
    return Ran(said.read_text("utf-8"), seconds, peak)


def _waited_for(process: subprocess.Popen[bytes]) -> tuple[int, float | None]:
    if not hasattr(os, "wait4"):
        return process.wait(), None
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # Linux tells kilobytes, macOS bytes.
    return process.returncode, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
