"""argparse in Chinese: help, usage and every complaint."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

_COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1。"),
    (r"unrecognized arguments: (.+)", r"多余或认不出的参数：\1。"),
    (r"argument (.+?): expected one argument", r"参数 \1 后面要跟一个值。"),
    (r"argument (.+?): expected at least one argument", r"参数 \1 后面至少要跟一个值。"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"参数 \1 不能是 \2，可用：\3。"),
    (r"argument (.+?): invalid \S+ value: (.+)", r"参数 \1 的值 \2 格式不对。"),
    (r"argument (.+?): ignored explicit argument (.+)", r"参数 \1 不带值，多写了 \2。"),
    (r"argument (.+?): not allowed with argument (.+)", r"参数 \1 与 \2 不能同时使用。"),
    (r"one of the arguments (.+) is required", r"以下参数必须给出一个：\1。"),
    (r"ambiguous option: (.+) could match (.+)", r"参数 \1 写得不全，可能是：\2。"),
)


def complaint(message: str) -> str:
    """Return argparse's message in Chinese."""
    for pattern, chinese in _COMPLAINTS:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, chinese, message, flags=re.DOTALL)
    return f"参数有误：{message}"


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with Chinese headings."""

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        """Add the usage line."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """A parser whose help and errors a clerk can read. Wrong usage exits with 2."""

    def __init__(self, **options: object) -> None:
        options.setdefault("formatter_class", Formatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份帮助")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and exit with 2."""
        self.exit(2, f"{complaint(message)}\n{self.format_usage()}")
