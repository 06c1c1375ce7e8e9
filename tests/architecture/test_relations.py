"""Relations between models go down the house, as imports do; and no column holds what we never hold."""

from __future__ import annotations

import re

from django.apps import apps
from django.db.models import Field

RANK = {
    "sessions": -1,
    "django_tasks_database": -1,
    "units": 10,
    "accounts": 11,
    "audit": 12,
    "office_days": 13,
    "journal": 14,
    "evidence": 15,
    "duties": 20,
    "premises": 21,
    "records": 30,
    "publication": 40,
    "reporting": 50,
}

NEVER = re.compile(
    r"opinion|belief|religio|speech|chat|sentiment|watch|suspect|dissent|comment_count|repost|"
    r"check_?in|ranking|online_time|track|location|latitude|longitude|persons?_of_concern|"
    r"舆情|信仰|宗教|言论|群聊|重点人员|研判|打卡|排名|在线时长|轨迹"
)


def upward_relations() -> list[str]:
    """Return every relation that points at a higher rank, or sideways to another app."""
    return [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if field.related_model._meta.app_label != model._meta.app_label
        if RANK[field.related_model._meta.app_label] >= RANK[model._meta.app_label]
    ]


def forbidden_columns(names: list[str]) -> list[str]:
    """Return the names that tell of data this product never holds."""
    return [name for name in names if NEVER.search(name.lower())]


def test_every_app_has_a_rank() -> None:
    assert {model._meta.app_label for model in apps.get_models()} == set(RANK)


def test_no_relation_points_up_or_sideways() -> None:
    assert upward_relations() == []


def test_the_schema_holds_nothing_of_anybodys_opinion_belief_speech_or_whereabouts() -> None:
    names = []
    for model in apps.get_models():
        names.append(model._meta.db_table)
        for field in model._meta.get_fields():
            names.append(f"{model._meta.db_table}.{field.name}")
            if isinstance(field, Field):
                names.append(str(field.verbose_name))

    assert forbidden_columns(names) == []


def test_a_column_that_would_watch_people_is_caught() -> None:
    planted = ["records_record.opinion", "person.religious_practice", "群聊内容", "staff.check_in_at"]

    assert forbidden_columns(planted) == planted
