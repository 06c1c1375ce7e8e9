"""An export in small steps, in a process of its own that a test may kill: `python -m`, folder."""

from __future__ import annotations

import sys
from pathlib import Path

from django.conf import settings

from taizhang.cli.session import now, open_ledger


def main(folder: Path) -> None:
    """Export a few lines in a step, telling each step that is done."""
    open_ledger()
    from taizhang.foundation.keys.services import load_key  # noqa: PLC0415 -- models need Django set up
    from taizhang.reporting.journal_export import export_journal  # noqa: PLC0415 -- models need Django set up

    export_journal(
        folder=folder,
        key=load_key(home=Path(settings.TAIZHANG_HOME)),
        at=now(),
        lines_at_once=5,
        progress=lambda done, total: print(done, total, flush=True),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
