"""The app's place in the house."""

from __future__ import annotations

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    name = "taizhang.ledgers.publication"
    label = "publication"
    verbose_name = "信息发布"
