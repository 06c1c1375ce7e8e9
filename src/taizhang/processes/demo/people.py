"""Who acts in the demo office. The names are invented and common; nobody is meant."""

from __future__ import annotations

LEADER = ("leader", "程远")
"""Signs reports."""
REVIEWER = ("reviewer", "秦川")
"""Accepts records, for the street office."""
UPPER = ("upper", "顾宁")
"""Looks at the street office's figures from the county above."""
LEADER_POST, REVIEWER_POST, CLERK_POST = "分管领导", "台账管理员", "台账填报员"
ACCOUNTS = (("wenming", "填报"), ("reviewer", "审核"), ("upper", "上级单位"), ("leader", "领导"))
"""The four accounts by which one looks around the demo, and what each is there for."""
CLERKS = {
    "wutong": ("wenming", "周敏"),
    "qinghe": ("qinghe", "何晓芸"),
    "wanghe": ("wanghe", "陆一鸣"),
    "linjiang": ("linjiang", "邵静"),
    "liupu": ("liupu", "方平"),
    "beiyuan": ("beiyuan", "叶青"),
    "dongli": ("dongli", "陶然"),
    "yunjing": ("yunjing", "沈庆"),
    "changting": ("changting", "韩梅"),
    "shiqiao": ("shiqiao", "石军"),
    "dutou": ("dutou", "江生"),
}
"""Unit -> login and name of the clerk who writes its records."""

HOSTS = {
    "own": ("{staff}", "{clerk}", "{staff}"),
    "nobody": ("",),
    "library": ("区图书馆 温老师", "街道图书分馆 白老师"),
    "doctor": ("街道社区卫生服务中心 梁医生", "街道社区卫生服务中心 祝护士长", "区人民医院 施医生"),
    "fire": ("区消防救援站 耿教员", "街道应急站 鲁站长"),
    "law": ("街道司法所 尹老师", "公益律师 闵老师"),
    "culture": ("区文化馆 柯老师", "街道文化站 蓝站长", "街道文艺队 水老师"),
    "school": ("梧桐中心小学 童老师", "梧桐中学 简老师"),
    "farm": ("区农技站 麦老师", "区农技站 田老师"),
    "bank": ("梧桐路储蓄所 金经理",),
    "speaker": ("“乡音”宣讲队 岳老师", "“乡音”宣讲队 凌老师", "“乡音”宣讲队 桑老师"),
    "volunteer": ("志愿服务队 安队长", "志愿服务队 乔队长", "志愿服务队 路队长"),
}
"""Who leads: surname and title only. {staff} is the unit's head, {clerk} its clerk."""

HEADS = {"街道": "街道分管负责人", "社区": "社区负责人", "村": "村负责人"}


def host_name(*, pick: str, sort: str, unit: str) -> str:
    """Return the host as the record says it."""
    return pick.format(staff=HEADS[sort], clerk=CLERKS[unit][1])
