"""What belongs to a time of the year: festivals, the children's holidays, visits before festivals."""

from __future__ import annotations

from dataclasses import dataclass

from taizhang.processes.demo.theme import VILLAGES, Theme


def _feast(title: str, people: int = 60, **told: object) -> Theme:
    told = {"at": "hall", "minutes": 120, "host": "culture", "when": "free", **told}
    return Theme(title, people, **told)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Feast:
    """A festival: its name in the calendar, its name on the record, how many units keep it, and how."""

    calendar: str
    name: str
    kept_by: float
    themes: tuple[Theme, ...]


FESTIVALS = (
    Feast("元旦", "元旦", 0.55, (
        _feast("元旦迎新健步行", 92, at="outdoors", host="own", minutes=90, ahead=(0,)),
        _feast("庆元旦居民联欢会", 88, ahead=(1, 2)),
        _feast("元旦迎新读书会", 40, at="reading", host="library", ahead=(1, 2)),
        _feast("元旦写福送祝福", 46, ahead=(1, 2)),
    )),
    Feast("腊八节", "腊八节", 0.75, (
        _feast("腊八施粥送暖", 135, at="square", host="volunteer", minutes=90, ahead=(0,)),
        _feast("腊八粥里话邻里", 76, host="volunteer", ahead=(0,)),
        _feast("腊八民俗体验", 58),
    )),
    Feast("小年（南方）", "小年", 0.6, (
        _feast("小年除尘迎新", 42, at="outdoors", host="volunteer"),
        _feast("小年包饺子暖邻里", 54, host="volunteer"),
        _feast("小年写福字", 66),
    )),
    Feast("春节", "春节", 0.95, (
        _feast("新春送春联", 108, at="square", ahead=(1, 2)),
        _feast("“村晚”迎春节", 210, sorts=VILLAGES, at="hall", minutes=150, ahead=(2,)),
        _feast("春节游园会", 156, at="square", minutes=180, ahead=(0,)),
        _feast("春节锣鼓闹新春", 142, at="square", sorts=VILLAGES, ahead=(0,)),
        _feast("春节窗花剪出来", 48, ahead=(1, 2)),
    )),
    Feast("元宵节", "元宵节", 0.95, (
        _feast("闹元宵猜灯谜", 128, at="square", ahead=(0, 1)),
        _feast("元宵手作花灯", 52),
        _feast("元宵节搓汤圆", 64, host="volunteer"),
        _feast("元宵舞龙巡游", 190, at="outdoors", sorts=VILLAGES, ahead=(0,)),
    )),
    Feast("清明节", "清明节", 0.85, (
        _feast("清明文明祭扫宣传", 62, at="outdoors", host="volunteer", minutes=150),
        _feast("清明诗会", 44, host="library", ahead=(1, 2)),
        _feast("清明时节做青团", 50),
        _feast("清明踏青认家乡", 46, at="outdoors", host="own"),
    )),
    Feast("劳动节", "劳动节", 0.4, (
        _feast("劳动节致敬身边劳动者", 58, ahead=(1, 2)),
        _feast("五一居民种花日", 36, at="outdoors", host="volunteer", ahead=(1, 2)),
    )),
    Feast("端午节", "端午节", 0.95, (
        _feast("端午包粽子", 72, host="volunteer"),
        _feast("端午香囊手作", 48),
        _feast("端午诗歌诵读会", 52, host="library"),
        _feast("端午旱地龙舟赛", 118, at="square"),
    )),
    Feast("儿童节", "儿童节", 0.5, (
        _feast("六一游园", 96, at="square", host="school", ahead=(0, 1)),
        _feast("六一儿童绘画展", 68, host="school"),
    )),
    Feast("七夕节", "七夕节", 0.45, (
        _feast("七夕巧手会", 40, ahead=(0, 1)),
        _feast("七夕金婚夫妇茶话会", 34),
    )),
    Feast("中秋节", "中秋节", 0.95, (
        _feast("中秋赏月诗会", 86, at="square", host="library", ahead=(0,)),
        _feast("中秋做月饼", 62, host="volunteer"),
        _feast("中秋邻里团圆饭", 104, host="volunteer", ahead=(0, 1)),
        _feast("中秋民乐会", 98, at="square"),
    )),
    Feast("国庆节", "国庆节", 0.8, (
        _feast("国庆升旗仪式", 112, at="square", host="own", minutes=40, ahead=(0,)),
        _feast("国庆歌咏会", 126, ahead=(1, 2)),
        _feast("国庆书画展", 70),
        _feast("国庆家乡变化图片展", 84),
    )),
    Feast("重阳节", "重阳节", 0.9, (
        _feast("重阳敬老茶话会", 74, host="own"),
        _feast("重阳登高", 58, at="outdoors", host="own", ahead=(0,)),
        _feast("重阳戏曲专场", 118),
        _feast("重阳老人集体生日会", 66, host="volunteer"),
    )),
)  # fmt: skip
"""Kept on the day or a day or two before, never after."""


