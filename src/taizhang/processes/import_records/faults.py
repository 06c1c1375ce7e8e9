"""What a person is told of background work that did not end well."""

from __future__ import annotations

from taizhang.kernel.refusal import Refused


def is_told(fault: Exception) -> bool:
    """Return whether the fault is one that the person can mend: it is no fault of the program."""
    return isinstance(fault, Refused)


def told_fault(fault: Exception) -> str:
    """Return the fault in words for the page."""
    if is_told(fault):
        return str(fault)
    return "程序没能做完，已做的不会丢失也不会重复。请再试一次；还不行，请把服务窗口里的提示告诉管理员。"
