"""The sealed bundle: one file that anybody can check, offline, for ever."""

from taizhang.reporting.bundle.container import NotABundle
from taizhang.reporting.bundle.verify import BundleVerification, verify_bundle
from taizhang.reporting.bundle.write import bundle_bytes

__all__ = ["BundleVerification", "NotABundle", "bundle_bytes", "verify_bundle"]
