"""Bring units in from a file."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render

from taizhang.foundation.accounts.rules import Right
from taizhang.kernel.refusal import Refused
from taizhang.processes.import_units import import_units_file
from taizhang.web.access import Visit, allowed
from taizhang.web.units.forms import FileForm

LARGEST = 20 * 1024 * 1024


@allowed(Right.MANAGE)
def bring_in(request: Visit) -> HttpResponse:
    """Import units, all or none.

    GET: the form. POST: the same page with how many became what; 422 with every problem of the file.
    """
    form = FileForm(request.POST if request.method == "POST" else None, request.FILES or None)
    result = None
    if request.method == "POST" and form.is_valid():
        try:
            result = _import(request, form.cleaned_data["file"])
        except Refused as refusal:
            form.add_error("file", str(refusal))
    return render(
        request, "units/import.html", {"form": form, "result": result}, status=422 if form.errors else 200
    )


def _import(request: Visit, file: UploadedFile[bytes]) -> object:
    if (file.size or 0) > LARGEST:
        raise Refused("文件超过 20 MB，请分成几个再导入。")
    suffix = PurePath(file.name or "").suffix.lower()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"units{suffix}"
        with path.open("wb") as target:
            for chunk in file.chunks():
                target.write(chunk)
        return import_units_file(path=path, by=request.actor, reach=request.reach, at=request.now)
