"""Where evidence lies, and whether it is still what it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings

from taizhang.foundation.evidence.models import Evidence


def path_of(*, digest: str) -> Path:
    """Return the place of the file with that SHA-256."""
    return Path(settings.TAIZHANG_HOME) / "evidence" / digest[:2] / digest


def damaged() -> list[tuple[Evidence, str]]:
    """Return every piece of evidence whose file is gone or altered, with the fault in Chinese."""
    faults = []
    for evidence in Evidence.objects.order_by("id").iterator():
        path = path_of(digest=evidence.digest)
        if not path.is_file():
            faults.append((evidence, "文件不见了"))
        elif hashlib.sha256(path.read_bytes()).hexdigest() != evidence.digest:
            faults.append((evidence, "文件内容已被改动"))
    return faults
