"""A sealed bundle says that nothing was altered, or exactly what was."""

from __future__ import annotations

import io
import json
import random
import zipfile
from pathlib import Path

import pytest

from taizhang.compiler.template import load_template
from taizhang.foundation.accounts.rules import OwnWork
from taizhang.foundation.keys.services import create_key
from taizhang.kernel.period import parse_period
from taizhang.reporting.bundle import NotABundle, verify_bundle
from taizhang.reporting.bundle.container import pack
from taizhang.reporting.runs import Order, compile_run
from taizhang.reporting.sealing import ReportNotSignable, sign_run
from tests.reporting.conftest import TEMPLATE


def members_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def faults_of(path: Path) -> list[str]:
    """Return what verification says, also of a file so torn that it is no bundle any more."""
    try:
        return verify_bundle(path=path).faults
    except NotABundle as refusal:
        return [str(refusal)]


def test_an_untouched_bundle_holds_offline(bundle, compiled) -> None:
    found = verify_bundle(path=bundle, trusted_key=compiled.key.public)

    assert found.faults == []
    assert (found.manifest["signer"], found.manifest["author"]) == ("秦川", "周敏")
    assert found.manifest["position"] == compiled.run.position
    assert set(members_of(bundle)) >= {"document.json", "report.docx", "report.html", "checkpoint.txt"}


def test_one_altered_byte_anywhere_is_found_and_named(bundle, tmp_path) -> None:
    whole = bundle.read_bytes()
    dice = random.Random(20251230)
    places = {*range(0, 80), *range(len(whole) - 700, len(whole)), *dice.sample(range(len(whole)), 600)}
    altered = tmp_path / "改.zip"
    silent = []
    for place in sorted(places):
        changed = bytearray(whole)
        changed[place] ^= 1 << dice.randrange(8)
        altered.write_bytes(changed)
        if not any(faults_of(altered)):
            silent.append(place)

    assert silent == []


@pytest.mark.parametrize(
    "name", ["document.json", "report.docx", "report.html", "checkpoint.txt", "manifest.json"]
)
def test_an_altered_member_is_named(bundle, tmp_path, name) -> None:
    members = members_of(bundle)
    content = bytearray(members[name])
    content[len(content) // 2] ^= 1
    altered = tmp_path / "改.zip"
    altered.write_bytes(pack({**members, name: bytes(content)}))

    assert any(name in fault for fault in faults_of(altered))


def test_a_figure_changed_in_the_word_file_is_told_with_both_values(bundle, tmp_path) -> None:
    members = members_of(bundle)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(members["report.docx"])) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = content.replace(b">3<", b">8<")
            new.writestr(name, content)
    altered = tmp_path / "改.zip"
    altered.write_bytes(pack({**members, "report.docx": buffer.getvalue()}))

    [fault] = faults_of(altered)

    assert "report.docx：内容已被改动" in fault
    assert "签发时为“3”，现为“8”" in fault


def test_a_figure_changed_in_the_data_is_told_with_both_values(bundle, tmp_path) -> None:
    members = members_of(bundle)
    document = json.loads(members["document.json"])
    document["figures"][0]["text"] = "30"
    altered = tmp_path / "改.zip"
    altered.write_bytes(pack({**members, "document.json": json.dumps(document).encode()}))

    [fault] = faults_of(altered)

    assert "document.json" in fault
    assert "签发时为“3”，现为“30”" in fault


def test_added_and_removed_members_are_named(bundle, tmp_path) -> None:
    members = members_of(bundle)
    altered = tmp_path / "改.zip"
    del members["report.html"]
    altered.write_bytes(pack({**members, "补充.txt": b"x"}))

    faults = faults_of(altered)

    assert any("report.html：缺少" in fault for fault in faults)
    assert any("补充.txt：签发时没有" in fault for fault in faults)


def test_a_bundle_signed_by_somebody_else_is_found_by_the_signers_key(bundle, compiled, tmp_path) -> None:
    other = create_key(home=tmp_path / "other")

    [fault] = verify_bundle(path=bundle, trusted_key=other.public).faults

    assert "不是签发单位的公钥" in fault


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x03\x04 not a zip", b"%PDF-1.7"])
def test_what_is_no_bundle_is_refused(tmp_path, content) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(content)

    with pytest.raises(NotABundle):
        verify_bundle(path=path)


def test_nobody_signs_what_they_compiled(compiled, office, at, tmp_path) -> None:
    with pytest.raises(OwnWork):
        sign_run(run=compiled.run, by=office.clerk, key=compiled.key, at=at, keep=tmp_path / "b.zip")

    assert not (tmp_path / "b.zip").exists()


def test_a_report_is_signed_once(bundle, compiled, office, at, tmp_path) -> None:
    with pytest.raises(ReportNotSignable, match="不能重复签发"):
        sign_run(run=compiled.run, by=office.reviewer, key=compiled.key, at=at, keep=tmp_path / "again.zip")


def test_a_report_with_a_gap_is_not_signed(office, key, at, tmp_path) -> None:
    order = Order(office.street, parse_period("2025"), "走访慰问工作", at.date())
    template = load_template(text=TEMPLATE, name="小结")
    run, document = compile_run(template=template, order=order, by=office.clerk, key=key, at=at)

    assert [figure.text for figure in document.figures] == ["—", "—"]
    with pytest.raises(ReportNotSignable, match="2 处未完成"):
        sign_run(run=run, by=office.reviewer, key=key, at=at, keep=tmp_path / "b.zip")
