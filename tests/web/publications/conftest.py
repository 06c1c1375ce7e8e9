"""The desk of the publication book, at its pages."""

from __future__ import annotations

from tests.publication.conftest import desk, draft, edits, heir, passes, publishes, sent

__all__ = ["desk", "draft", "edits", "heir", "passes", "publishes", "sent"]
