"""One line about the machine: figures of two machines cannot be compared, ratios nearly can."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version

import pysqlite3

PACKAGES = ("Django", "docxtpl", "python-docx", "typst", "python-calamine", "psycopg")


def machine_line() -> str:
    """Return cores, load, system, Python and the versions that matter."""
    packages = "，".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} 核{load_told()}，{platform.system()} {platform.machine()}，"
        f"Python {platform.python_version()}，SQLite {pysqlite3.sqlite_version}，{packages}"
    )


def load_told() -> str:
    """Return how busy the machine is, "" where the system cannot tell: others' work makes every time longer."""
    return f"，本机负载 {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
