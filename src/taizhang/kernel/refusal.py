"""The one base of every refusal: an error with a reason a clerk can read."""

from __future__ import annotations


class Refused(Exception):
    """Something was refused. `str()` is a Chinese sentence with the place and the remedy."""
