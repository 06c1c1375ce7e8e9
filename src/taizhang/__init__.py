"""taizhang 臺帳: a piece of work is recorded once, and every number ever reported stands on it."""

__version__ = "0.1.0"
