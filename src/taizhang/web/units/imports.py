"""Bring units in from a file: first what would become of it, then, on the same page, so be it."""

from __future__ import annotations

import base64
import datetime as dt
import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from taizhang.foundation.accounts.models import Person
from taizhang.foundation.accounts.rules import Right
from taizhang.foundation.accounts.selectors import Reach
from taizhang.kernel.refusal import Refused
from taizhang.processes.import_units import import_units_file, preview_units_file
from taizhang.web.access import Visit, allowed
from taizhang.web.units.forms import FileForm

LARGEST = 2 * 1024 * 1024
"""The file travels to the preview and back within the form; larger ones are the command line's."""

SUFFIXES = (".csv", ".xlsx", ".xls", ".json")


@allowed(Right.MANAGE)
def bring_in(request: Visit) -> HttpResponse:
    """Import units, all or none, once the preview was seen.

    GET: the form. POST with a file: what would become of it, nothing is changed yet. POST of what was
    previewed: the same page with how many became what. 422 with every problem of the file.
    """
    if request.method == "POST" and "kept" in request.POST:
        return _bring_in_kept(request)
    form = FileForm(request.POST if request.method == "POST" else None, request.FILES or None)
    told: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        suffix = PurePath(file.name or "").suffix.lower()
        try:
            if (file.size or 0) > LARGEST:
                raise Refused("文件超过 2 MB，请分成几个，或用命令 taizhang units import 导入。")
            content = file.read()
            told["preview"] = _read(preview_units_file, request, content, suffix)
            told |= {"name": file.name, "suffix": suffix, "kept": base64.b64encode(content).decode()}
        except Refused as refusal:
            told["problems"] = str(refusal).splitlines()
    failed = bool(form.errors or told.get("problems"))
    return render(request, "units/import.html", told, status=422 if failed else 200)


def _bring_in_kept(request: Visit) -> HttpResponse:
    suffix = request.POST.get("suffix", "")
    told: dict[str, Any] = {"form": FileForm()}
    try:
        content = base64.b64decode(request.POST["kept"], validate=True)
        told["result"] = _read(import_units_file, request, content, suffix)
    except ValueError:
        told["problems"] = ["刚才预览的文件没有完整送到，请重新选择文件。"]
    except Refused as refusal:
        told["problems"] = str(refusal).splitlines()
    return render(request, "units/import.html", told, status=422 if told.get("problems") else 200)


def _read(deed: Callable[..., object], request: Visit, content: bytes, suffix: str) -> object:
    if suffix not in SUFFIXES:
        raise Refused("只认 CSV、Excel（xlsx、xls）和行政区划 JSON 文件，请另存为其中一种。")
    by: Person = request.actor
    reach: Reach = request.reach
    at: dt.datetime = request.now
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"units{suffix}"
        path.write_bytes(content)
        return deed(path=path, by=by, reach=reach, at=at)
