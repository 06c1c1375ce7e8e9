"""Verify a bundle. Needs no ledger; a key given, or that of a data folder named, must have signed."""

from __future__ import annotations

import argparse
from pathlib import Path

from taizhang.cli.output import FINE, REFUSED, Output
from taizhang.foundation.keys.services import key_id, load_key
from taizhang.kernel.refusal import Refused
from taizhang.reporting.bundle import verify_bundle


class NotAKey(Refused):
    """The text given with --key is no public key."""


def verify(args: argparse.Namespace, output: Output) -> int:
    """Say whether the bundle is as it was signed, and if not, what differs."""
    trusted, whose = _trusted(args)
    found = verify_bundle(path=Path(args.bundle), trusted_key=trusted)
    manifest = found.manifest
    output.result(
        {
            "ok": found.holds,
            "faults": found.faults,
            "key_id": found.key_id,
            "key_known": bool(trusted),
            **{name: manifest.get(name) for name in ("run", "unit", "title", "period", "position")},
            **{name: manifest.get(name) for name in ("author", "signer", "signed_at", "public_key")},
        }
    )
    if not found.holds:
        for fault in found.faults:
            output.errors.print(fault, markup=False, style="red")
        return REFUSED
    output.say(f"{manifest['title']}：与签发时完全一致。")
    output.say(
        f"{manifest['unit']}　{manifest['period']}　账本第 {manifest['position']} 位　"
        f"{manifest['signer']}于 {manifest['signed_at']} 签发"
    )
    note = f"与{whose}相符" if trusted else "请与签发单位核对这个编号"
    output.say(f"签名有效，公钥编号 {found.key_id}（{note}）。")
    return FINE


def _trusted(args: argparse.Namespace) -> tuple[str, str]:
    if args.key:
        try:
            key_id(args.key)
        except ValueError:
            raise NotAKey("公钥应是 64 位十六进制数，请核对 --key 的值。") from None
        return args.key.lower(), "给出的公钥"
    if args.home:
        return load_key(home=Path(args.home)).public, "数据文件夹的公钥"
    return "", ""
