"""Write a bundle: the members, a manifest with their digests, a signature over the manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from taizhang.foundation.keys.services import ALGORITHM, SigningKey
from taizhang.reporting.bundle.container import pack

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
README = "请先读我.txt"
README_TEXT = """这是一份签发封存的报告。

report.docx、report.pdf、report.html  报告正文，供阅读、打印
document.json   报告的全部内容：每个数字的口径、期间、账本位置和来源记录
checkpoint.txt  签发时总账的检查点：位置和根
manifest.json   各文件的 SHA-256 摘要、签发单位、签发人、公钥
manifest.sig    对 manifest.json 的 Ed25519 签名

查验：taizhang report verify 本文件
任何一个字节被改动，查验都会指出改在哪里。请向签发单位核对公钥。
"""


@dataclass(frozen=True, slots=True)
class Seal:
    """The facts that a manifest states about the sealed report."""

    run: int
    unit: str
    title: str
    period: str
    position: int
    author: str
    signer: str
    signed_at: str
    checkpoint: Mapping[str, str | int]


def bundle_bytes(*, seal: Seal, members: Mapping[str, bytes], key: SigningKey) -> bytes:
    """Return the sealed bundle of these members: the same bytes for the same members, facts and key."""
    members = {README: README_TEXT.encode(), **members}
    manifest = {
        "format": "taizhang-bundle/1",
        "run": seal.run,
        "unit": seal.unit,
        "title": seal.title,
        "period": seal.period,
        "position": seal.position,
        "author": seal.author,
        "signer": seal.signer,
        "signed_at": seal.signed_at,
        "checkpoint": dict(seal.checkpoint),
        "algorithm": ALGORITHM,
        "digest": "sha256",
        "public_key": key.public,
        "files": {name: hashlib.sha256(content).hexdigest() for name, content in members.items()},
    }
    text = (json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
    return pack({MANIFEST: text, SIGNATURE: key.sign(text).encode(), **members})