def _youth(title: str, people: int = 26, **told: object) -> Theme:
    told = {"at": "hall", "when": "free", "minutes": 120, "host": "school", **told}
    return Theme(title, people, **told)  # type: ignore[arg-type]


HOLIDAY_YOUTH = (
    _youth("暑期安全第一课", 42, months=(7,), at="school", host="fire"),
    _youth("暑期公益书法班", 22, months=(7, 8), days=5, host="culture"),
    _youth("暑期公益舞蹈班", 24, months=(7, 8), days=5, host="culture"),
    _youth("暑期防溺水体验课", 38, months=(7, 8), host="fire"),
    _youth("暑期小小讲解员", 18, months=(7, 8), at="outdoors", host="culture"),
    _youth("暑期图书管理员体验", 14, months=(7, 8), at="reading", host="library"),
    _youth("暑期科学小实验", 28, months=(7, 8)),
    _youth("暑期露天观影会", 64, months=(7, 8), at="square"),
    _youth("暑期非遗研学", 30, months=(7, 8), at="outdoors", host="culture"),
    _youth("暑期小交警体验", 26, months=(7, 8), at="outdoors", host="volunteer"),
    _youth("暑期乡土植物辨认", 24, months=(7, 8), at="outdoors", host="farm"),
    _youth("暑期游泳安全讲评", 34, months=(7,), host="fire"),
    _youth("暑期共读一本书", 26, months=(7, 8), at="reading", host="library"),
    _youth("开学收心会", 36, months=(8,)),
    _youth("寒假阅读营", 24, months=(1, 2), at="reading", days=3, host="library"),
    _youth("寒假小小书法家写福字", 28, months=(1, 2), host="culture"),
    _youth("寒假年俗手工课", 26, months=(1, 2), host="culture"),
    _youth("寒假烟花爆竹安全课", 38, months=(1, 2), at="school", host="fire"),
    _youth("寒假亲子观影", 48, months=(1, 2)),
    _youth("寒假趣味体育", 34, months=(1, 2), at="square"),
)
TERM_YOUTH = (
    _youth("亲子绘本共读", 24, at="reading", when="weekend", host="library"),
    _youth("亲子风筝节", 68, months=(3, 4), at="square", when="weekend"),
    _youth("少儿科普周末课", 30, when="weekend"),
    _youth("小学生国旗下故事会", 120, months=(3, 4, 5, 9, 10, 11, 12), at="school", when="workday", minutes=40),
    _youth("青少年急救体验课", 32, when="weekend", host="doctor"),
    _youth("青少年法治情景课", 46, months=(3, 4, 5, 9, 10, 11, 12), at="school", when="workday", host="law"),
    _youth("少儿跳蚤市场", 72, months=(4, 5, 9, 10), at="square", when="weekend", host="own"),
    _youth("亲子农耕体验", 36, months=(4, 5, 9, 10), at="outdoors", when="weekend", host="farm"),
    _youth("青少年护河小队", 22, months=(3, 4, 5, 9, 10), at="outdoors", when="weekend", host="volunteer"),
    _youth("少儿戏曲体验", 28, when="weekend", host="culture"),
    _youth("青少年心理健康课", 44, months=(3, 4, 5, 9, 10, 11, 12), at="school", when="workday"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VisitRound:
    """A round of visits in the days before a day of the year, or in a month ("" for no such day)."""

    title: str
    before: str
    months: tuple[int, ...]
    households: int
    share: float
    note: str = ""


VISITS = (
    VisitRound("春节前走访慰问困难家庭", "春节", (), 16, 1.0, "送米、油和春联。"),
    VisitRound("春节前慰问文化志愿者", "春节", (), 8, 0.35),
    VisitRound("端午节走访独居老人", "端午节", (), 11, 0.7, "送粽子。"),
    VisitRound("六一前看望困境儿童", "儿童节", (), 5, 0.6, "送图书和文具。"),
    VisitRound("八一前走访退役军人家庭", "建军节", (), 9, 0.75),
    VisitRound("高温天慰问环卫工人", "", (7, 8), 0, 0.7, "送凉茶和毛巾。"),
    VisitRound("中秋节走访困难家庭", "中秋节", (), 12, 0.75, "送月饼。"),
    VisitRound("教师节慰问驻点教师", "教师节", (), 4, 0.35),
    VisitRound("重阳节看望高龄老人", "重阳节", (), 13, 0.85),
    VisitRound("寒潮来临前走访独居老人", "", (11, 12), 10, 0.65, "查看取暖和用电。"),
    VisitRound("走访结对共建单位", "", (3, 5, 6, 10), 0, 0.4),
)
