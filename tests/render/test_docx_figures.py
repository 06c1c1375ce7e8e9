"""From a figure in the docx back to its records, and what became of it since."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.compiler.document import Figure, FigureRef, Paragraph, Text
from taizhang.render.docx import DocxNotReadable, docx_bytes, figures_in_docx
from tests.render.docx_parts import members, with_member
from tests.render.examples import YEAR, document, figure, paragraph, report, source

BODY = "word/document.xml"
RECORD = "customXml/item1.xml"


def edited(data: bytes, old: str, new: str, name: str = BODY) -> bytes:
    """Return the docx with a place of a member's text changed, as a person would in Word."""
    content = members(data)[name].decode()
    assert old in content
    return with_member(data, name, content.replace(old, new, 1).encode())


def test_every_figure_leads_to_its_records() -> None:
    found = figures_in_docx(data=docx_bytes(document=report()))

    assert [each["key"] for each in found] == [each.key for each in report().figures]
    for read, written in zip(found, report().figures, strict=True):
        assert read["rule"] == written.rule
        assert read["rule_version"] == written.rule_version
        assert read["value"] == written.value
        assert (read["unit"], read["period"], read["position"]) == (
            written.unit,
            written.period,
            written.position,
        )
        assert (read["start"], read["until"]) == (written.start.isoformat(), written.until.isoformat())
        assert [each["source"] for each in read["sources"]] == [each.source for each in written.sources]
        assert [each["number"] for each in read["sources"]] == [each.number for each in written.sources]
        assert read["printed"] == [written.text]
        assert read["altered"] is False


def test_a_number_changed_in_word_is_told() -> None:
    data = docx_bytes(
        document=document(
            paragraph("共", 0, "场，", 1, "人次。"), figures=(figure("a", "386"), figure("b", "31204"))
        )
    )

    first, second = figures_in_docx(data=edited(data, ">386<", ">388<"))

    assert (first["text"], first["printed"], first["altered"]) == ("386", ["388"], True)
    assert second["altered"] is False


def test_a_figure_typed_over_in_one_of_its_places_is_told() -> None:
    data = docx_bytes(
        document=document(
            paragraph("共", 0, "场。"), paragraph("即", 0, "场。"), figures=(figure("a", "386"),)
        )
    )

    (one,) = figures_in_docx(data=edited(data, ">386<", ">400<"))

    assert sorted(one["printed"]) == ["386", "400"]
    assert one["altered"] is True


def test_a_figure_taken_out_is_told() -> None:
    data = docx_bytes(document=document(paragraph("共", 0, "场。"), figures=(figure("a", "386"),)))
    body = members(data)[BODY].decode()
    start, end = body.index("<w:sdt>"), body.index("</w:sdt>") + len("</w:sdt>")

    (one,) = figures_in_docx(data=with_member(data, BODY, (body[:start] + body[end:]).encode()))

    assert (one["printed"], one["altered"]) == ([], True)


def test_struck_out_text_does_not_count() -> None:
    data = docx_bytes(document=document(paragraph("共", 0, "场。"), figures=(figure("a", "386"),)))
    tracked = edited(
        data,
        "<w:t>386</w:t></w:r>",
        '<w:delText>386</w:delText></w:r><w:ins w:id="9"><w:r><w:t>400</w:t></w:r></w:ins>',
    )

    (one,) = figures_in_docx(data=tracked)

    assert (one["printed"], one["altered"]) == (["400"], True)


def test_the_record_is_found_under_another_number() -> None:
    data = docx_bytes(document=document(paragraph(0), figures=(figure("a", "386"),)))

    renumbered = with_member(data, RECORD, members(data)[RECORD], new_name="customXml/item3.xml")

    assert [each["key"] for each in figures_in_docx(data=renumbered)] == ["a"]


def test_a_figure_with_nothing_behind_it_has_no_value() -> None:
    missing = Figure(
        "a", "meetings", 1, "会议", "", None, "—", "次", unit_id=1, unit_name="梧桐街道", position=7, **YEAR
    )  # type: ignore[arg-type]

    (one,) = figures_in_docx(data=docx_bytes(document=document(paragraph(0), figures=(missing,))))

    assert (one["value"], one["text"], one["sources"]) == (None, "—", [])


