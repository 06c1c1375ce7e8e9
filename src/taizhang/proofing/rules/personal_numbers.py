"""Numbers that belong to a person: identity card, mobile phone, bank card; also where they are disguised.

Source:  GB 11643-1999 (identity numbers and their check digit, ISO 7064 MOD 11-2), ISO/IEC 7812-1
(the Luhn digit of bank cards), GB/T 35273-2020 appendix B (what is sensitive personal information),
GB/T 33481-2016 (a disabled person's certificate: the identity number and two digits).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.kernel.numerals import fold_width
from taizhang.proofing.folding import Digits, digit_runs, listed, unmixed
from taizhang.proofing.remark import Remark

SOURCE = "《中华人民共和国个人信息保护法》第二十八条"
_REGION = re.compile(r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_MOBILE = re.compile(r"(?:(?:00)?86)?(1[3-9][0-9]{9})")
_MEASURED = re.compile(
    r"\s*(?:万|亿|多|余)?(?:元|美元|人|人次|户|份|册|条|个|件|次|吨|公斤|千克|千瓦时|度|平方米|立方米|亩|%|％)"
)
_BANK_WORDS = re.compile(
    r"卡号|账号|帐号|账户|帐户|银行|开户|户名|信用社|存折|打款|汇款|汇入|转账|(?:信用|储蓄|借记|工资|补贴|补助|社保|低保)卡"
)
_BANK_LENGTHS = range(16, 20)
_AROUND = 16
_THINGS = (
    "订单|运单|快递|物流|挂号信?|邮件|工单|受理|流水|序列|批|编|合同|案卷|档案|资产|设备|准考证|会员卡?|凭证|发票|条码|条形码|图书|注册|产权证|"
    "备案|单"
)
_OF_A_THING = re.compile(rf"(?:{_THINGS})(?:编)?[号码]{{1,2}}(?:为|是|[:：]|[A-Za-z]{{1,3}}-?)?\s*$")
_ONWARD = re.compile(r"\s*(?:至|到|—|～|~|-|、|和|及)\s*")
_PAPERS = re.compile(
    r"(?:护照|通行证|台胞证|回乡证|居留证|军官证|士兵证)(?:号码|号)?(?:为|是)?[:：（(]?\s*(?:号码|号)?\s*(?P<number>[A-Za-z]{0,2}[0-9]{7,10})(?![0-9])"
)


def remarks(text: str) -> Iterator[Remark]:
    """Yield a remark for each number of a person. Masked ones (138****0000) and those of things are fine."""
    thing_until = -1
    for run in digit_runs(text):
        onward = thing_until >= 0 and _ONWARD.fullmatch(text, thing_until, run.start) is not None
        thing = onward or _OF_A_THING.search(text[: run.start]) is not None
        thing_until = run.end if thing else -1
        yield from _in_run(run, text, thing=thing)
    plain = fold_width(text)
    for match in _PAPERS.finditer(plain):
        yield _papers(match)


def _in_run(run: Digits, text: str, *, thing: bool) -> Iterator[Remark]:
    whole = _found(run, text, thing=thing)
    if whole is not None:
        yield whole
        return
    parts = list(listed(run, text))
    if len(parts) > 1:
        for part in parts:
            yield from _in_run(part, text, thing=thing)
    elif run.spoken:
        yield from filter(None, (_found(part, text, thing=thing) for part in unmixed(run, text)))


def _found(run: Digits, text: str, *, thing: bool) -> Remark | None:
    identity = _identity(run, thing=thing)
    return identity if thing else identity or _mobile(run, text) or _bank(run, text)


def _identity(run: Digits, *, thing: bool) -> Remark | None:
    """Return the remark on an identity number. What is said to be a thing's is one by its check digit only."""
    number = run.text
    if len(number) in (18, 20) and _REGION.match(number) and _is_day(number[6:14]):
        right = _check_digit(number[:17]) == number[17]
        if not right and (thing or len(number) == 20):
            return None
        kind = "" if right else "（末位校验码不对，仍像是）"
    elif len(number) == 15 and number.isdecimal() and _REGION.match(number) and _is_day("19" + number[6:12]):
        if thing:
            return None
        kind = "（十五位旧号）"
    else:
        return None
    return _remark("person-identity", run, f"这里有居民身份证号码{kind}，公开前请删去或遮去中间各位。")


def _papers(match: re.Match[str]) -> Remark:
    number = match["number"]
    masked = number[:2] + "*" * (len(number) - 4) + number[-2:]
    return Remark(
        "person-identity", "stop", match.start("number"), match.end("number"), masked,
        "这里有证件号码，公开前请删去或遮去中间各位。", SOURCE,
    )  # fmt: skip


def _mobile(run: Digits, text: str) -> Remark | None:
    match = _MOBILE.fullmatch(run.text)
    if match is None or _MEASURED.match(text[run.end :]):
        return None
    return _remark("person-mobile", run, "这里有手机号码，公开前请删去，或改用单位的办公电话。")


def _bank(run: Digits, text: str) -> Remark | None:
    number = run.text
    if len(number) not in _BANK_LENGTHS or not number.isdecimal() or _MEASURED.match(text[run.end :]):
        return None
    near = text[max(0, run.start - _AROUND) : run.end + _AROUND]
    if not (_BANK_WORDS.search(near) or (number.startswith("62") and _luhn(number))):
        return None
    return _remark("person-bank", run, "这里有银行卡号或账号，公开前请删去。")


def _remark(rule: str, run: Digits, text: str) -> Remark:
    masked = run.text[:3] + "*" * (len(run.text) - 5) + run.text[-2:]
    return Remark(rule, "stop", run.start, run.end, masked, text, SOURCE)


def _check_digit(body: str) -> str:
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def _is_day(digits: str) -> bool:
    """Return whether eight digits look like a day of birth, also one that a slip made impossible (19900229)."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    return 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31


def _luhn(number: str) -> bool:
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
