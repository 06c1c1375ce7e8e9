"""The passages that a person writes for a report, from a YAML file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from taizhang.compiler.template import Template
from taizhang.kernel.refusal import Refused

LARGEST = 1024 * 1024


class TextsUnreadable(Refused):
    """The file of passages cannot be used."""


def read_texts(*, path: Path, template: Template) -> Mapping[str, str]:
    """Return passage -> text for a template.

    Raises:  TextsUnreadable for a file that is no list of passages, or names one the template lacks.
    """
    if path.stat().st_size > LARGEST:
        raise TextsUnreadable(f"“{path.name}”超过 1 MB，不像是报告段落文件。")
    try:
        told = yaml.safe_load(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, yaml.YAMLError, RecursionError):
        raise TextsUnreadable(f"“{path.name}”看不懂，请用 UTF-8 文本，按“名称: 内容”书写。") from None
    if not isinstance(told, dict) or not all(isinstance(text, str) for text in told.values()):
        raise TextsUnreadable(f"“{path.name}”应按“名称: 内容”书写，每个名称后面是一段文字。")
    unknown = [str(name) for name in told if name not in template.needs]
    if unknown:
        known = "、".join(template.needs) or "（无）"
        raise TextsUnreadable(f"模板“{template.label}”没有“{unknown[0]}”这一段，可写的有：{known}。")
    return {str(name): text for name, text in told.items()}
