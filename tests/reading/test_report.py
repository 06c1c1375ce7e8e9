"""Whole files through the door: what comes out, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from opencc import OpenCC

from taizhang.kernel.refusal import Refused
from taizhang.reading.report import MAX_FILE, read_report, to_document
from tests.reading.docx.made import cell, docx, list_levels, list_of, paragraph, table
from tests.reading.site import damaged, with_lost_byte

CLEAN = """宣传文化工作情况汇报
今年以来，梧桐街道认真落实工作部署，营造了良好环境，现将履行2019年职责情况汇报如下：
一、工作开展情况
（一）落实工作责任制。一是以《任务分解表》为抓手，明确第一责任、“一岗双责”责任。二是召开部署会3次，集中学习17次，夯实了工作基础。
（二）强化阵地管理。街道现有宣传栏***个，群众文化活动中心有16处、学习讲堂有6处，发放宣传资料3000余份，覆盖率达95%。
二、下一步工作安排
继续用好“两学一做”这个载体，举办“读书日”“社区电影院”等活动。
梧桐街道办事处
2019年12月5日
"""


def _shown_by_the_site() -> str:
    shown = damaged(CLEAN).replace("現(xiàn)將", with_lost_byte("現") + "將")
    return shown.replace("夯實", "夯\n實").replace("17次", "17 次").replace("16處", "16 處")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_report_as_the_site_shows_it_becomes_the_clean_one(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(_shown_by_the_site().encode(encoding))

    report = read_report(path=path)

    assert report.text == CLEAN.strip()
    assert report.title == "宣传文化工作情况汇报"
    assert report.signature == "梧桐街道办事处"
    assert {repair.kind for repair in report.repairs} == {
        "pinyin", "lost-character", "punctuation", "space", "line-break", "traditional",
    }  # fmt: skip
    assert ("F(xiàn)", "现") in [(repair.found, repair.became) for repair in report.repairs]


def test_a_clean_report_comes_back_untouched(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(CLEAN.encode("gb18030"))

    report = read_report(path=path)

    assert (report.text, report.repairs, report.doubtful) == (CLEAN.strip(), (), ())


def test_a_traditional_big5_file_becomes_simplified(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(OpenCC("s2tw").convert(CLEAN).encode("big5"))

    assert read_report(path=path).text == CLEAN.strip()


def test_the_json_has_exactly_the_promised_keys(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(CLEAN, encoding="utf-8")

    read = json.loads(json.dumps(read_report(path=path).as_json(), ensure_ascii=False))

    assert {"title", "text", "sections", "claims", "placeholders", "repairs", "doubtful"} <= set(read)
    assert set(read["sections"][0]) == {"level", "number", "heading", "text"}
    assert read["claims"][1] == {
        "value": 17,
        "low": 17,
        "high": 17,
        "relation": "exact",
        "unit": "次",
        "counted": "集中学习",
        "text": "集中学习17次",
        "section": "一/（一）",
    }
    assert [(claim["value"], claim["unit"]) for claim in read["claims"]] == [
        (3, "次"),
        (17, "次"),
        (16, "处"),
        (6, "处"),
        (3000, "份"),
        (95, "%"),
    ]
    assert [gap["mark"] for gap in read["placeholders"]] == ["***"]
    assert read["date"] == "2019-12-05"


def test_a_docx_is_read_whatever_its_name(tmp_path: Path) -> None:
    numbering = list_levels(0, ("chineseCountingThousand", "%1、")) + list_of(1, 0)
    body = (
        paragraph("宣传文化工作汇报")
        + paragraph("工作开展情况", list_id="1")
        + paragraph("开展活动12次，发放资料3000余份。")
        + table(cell("社区") + cell("活动（场）"), cell("月季社区") + cell("8"))
    )
    path = tmp_path / "汇报.txt"
    path.write_bytes(docx(body, numbering=numbering))

    report = read_report(path=path)

    assert (
        report.text
        == "宣传文化工作汇报\n一、工作开展情况\n开展活动12次，发放资料3000余份。\n社区\t活动（场）\n月季社区\t8"
    )
    assert [(claim.value, claim.counted, claim.section) for claim in report.claims] == [
        (12, "活动", "一"),
        (3000, "资料", "一"),
        (8, "月季社区 活动", "一"),
    ]


def test_a_doc_goes_through_the_converter_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "汇报.docx"
    ole = bytes.fromhex("d0cf11e0a1b11ae1").ljust(1024, b"\0") + "WordDocument".encode("utf-16-le") + b"\0\0"
    path.write_bytes(ole)

    report = read_report(path=path, doc_converter=lambda source: docx(paragraph(f"{source.name}读到了")))

    assert report.text == "汇报.docx读到了"


def _bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (70 * 1024 * 1024))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.txt", b""),
        ("图.docx", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("表.docx", b"PK\x03\x04"),
        ("半.docx", docx(paragraph("正文" * 300))[:400]),
        ("炸.docx", _bomb()),
        ("乱.txt", bytes(range(256)) * 30),
        ("空.docx", docx("")),
        ("扫.pdf", b"%PDF-1.4"),
    ],
)
def test_a_file_that_is_no_report_is_refused_by_name_and_with_a_remedy(
    tmp_path: Path, name: str, data: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(data)

    with pytest.raises(Refused) as refusal:
        read_report(path=path)

    assert name in str(refusal.value)
    assert "请" in str(refusal.value)


def test_a_missing_file_a_folder_and_a_giant_are_refused(tmp_path: Path) -> None:
    giant = tmp_path / "大.docx"
    with giant.open("wb") as file:
        file.truncate(MAX_FILE + 1)

    for path, word in ((tmp_path / "没有.txt", "找不到"), (tmp_path, "文件夹"), (giant, "MB")):
        with pytest.raises(Refused, match=word):
            read_report(path=path)


def test_a_report_becomes_a_document_without_a_word_lost(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(CLEAN, encoding="utf-8")
    report = read_report(path=path)

    document = to_document(report)

    assert (document.title, document.signer) == (report.title, report.signature)
    assert document.signed_on == report.date
    assert [finding.kind for finding in document.findings] == ["placeholder"]


def test_a_long_report_is_read_whole(tmp_path: Path) -> None:
    path, one = tmp_path / "long.txt", tmp_path / "one.txt"
    section = damaged(CLEAN.split("\n", 2)[2])
    times = 20_000 // len(CLEAN) + 1
    one.write_text(section, encoding="utf-8")
    path.write_text(section * times, encoding="utf-8")

    whole, single = read_report(path=path), read_report(path=one)

    assert len(whole.text) >= 15_000
    assert len(whole.claims) >= times * len(single.claims) > 0


def test_a_document_number_is_not_taken_for_misaligned_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "自查报告\n按照《关于开展自查的通知》（某文旅发〔2022〕18号）要求，现报告如下：\n", "utf-8"
    )

    assert read_report(path=path).doubtful == ()


def test_a_device_is_refused_at_once() -> None:
    with pytest.raises(Refused, match="不是普通文件"):
        read_report(path=Path("/dev/null"))
