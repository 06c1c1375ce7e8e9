"""Remarks on a picture that goes out with a text: no words for who cannot see it, no source, no right to show it."""

from __future__ import annotations

from taizhang.proofing.remark import Remark

SHORTEST_WORDS = 4
_NO_WORDS = frozenset({"图片", "照片", "插图", "配图", "截图", "image", "picture", "无"})


def proof_picture(*, alternative: str, source: str, licence: str) -> tuple[Remark, ...]:
    """Return the remarks on one picture by the words that are told about it. Their place is the picture itself."""
    found = []
    words = alternative.strip()
    if not words:
        found.append(
            _remark("picture-no-words", "图片没有说明，请写明画面里有什么，让看不到图片的人也能明白。")
        )
    elif words.lower() in _NO_WORDS or len(words) < SHORTEST_WORDS:
        found.append(_remark("picture-poor-words", f"“{words}”没有说出画面里有什么，请写具体一些。"))
    if not source.strip():
        found.append(_remark("picture-no-source", "图片没有写来源，请写明由谁拍摄、制作或从哪里取得。"))
    if not licence.strip():
        found.append(_remark("picture-no-licence", "图片没有写使用依据，如 本单位拍摄、作者授权。"))
    return tuple(found)


def _remark(rule: str, text: str) -> Remark:
    standard = "GB/T 37668-2019" if rule.endswith("words") else "《中华人民共和国著作权法》第二十四条"
    return Remark(rule, "mend", 0, 0, "", text, standard)
