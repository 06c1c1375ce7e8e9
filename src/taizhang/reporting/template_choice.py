"""Find the template that somebody names: one of the product's, or a file of their own."""

from __future__ import annotations

from pathlib import Path

from taizhang.compiler.template import Template, builtin_templates, load_template
from taizhang.kernel.refusal import Refused

LARGEST = 1024 * 1024


class UnknownTemplate(Refused):
    """No template goes by that name."""


def own_templates() -> tuple[Template, ...]:
    """Return the templates that come with the product."""
    return builtin_templates()


def find_template(*, name: str) -> Template:
    """Return the template with that code or label, or the one in that file.

    Raises:  UnknownTemplate; TemplateUnreadable or TemplateRefused for a file that is no template.
    """
    for template in builtin_templates():
        if name in (template.name, template.label):
            return template
    path = Path(name)
    if path.suffix.lower() == ".md" or path.is_file():
        return _from_file(path)
    known = "、".join(f"{template.name}（{template.label}）" for template in builtin_templates())
    raise UnknownTemplate(f"没有名为“{name}”的模板。可用：{known}；也可以给出自己的 .md 模板文件。")


def _from_file(path: Path) -> Template:
    if not path.is_file():
        raise UnknownTemplate(f"找不到模板文件“{path}”，请核对路径。")
    if path.stat().st_size > LARGEST:
        raise UnknownTemplate(f"模板文件“{path.name}”超过 1 MB，不像是模板。")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnknownTemplate(f"模板文件“{path.name}”不是 UTF-8 文本，请另存为 UTF-8 后再用。") from None
    return load_template(text=text, name=path.stem)
