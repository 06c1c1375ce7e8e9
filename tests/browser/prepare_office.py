"""Give people of a served office their passwords: prepare_office.py PASSWORD LOGIN..."""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
django.setup()

from taizhang.foundation.accounts.selectors import person_by  # noqa: E402 -- app ready
from taizhang.foundation.accounts.services import set_password  # noqa: E402 -- app ready

for login in sys.argv[2:]:
    set_password(person=person_by(text=login), password=sys.argv[1])
