"""The data folder's secret, and texts kept encrypted under it."""

from __future__ import annotations

import base64
import hashlib
import os
import secrets
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from taizhang.kernel.refusal import Refused


class SecretLost(Refused):
    """What was encrypted cannot be opened with this data folder's secret."""


def ensure_secret(*, home: Path) -> str:
    """Return the secret of this data folder, made on the first call; readable by its owner only."""
    path = home / "keys" / "web.secret"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text("utf-8").strip()
    text = secrets.token_urlsafe(50)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    return text


def seal_text(*, secret: str, text: str) -> str:
    """Return the text encrypted under the secret."""
    return _fernet(secret).encrypt(text.encode()).decode()


def open_text(*, secret: str, sealed: str) -> str:
    """Return what `seal_text` encrypted.

    Raises:  SecretLost.
    """
    try:
        return _fernet(secret).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise SecretLost("密钥文件 keys/web.secret 与数据不符，请从备份恢复数据文件夹。") from None


def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"text:{secret}".encode()).digest()))
