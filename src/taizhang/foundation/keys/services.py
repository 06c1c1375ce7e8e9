"""Make, load and use the Ed25519 key in the data folder."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from taizhang.kernel.refusal import Refused

ALGORITHM = "ed25519"


class KeyMissing(Refused):
    """The data folder has no signing key."""


class KeyExists(Refused):
    """A key stands already; it is never overwritten."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that signs. `public` is the raw public key in hex, `key_id` its short name."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> str:
        raw = self.private.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        return raw.hex()

    @property
    def key_id(self) -> str:
        return key_id(self.public)

    def sign(self, message: bytes) -> str:
        """Return the signature in hex."""
        return self.private.sign(message).hex()


def key_id(public: str) -> str:
    """Return the first 16 hex digits of the SHA-256 of a raw public key in hex."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()[:16]


def is_signed_by(*, public: str, message: bytes, signature: str) -> bool:
    """Return whether the signature (hex) over the message was made with that key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _path(home: Path) -> Path:
    return home / "keys" / "signing.pem"


def create_key(*, home: Path) -> SigningKey:
    """Make the key of this data folder and return it; its file is readable by its owner only.

    Raises:  KeyExists if there is one.
    """
    path = _path(home)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyExists(f"签名密钥已经存在（{path}），不会覆盖。") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    return SigningKey(private)


def load_key(*, home: Path) -> SigningKey:
    """Return the key of this data folder.

    Raises:  KeyMissing if there is none or its file cannot be read as an Ed25519 key.
    """
    path = _path(home)
    try:
        private = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except FileNotFoundError:
        raise KeyMissing(f"没有找到签名密钥（{path}），请先运行 taizhang init。") from None
    except ValueError:
        raise KeyMissing(f"签名密钥文件已损坏（{path}），请从备份恢复。") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise KeyMissing(f"签名密钥不是 Ed25519 密钥（{path}），请从备份恢复。")
    return SigningKey(private)
