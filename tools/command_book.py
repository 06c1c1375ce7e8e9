"""Write docs/reference/commands.md from the parser itself, so that it cannot lie."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from taizhang.cli.arguments import build_parser

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "commands.md"
HEAD = """# 命令参考

这一页由程序的参数定义生成，不要手改（`make docs`）。

每条命令都可以加 `--home 文件夹`（数据文件夹，默认取 TAIZHANG_HOME）、`--json`（输出 JSON）、`-h`（帮助）。
退出码：0 完成，1 被拒绝（说明原因），2 用法有误。
"""
COMMON = {"help", "home", "json"}


def commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield every command that does something, in order."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield parser
    for group in groups:
        for command in group.choices.values():
            yield from commands(command)


def page() -> str:
    """Return the page."""
    parts = [HEAD]
    for command in commands(build_parser()):
        parts.append(f"\n## {command.prog}\n\n{command.description}\n")
        rows = [_row(action) for action in command._actions if action.dest not in COMMON]
        if rows:
            parts.append("\n| 参数 | 说明 |\n|---|---|\n" + "".join(rows))
    return "".join(parts)


def _row(action: argparse.Action) -> str:
    name = action.metavar if not action.option_strings else action.option_strings[0]
    value = ""
    if action.option_strings and action.nargs != 0:
        value = " " + str(action.metavar or "|".join(map(str, action.choices or ())))
    needed = "（必需）" if action.option_strings and action.required else ""
    return f"| `{name}{value}` | {needed}{action.help or ''} |\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        same = PAGE.is_file() and PAGE.read_text("utf-8") == page()
        print("commands.md is up to date" if same else "docs/reference/commands.md is behind: run make docs")
        sys.exit(not same)
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), "utf-8")
