"""Check the lock files: every package pinned, every pin hashed, no registry address."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def faults() -> list[str]:
    """Return what is wrong with the lock files."""
    found = []
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        text = path.read_text("utf-8")
        if re.search(r"https?://|--index-url|--extra-index-url|--find-links", text):
            found.append(f"{path.name}: names a registry or an address")
        for entry in re.split(r"\n(?=[a-zA-Z0-9])", re.sub(r"(?m)^ *#.*\n", "", text)):
            name = entry.split()[0] if entry.split() else ""
            if name and ("==" not in name or "--hash=sha256:" not in entry):
                found.append(f"{path.name}: {name} is not pinned with a hash")
    return found


if __name__ == "__main__":
    print("\n".join(faults()) or "lock files: pinned, hashed, no address")
    sys.exit(bool(faults()))
