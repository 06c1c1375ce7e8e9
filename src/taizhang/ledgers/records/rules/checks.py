"""Whether a content holds together, whoever tells it and wherever it comes from."""

from __future__ import annotations

from collections.abc import Iterable

from taizhang.kernel.festivals import FESTIVAL_TAG
from taizhang.kernel.refusal import Refused
from taizhang.ledgers.records.rules.content import EVIDENCED, MADE_UP, Content
from taizhang.ledgers.records.rules.kinds import kind_by_code
from taizhang.ledgers.records.rules.post_acts import ACT_TAGS, check_acts

_SET_BY_US = (FESTIVAL_TAG, *ACT_TAGS)


class ContentRefused(Refused):
    """The content does not hold together."""


class TagRefused(ContentRefused):
    """A tag would be taken for something else than a person's own word."""


def check_content(content: Content) -> None:
    """Refuse content of an unknown kind, without a title, ending before it begins, with impossible numbers.

    Raises:  UnknownKind, ContentRefused, ActsRefused.
    """
    kind_by_code(content.kind)
    if not content.title.strip():
        raise ContentRefused("活动名称不能为空，请填写。")
    if content.until < content.on:
        raise ContentRefused("结束日期早于开始日期，请改正。")
    for label, number in (("时长", content.minutes), ("发放资料", content.copies)):
        if number is not None and number < 0:
            raise ContentRefused(f"{label}不能是负数，请改正。")
    check_tags(content.tags)
    check_acts(content.acts)


def check_tags(tags: Iterable[str]) -> None:
    """Refuse a tag with the sign that parts tags, or one that only the system sets.

    Raises:  TagRefused.
    """
    for tag in tags:
        if "|" in tag:
            raise TagRefused(f"主题标签“{tag}”里不能有竖线“|”，请改用顿号隔开几个标签。")
        if tag.startswith(_SET_BY_US) or tag in (EVIDENCED, MADE_UP):
            raise TagRefused(f"主题标签“{tag}”由系统自动加，请不要手写。")
