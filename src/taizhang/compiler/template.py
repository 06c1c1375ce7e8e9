"""A template: a text that an office clerk can read, with its front matter."""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Final

import yaml

from taizhang.compiler import sandbox
from taizhang.compiler.annex import AnnexForm
from taizhang.compiler.markup import RESERVED
from taizhang.compiler.vocabulary import NAMES
from taizhang.kernel.refusal import Refused

LARGEST_TEMPLATE: Final = 200_000
LARGEST_FRONT: Final = 8_000
LENGTH_LIMIT: Final = 5_000
"""Characters of the body. Reports are asked to stay within 5,000."""

BUILTIN: Final = ("work_report", "self_inspection", "experience", "duty_report")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_KEYS: Final = ("名称", "文种", "说明", "对象", "字数上限", "数据来源", "需要填写")
_SCHEME: Final = "责任方案"
_ANNEX_FORMS: Final[Mapping[str, AnnexForm]] = {"自动": "auto", "全列": "full", "简列": "short"}


class TemplateUnreadable(Refused):
    """The text is not a template: its front matter is missing or wrong."""


@dataclass(frozen=True, slots=True)
class Template:
    """A checked template.

    `name` is its code (work_report), `label` 名称, `genre` 文种. `needs` are the passages that a
    clerk writes: name -> what to write. `annex` is how the sources are printed. `of_scheme`: the report
    is about one scheme. `source` is the body, its lines where they are in the file. `digest` is the
    SHA-256 of the whole text in hex.
    """

    name: str
    label: str
    genre: str
    description: str
    source: str
    digest: str
    needs: Mapping[str, str] = field(default_factory=dict)
    length_limit: int = LENGTH_LIMIT
    annex: AnnexForm = "auto"
    of_scheme: bool = False


def load_template(*, text: str, name: str) -> Template:
    """Return the template that a text holds, checked as far as it can be without figures.

    Raises:  TemplateUnreadable for the front matter, sandbox.TemplateRefused with the line for the rest.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LARGEST_TEMPLATE:
        raise TemplateUnreadable(f"模板“{name}”太大：有{len(text)}字，最多{LARGEST_TEMPLATE}字，请拆分。")
    reserved = RESERVED.search(text)
    if reserved is not None:
        line = text.count("\n", 0, reserved.start()) + 1
        raise TemplateUnreadable(f"模板“{name}”第{line}行有保留的特殊字符，请删去后重新输入这一行。")
    front, body = _split(text, name)
    facts = _front_matter(front, name)
    label = facts["名称"]
    sandbox.check(source=body, label=label, words=NAMES)
    return Template(
        name=name,
        label=label,
        genre=facts["文种"],
        description=facts["说明"],
        source=body,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        needs=facts["需要填写"],
        length_limit=facts["字数上限"],
        annex=facts["数据来源"],
        of_scheme=facts["对象"],
    )


@functools.cache
def builtin_templates() -> tuple[Template, ...]:
    """Return the templates that come with the product."""
    folder = resources.files("taizhang.compiler") / "templates"
    return tuple(
        load_template(text=(folder / f"{name}.md").read_text(encoding="utf-8"), name=name) for name in BUILTIN
    )


def _split(text: str, name: str) -> tuple[str, str]:
    match = _FRONT.match(text)
    if match is None:
        raise TemplateUnreadable(
            f"模板“{name}”开头没有说明部分：第1行应是 ---，下面写“名称：…”“文种：…”，再以 --- 结束。"
        )
    if len(match.group(1)) > LARGEST_FRONT:
        raise TemplateUnreadable(f"模板“{name}”的说明部分太长，最多{LARGEST_FRONT}字，请精简。")
    return match.group(1), "\n" * text.count("\n", 0, match.end()) + text[match.end() :]


def _front_matter(front: str, name: str) -> dict[str, Any]:
    # 名称：工作汇报 with the Chinese colon is what a clerk types.
    ascii_colons = re.sub(r"^([ \t]*[^\s:：#]+)：[ \t]*", r"\1: ", front, flags=re.MULTILINE)
    try:
        read = yaml.safe_load(ascii_colons)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第{mark.line + 2}行" if mark is not None else ""
        raise TemplateUnreadable(
            f"模板“{name}”说明部分{place}看不懂，请按“名称：内容”一行一项书写。"
        ) from error
    if not isinstance(read, dict):
        raise TemplateUnreadable(f"模板“{name}”的说明部分看不懂，请按“名称：内容”一行一项书写。")
    unknown = [str(key) for key in read if key not in _KEYS]
    if unknown:
        raise TemplateUnreadable(
            f"模板“{name}”的说明部分有不认识的项“{unknown[0]}”，可以写的有：{'、'.join(_KEYS)}。"
        )
    return {
        "名称": _line(read, "名称", name, required=True),
        "文种": _line(read, "文种", name, required=True),
        "说明": _line(read, "说明", name, required=False),
        "对象": _of_scheme(read, name),
        "字数上限": _limit(read, name),
        "数据来源": _annex_form(read, name),
        "需要填写": _needs(read, name),
    }


def _line(read: dict[Any, Any], key: str, name: str, *, required: bool) -> str:
    value = read.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, (str, int, float)) or not str(value).strip():
        raise TemplateUnreadable(f"模板“{name}”的说明部分缺少“{key}”，请补上一行“{key}：…”。")
    return " ".join(str(value).split())


def _limit(read: dict[Any, Any], name: str) -> int:
    value = read.get("字数上限", LENGTH_LIMIT)
    if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
        raise TemplateUnreadable(f"模板“{name}”的“字数上限”应是一个整数，例如 5000。")
    return value


def _of_scheme(read: dict[Any, Any], name: str) -> bool:
    value = read.get("对象")
    if value not in (None, _SCHEME):
        raise TemplateUnreadable(f"模板“{name}”的“对象”只能写“{_SCHEME}”，或不写这一项。")
    return value == _SCHEME


def _annex_form(read: dict[Any, Any], name: str) -> AnnexForm:
    value = read.get("数据来源", "自动")
    form = _ANNEX_FORMS.get(value) if isinstance(value, str) else None
    if form is None:
        raise TemplateUnreadable(
            f"模板“{name}”的“数据来源”应写“自动”“全列”或“简列”：记录是逐条印出，还是只印条数和前几条。"
        )
    return form


def _needs(read: dict[Any, Any], name: str) -> dict[str, str]:
    value = read.get("需要填写") or {}
    if not isinstance(value, dict) or not all(isinstance(hint, str) for hint in value.values()):
        raise TemplateUnreadable(f"模板“{name}”的“需要填写”应一行一项，例如“  下一步工作安排：写三至四条”。")
    return {" ".join(str(key).split()): " ".join(hint.split()) for key, hint in value.items()}
