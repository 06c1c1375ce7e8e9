"""What a ledger writes around a unit's name: 望河社区（牵头）, 望河社区新时代文明实践站, 望河社區."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from taizhang.foundation.units.models import Unit
from taizhang.foundation.units.selectors import UnitNames, UnknownUnit
from taizhang.kernel.numerals import fold_width
from taizhang.reading.hanzi import simplified

_AROUND = re.compile(r"^[(\[]|[)\]]$")
_REMARK = re.compile(r"[(\[](?:牵头|主办|承办|协办|联合|主要|负责)[^()\[\]]{0,6}[)\]]$")
_ORGAN = re.compile(
    r"(?:新时代文明实践(?:站|所|中心|点)|(?:综合)?(?:文化服务中心|文化站|文化中心|文化活动中心|文化活动室)|文化礼堂|农家书屋"
    r"|党群服务中心|(?:志愿)?服务站|便民服务(?:站|中心)|社工站"
    r"|(?:党政|综合|宣传|党建|组织|文明|文化|民政|教科文卫|社会事务|公共服务|公共管理|党建工作|社区建设|精神文明建设?)"
    r"(?:综合)?(?:办公室|办|科|股|部)|团委|团工委|团支部|妇联|工会|关工委|文明委|科协)$"
)


def find_written(*, names: UnitNames, text: str, day: dt.date | None) -> Unit:
    """Return the unit of that name; of a plainer name within it when nothing is called just so.

    Raises:  UnknownUnit, AmbiguousUnit, UnitNotThen.
    """
    try:
        return names.find(text, day)
    except UnknownUnit:
        for plainer in plainer_names(text):
            try:
                return names.find(plainer, day)
            except UnknownUnit:
                continue
        raise


def plainer_names(text: str) -> Iterator[str]:
    """Yield the names that may stand within the one written, from the nearest: without brackets,
    in Simplified characters, without one of the unit's own offices at the end."""
    name = simplified(re.sub(r"\s+", "", fold_width(text)))
    bare = _REMARK.sub("", name)
    if bare == name and name[:1] in "([":
        bare = _AROUND.sub("", _AROUND.sub("", name))
    yield bare
    owner = _ORGAN.sub("", bare)
    if owner not in ("", bare):
        yield owner
