"""Print how many records of the load test the office has."""

from __future__ import annotations

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
django.setup()

from taizhang.ledgers.records.models import Record  # noqa: E402 -- app ready

if __name__ == "__main__":
    sys.stdout.write(str(Record.objects.filter(title__startswith="压力测试").count()))
