"""Check a bundle, offline, and say exactly what differs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from taizhang.foundation.keys.services import is_signed_by, key_id
from taizhang.kernel.refusal import Refused
from taizhang.render.docx import figures_in_docx
from taizhang.reporting.bundle.container import NotABundle, first_difference, unpack
from taizhang.reporting.bundle.write import MANIFEST, SIGNATURE
from taizhang.reporting.word_figures import printed_in_file


@dataclass(slots=True)
class BundleVerification:
    """What a bundle says of itself and every fault found, in Chinese."""

    manifest: Mapping[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.faults

    @property
    def key_id(self) -> str:
        try:
            return key_id(str(self.manifest.get("public_key", "")))
        except ValueError:
            return ""


def verify_bundle(*, path: Path, trusted_key: str = "") -> BundleVerification:
    """Return what holds and what does not. `trusted_key` is the public key (hex) it must be signed with.

    Raises:  NotABundle for a file in which nothing can be named.
    """
    members, faults, whole = unpack(path)
    result = BundleVerification(faults=faults)
    if MANIFEST not in members or SIGNATURE not in members:
        raise NotABundle(f"“{path.name}”里没有 {MANIFEST} 或 {SIGNATURE}，不是签发文件包，或目录已被改动。")
    signed = _check_manifest(result, members, trusted_key)
    if signed:
        _check_members(result, members)
    if result.holds:
        difference = first_difference(members=members, whole=whole)
        if difference:
            result.faults.append(difference)
    return result


def _check_manifest(result: BundleVerification, members: Mapping[str, bytes], trusted_key: str) -> bool:
    try:
        manifest = json.loads(members[MANIFEST])
        signature = members[SIGNATURE].decode("ascii")
        public = str(manifest["public_key"])
        manifest["files"].items()
    except (ValueError, KeyError, TypeError, AttributeError):
        result.faults.append(f"{MANIFEST} 或 {SIGNATURE} 已被改动，读不出来。")
        return False
    result.manifest = manifest
    if trusted_key and public != trusted_key:
        result.faults.append(f"签名所用的公钥（{key_id(trusted_key)} 之外的另一把）不是签发单位的公钥。")
    if not is_signed_by(public=public, message=members[MANIFEST], signature=signature):
        altered = [name for name, digest in manifest["files"].items() if _digest(members, name) != digest]
        result.faults.append(f"{MANIFEST} 或 {SIGNATURE} 已被改动：签名与内容不符。")
        result.faults.extend(f"{name}：与 {MANIFEST} 的摘要不符。" for name in altered)
        return False
    return True


def _digest(members: Mapping[str, bytes], name: str) -> str:
    return hashlib.sha256(members[name]).hexdigest() if name in members else ""


def _check_members(result: BundleVerification, members: Mapping[str, bytes]) -> None:
    files = result.manifest["files"]
    altered = [name for name in files if name in members and _digest(members, name) != files[name]]
    for name in files:
        if name not in members:
            result.faults.append(f"{name}：缺少这个文件。")
    for name in members:
        if name not in files and name not in (MANIFEST, SIGNATURE):
            result.faults.append(f"{name}：签发时没有这个文件，是后来加入的。")
    for name in altered:
        details = _details(name, members, intact=set(files) - set(altered))
        result.faults.append(f"{name}：内容已被改动（与签发时的摘要不符）。{details}")


def _details(name: str, members: Mapping[str, bytes], *, intact: set[str]) -> str:
    """Tell, where an intact twin allows it, which figures of an altered member differ from what was signed."""
    if name == "report.docx" and "document.json" in intact:
        signed, found = _figures_of_document(members["document.json"]), _figures_of_docx(members[name])
    elif name == "document.json" and "report.docx" in intact:
        signed, found = _figures_of_docx(members["report.docx"]), _figures_of_document(members[name])
    else:
        return ""
    if not found:
        return "文件已读不出数字。"
    changes = [
        f"数字 {key}（{label}）签发时为“{text}”，现为“{found.get(key, ('', '没有了'))[1]}”"
        for key, (label, text) in signed.items()
        if found.get(key, ("", ""))[1] != text
    ]
    return "；".join(changes) + "。" if changes else "各数字未变，改动在其他文字或格式。"


def _figures_of_document(content: bytes) -> dict[str, tuple[str, str]]:
    try:
        figures = json.loads(content)["figures"]
        return {figure["key"]: (figure["label"], figure["text"]) for figure in figures}
    except (ValueError, KeyError, TypeError):
        return {}


def _figures_of_docx(content: bytes) -> dict[str, tuple[str, str]]:
    try:
        figures = figures_in_docx(data=content)
    except Refused:
        return {}
    return {figure["key"]: (figure["label"], printed_in_file(figure)) for figure in figures}