def test_a_figure_worked_out_from_others_names_them() -> None:
    share = Figure(
        "f3",
        "derived.share",
        1,
        "占比",
        "",
        "50.0",
        "50.0%",
        "%",
        unit_id=1,
        unit_name="梧桐街道",
        position=7,
        derived_from=("f1", "f2"),
        **YEAR,
    )  # type: ignore[arg-type]

    (one,) = figures_in_docx(data=docx_bytes(document=document(paragraph(0), figures=(share,))))

    assert one["derived_from"] == ["f1", "f2"]


def test_a_source_counted_by_many_figures_is_written_once() -> None:
    shared = tuple(source(number) for number in range(50))
    many = tuple(
        Figure(
            f"f{n}",
            "activities",
            1,
            "活动",
            "",
            "50",
            "50",
            "场",
            unit_id=1,
            unit_name="梧桐街道",
            position=7,
            sources=shared,
            **YEAR,
        )  # type: ignore[arg-type]
        for n in range(20)
    )

    data = docx_bytes(document=document(Paragraph(tuple(FigureRef(n) for n in range(20))), figures=many))

    assert members(data)[RECORD].count(b"records:7\t") == 1
    assert all(len(each["sources"]) == 50 for each in figures_in_docx(data=data))


printable_text = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cn", "Co", "Zl", "Zp")), max_size=30
)


@settings(max_examples=60, deadline=None)
@given(key=printable_text, label=printable_text, shown=printable_text, unit=printable_text)
def test_whatever_a_figure_says_is_read_back(key: str, label: str, shown: str, unit: str) -> None:
    one = Figure(key, "r", 2, label, "", "1", shown, unit, unit_id=1, unit_name=unit, position=7, **YEAR)  # type: ignore[arg-type]

    (read,) = figures_in_docx(
        data=docx_bytes(document=document(Paragraph((Text(label), FigureRef(0))), figures=(one,)))
    )

    assert (read["key"], read["label"], read["text"], read["unit"]) == (key, label, shown, unit)
    assert read["altered"] is False


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=20))
def test_any_text_at_all_keeps_the_record_readable(anything: str) -> None:
    one = Figure(
        anything,
        anything,
        2,
        anything,
        anything,
        anything,
        anything,
        anything,
        unit_id=1,
        unit_name=anything,
        position=7,
        **YEAR,
    )  # type: ignore[arg-type]

    (read,) = figures_in_docx(data=docx_bytes(document=document(paragraph(0, anything), figures=(one,))))

    assert read["rule_version"] == 2
    assert read["altered"] is False


def zip_of(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "不是完好的 docx"),
        (b"PK\x03\x04 nothing", "不是完好的 docx"),
        ("工作汇报".encode("gbk"), "不是完好的 docx"),
        (zip_of("xl/workbook.xml", b"<workbook/>"), "不是完好的 docx"),
        (zip_of("word/document.xml", b"<w:document"), "已损坏"),
        (zip_of("word/document.xml", b"<document/>"), "没有数字来源记录"),
    ],
)
def test_what_is_no_docx_of_ours_is_refused_in_chinese(data: bytes, reason: str) -> None:
    with pytest.raises(DocxNotReadable, match=reason):
        figures_in_docx(data=data)


def test_a_truncated_docx_is_refused() -> None:
    data = docx_bytes(document=report())

    for length in range(0, len(data), 997):
        with pytest.raises(DocxNotReadable):
            figures_in_docx(data=data[:length])


def test_an_entity_is_never_expanded(tmp_path: object) -> None:
    bomb = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><d>&b;</d>'

    with pytest.raises(DocxNotReadable):
        figures_in_docx(data=zip_of("word/document.xml", bomb))


def test_a_record_changed_by_hand_is_refused() -> None:
    data = docx_bytes(document=document(paragraph(0), figures=(figure("a", "386"),)))

    with pytest.raises(DocxNotReadable, match="已被改动"):
        figures_in_docx(data=edited(data, "\t2048\t", "\t", RECORD))


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(DocxNotReadable, match="过大"):
        figures_in_docx(data=zip_of("word/document.xml", b" " * 250_000_000))
