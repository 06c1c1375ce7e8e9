"""Let the demo office go on to a day, and give people their passwords: prepare_office.py PASSWORD LOGIN..."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
django.setup()

from taizhang.foundation.accounts.selectors import person_by  # noqa: E402 -- app ready
from taizhang.foundation.accounts.services import set_password  # noqa: E402 -- app ready
from taizhang.foundation.keys.services import load_key  # noqa: E402 -- app ready
from taizhang.processes.demo import go_on  # noqa: E402 -- app ready

TODAY = dt.date(2026, 11, 25)

go_on(today=TODAY, key=load_key(home=Path(os.environ["TAIZHANG_HOME"])), progress=lambda *told: None)
for login in sys.argv[2:]:
    set_password(person=person_by(text=login), password=sys.argv[1])
