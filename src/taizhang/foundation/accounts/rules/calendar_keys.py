"""Keys of calendar addresses: how long, and by what they are known again. Pure."""

from __future__ import annotations

import hashlib

KEY_BYTES = 32


def key_digest(key: str) -> str:
    """Return by what a key is known again. A random key of 256 bits needs no salt and no slow hash."""
    return hashlib.sha256(key.encode()).hexdigest()
