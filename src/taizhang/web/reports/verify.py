"""Verify a sealed bundle that somebody brings."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.reporting.bundle import verify_bundle
from taizhang.web.access import Visit, allowed
from taizhang.web.reports.forms import BundleForm
from taizhang.web.reports.views import office_key

LARGEST = 50 * 1024 * 1024


class BundleTooLarge(Refused):
    """The file is too large to be a bundle."""


@allowed(Right.READ)
def verify(request: Visit) -> HttpResponse:
    """Say whether a bundle is as it was signed. GET: the form. POST: what was found; 422 for no bundle."""
    form = BundleForm(request.POST, request.FILES) if request.method == "POST" else BundleForm()
    told = None
    if request.method == "POST" and form.is_valid():
        try:
            told = _verified(form.cleaned_data["file"])
        except Refused as refusal:
            form.add_error("file", str(refusal))
    return render(
        request, "reports/verify.html", {"form": form, "told": told}, status=422 if form.errors else 200
    )


def _verified(file: UploadedFile[bytes]) -> dict[str, object]:
    if (file.size or 0) > LARGEST:
        raise BundleTooLarge("文件超过 50 MB，不像是封存包。")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bundle.zip"
        path.write_bytes(b"".join(file.chunks()))
        result = verify_bundle(path=path, trusted_key="")
    own = bool(result.holds and result.manifest.get("public_key") == office_key().public)
    return {
        "holds": result.holds,
        "faults": result.faults,
        "manifest": result.manifest,
        "key_id": result.key_id,
        "own": own,
    }
