"""What every page group asks first: who is there, and may they."""

from __future__ import annotations

from taizhang.web.access.guards import allowed, at_the_door, found, signed_in
from taizhang.web.access.visit import Visit
from taizhang.web.access.writable import writable_units

__all__ = ["Visit", "allowed", "at_the_door", "found", "signed_in", "writable_units"]
