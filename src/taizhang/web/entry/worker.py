"""The service worker: what a phone keeps so that the entry form and checklists open without a signal."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse

from taizhang.web.access.devices import PERSON

SCRIPT = "outbox/worker.js"
FILES = (
    "shell/taizhang.css",
    "shell/forms.css",
    "shell/ui.js",
    "shell/icons.svg",
    "shell/seal.svg",
    "outbox/store.js",
    "outbox/outbox.js",
    "outbox/list.js",
    "outbox/zip.js",
    "outbox/photos.js",
    "entry/entry.js",
    "premises/premises.css",
    "premises/check.js",
)
"""The static files that the entry form, the checklists of premises and the outbox stand on."""


def worker(request: HttpRequest) -> HttpResponse:
    """Answer with the worker's script; its version is the digest of all that it keeps. GET only."""
    told = {
        "version": version(),
        "files": [static(name) for name in FILES if finders.find(name)],
        "pages": [reverse("entry:new"), reverse("entry:outbox")],
        "places": reverse("premises:list"),
        "offline": reverse("entry:offline"),
        "signin": reverse("signin:in"),
        "header": PERSON,
    }
    script = f"const TOLD = {json.dumps(told, ensure_ascii=False)};\n{_source(SCRIPT).decode()}"
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    answer["Service-Worker-Allowed"] = reverse("home:home")
    return answer


def offline(request: HttpRequest) -> HttpResponse:
    """Show what stands in for a page that needs the network: nobody's, the same for all. GET only."""
    return render(request, "outbox/offline.html", {"actor": None})


@functools.cache
def version() -> str:
    """Return the digest of everything that a worker keeps from the start."""
    digest = hashlib.sha256()
    for name in (*FILES, SCRIPT):
        # The icons are built at set-up; without a network there are none, and the words say everything.
        if finders.find(name):
            digest.update(_source(name))
    digest.update(render_to_string("outbox/offline.html", {"text_size": "normal"}).encode())
    return digest.hexdigest()[:16]


def _source(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        raise FileNotFoundError(f"The static file {name} is missing.")
    return Path(found).read_bytes()
