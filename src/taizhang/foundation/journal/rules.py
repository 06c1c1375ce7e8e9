"""How a posting is written down, hashed, chained and summed into a tree. Pure.

Sources: RFC 6962 §2.1 (leaf prefix 0x00, node prefix 0x01); C2SP tlog-checkpoint (origin, size, root).
"""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

ORIGIN = "taizhang/journal"
GENESIS = "0" * 64
"""The digest before a unit's first posting."""

_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def canonical(payload: dict[str, Any]) -> bytes:
    """Return the one way to write the payload: UTF-8 JSON, sorted keys, no spaces, no floats."""
    return _CANONICAL.encode(payload).encode()


def chain_digest(*, previous: str, payload: bytes) -> str:
    """Return the digest (hex) of a posting that follows `previous` in its unit's chain."""
    return hashlib.sha256(b"\x00" + bytes.fromhex(previous) + payload).hexdigest()


def leaf_hash(digest: str) -> bytes:
    """Return the tree leaf of a posting's chain digest."""
    return hashlib.sha256(b"\x00" + bytes.fromhex(digest)).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the tree node over two nodes."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The right edge of a Merkle tree: enough to append leaves and tell the root.

    Holds one node for each full subtree, the largest first, as in a binary counter.
    """

    def __init__(self, size: int = 0, nodes: list[bytes] | None = None) -> None:
        self.size = size
        self.nodes = list(nodes or [])

    def append(self, leaf: bytes) -> None:
        """Add one leaf."""
        node = leaf
        carry = self.size
        while carry & 1:
            node = node_hash(self.nodes.pop(), node)
            carry >>= 1
        self.nodes.append(node)
        self.size += 1

    def root(self) -> bytes:
        """Return the root over all leaves; the hash of nothing for an empty tree."""
        if not self.nodes:
            return hashlib.sha256(b"").digest()
        root = self.nodes[-1]
        for node in reversed(self.nodes[:-1]):
            root = node_hash(node, root)
        return root


def checkpoint_text(*, size: int, root: bytes) -> str:
    """Return what a checkpoint signs: origin, size and base64 root, a line each."""
    return f"{ORIGIN}\n{size}\n{base64.b64encode(root).decode()}\n"
