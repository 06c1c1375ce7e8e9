"""Where things take place: each unit's own rooms, squares and paths."""

from __future__ import annotations

from typing import Literal

Spot = Literal["room", "hall", "square", "outdoors", "school", "reading", "board", "homes"]

SPOTS: tuple[Spot, ...] = ("room", "hall", "square", "outdoors", "school", "reading", "board", "homes")

_PLACES: dict[str, tuple[str, ...]] = {
    "wutong": (
        "街道办事处三楼会议室|街道办事处五楼大会议室",
        "街道综合文化站多功能厅|街道新时代文明实践所",
        "梧桐文化广场",
        "滨河公园东入口|梧桐路步行街",
        "梧桐中心小学报告厅",
        "街道图书分馆",
        "街道政务公开栏|梧桐文化广场宣传栏",
        "各社区（村）",
    ),
    "qinghe": (
        "青禾社区党群服务中心二楼会议室",
        "青禾书院|青禾社区文化活动室",
        "青禾广场",
        "青禾苑小区|禾丰小区|青禾里菜场门口",
        "青禾小学",
        "青禾社区图书室",
        "青禾苑东门宣传栏|禾丰小区宣传栏",
        "青禾苑、禾丰小区",
    ),
    "wanghe": (
        "望河社区居委会会议室",
        "望河社区邻里中心",
        "望河公园广场",
        "望河公园|河滨路沿线|望河一村小区",
        "望河幼儿园",
        "望河书吧",
        "望河一村宣传栏|河滨路宣传长廊",
        "望河一村、望河二村",
    ),
    "linjiang": (
        "临江社区三楼会议室",
        "临江社区文化活动中心",
        "临江健身广场",
        "江堤步道|临江花园小区|临江农贸市场",
        "临江小学",
        "临江社区阅览室",
        "临江花园南门宣传栏|健身广场宣传栏",
        "临江花园小区",
    ),
    "liupu": (
        "柳浦社区会议室",
        "柳浦社区睦邻点",
        "柳浦口袋公园",
        "柳浦河岸|柳荫小区|柳浦路口",
        "柳浦小学",
        "柳浦社区图书角",
        "柳荫小区宣传栏",
        "柳荫小区、浦东里小区",
    ),
    "beiyuan": (
        "北园社区议事厅",
        "北园社区居民活动室",
        "北园中心花园",
        "北园东区|北园西区|北园路沿街",
        "北园小学",
        "北园社区图书室",
        "北园东区宣传栏|北园西区宣传栏",
        "北园东区、北园西区",
    ),
    "dongli": (
        "东篱社区会议室",
        "东篱社区菊园活动室",
        "东篱小广场",
        "东篱新村|菊园小区",
        "东篱幼儿园",
        "东篱社区图书角",
        "东篱新村宣传栏",
        "东篱新村、菊园小区",
    ),
    "yunjing": (
        "云井村村部会议室",
        "云井村文化礼堂",
        "云井村晒谷场",
        "云井村老井口|云井村茶山步道",
        "云井村小学",
        "云井村农家书屋",
        "云井村村务公开栏",
        "云井村各村民小组",
    ),
    "changting": (
        "长亭村村部会议室",
        "长亭村文化礼堂",
        "长亭村戏台广场",
        "长亭古道口|长亭村集市",
        "长亭村小学",
        "长亭村农家书屋",
        "长亭村村务公开栏",
        "长亭村各村民小组",
    ),
    "shiqiao": (
        "石桥村村部会议室",
        "石桥村文化礼堂",
        "石桥村桥头广场",
        "石桥村老石桥边|石桥村果园路",
        "石桥村小学",
        "石桥村农家书屋",
        "石桥村村务公开栏",
        "石桥村各村民小组",
    ),
    "dutou": (
        "渡头村村部会议室",
        "渡头村文化礼堂",
        "渡头村渡口广场",
        "渡头村老渡口|渡头村沿河路",
        "渡头村教学点",
        "渡头村农家书屋",
        "渡头村村务公开栏",
        "渡头村各村民小组",
    ),
}
INHERITED: dict[Spot, str] = {
    "hall": "石桥村渡头片文化礼堂",
    "square": "石桥村渡头片渡口广场",
    "outdoors": "石桥村渡头片沿河路",
    "reading": "石桥村渡头片农家书屋",
    "board": "石桥村渡头片公开栏",
}
"""What the merged village left to its heir."""


def places_of(*, unit: str, spot: Spot, inherited: bool = False) -> tuple[str, ...]:
    """Return the unit's places of that sort; with `inherited` those of the merged village too."""
    own = tuple(_PLACES[unit][SPOTS.index(spot)].split("|"))
    return (*own, INHERITED[spot]) if inherited and spot in INHERITED else own
