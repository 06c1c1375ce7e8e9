"""The app's place in the house."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "taizhang.foundation.audit"
    label = "audit"
    verbose_name = "审计"
