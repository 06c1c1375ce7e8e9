"""The app's place in the house."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "taizhang.foundation.evidence"
    label = "evidence"
    verbose_name = "佐证材料"
