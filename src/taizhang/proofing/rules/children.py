"""Children named together with their school or class.

Source:  未成年人保护法 (2024) article 103: no information by which a minor's identity can be told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from taizhang.proofing.remark import Remark

SOURCE = "《中华人民共和国未成年人保护法》第一百零三条"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲"
    "邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全班仰秋仲伊宫宁仇栾"
    "暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍"
    "璩桑桂濮牛寿通边扈燕冀浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越"
    "夔隆师巩聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公付肖闫代兰涂仝苑岳帅亢况郏仉督晋楚法汝鄢"
)
_NAME = rf"(?:(?:欧阳|司马|上官|诸葛|夏侯|尉迟|皇甫|令狐|慕容|司徒)[\u4e00-\u9fff]{{1,2}}|[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})"
_CHILD = "(?:小学生|中学生|学生(?!会|处|活动|证)|同学(?!会)|小朋友|儿童(?!节|文学|画|乐园)|幼儿(?!园)|孩子|少年(?!宫)|少先队员|小小?(?:选手|志愿者|记者|主持人|讲解员|导游|画家|作者|演员|棋手|读者))(?:代表|干部)?"
_SCHOOL = re.compile(
    r"[\u4e00-\u9fff]{1,10}(?:小学|中学|初中|高中|幼儿园|学校|附小|附中)|[一二三四五六七八九1-9](?:[(（][0-9一二三四五六七八九十]{1,2}[)）]|年级)|初[一二三]|高[一二三]|[大中小]班"
)
_AFTER = r"(?=[的，,、。；;：:！!（(）)”\s在和与用把为以荣获获说表作参朗代演夺同是从也还就带主第捐唱讲写画跳弹拉读到向给被将每今昨曾正已即都很又当担任拿登上走拾主救帮自热积坚努认喜爱因由今与、及来发合等共]|[一二两三四五六七八九十0-9]{1,2}[位名个]|$)"
_NAMED = (
    re.compile(rf"(?P<name>{_NAME})(?:等)?{_CHILD}"),
    re.compile(rf"{_CHILD}[“\"：:]?(?P<name>{_NAME}){_AFTER}"),
    re.compile(rf"(?P<name>{_NAME})\s*[（(][^）)]{{0,6}}(?:小学|中学|幼儿园|学校|年级|班|附小)"),
    re.compile(rf"(?P<name>{_NAME})[，,]?(?:来自|就读于|就读在|现就读)"),
    re.compile(
        rf"(?P<name>{_NAME})(?=(?:、{_NAME})*[都均]?是[\u4e00-\u9fff]{{2,8}}(?:小学|中学|幼儿园|学校))"
    ),
    re.compile(rf"[:：]\s*(?P<name>{_NAME})[，,]\s*[\u4e00-\u9fff]{{2,8}}(?:小学|中学|幼儿园|学校)"),
    re.compile(
        rf"(?:(?<![0-9])(?:[1-9]|1[0-7])|(?<![一二三四五六七八九十])(?:[三四五六七八九十]|十[一二三四五六七]))岁的?(?P<name>{_NAME}){_AFTER}"
    ),
    re.compile(
        rf"(?P<name>{_NAME})[，,][^。！？]{{0,8}}(?:就读|在读|上学|读[一二三四五六七八九]年级|男|女|[0-9]{{1,2}}岁)"
    ),
    re.compile(rf"(?:年级|班|幼儿园|小学|中学|学校)的(?P<name>{_NAME}){_AFTER}"),
    re.compile(rf"(?:[0-9一二三四五六七八九十)）]班|年级|[大中小]班)(?P<name>{_NAME}){_AFTER}"),
    re.compile(
        rf"(?:小学|中学|幼儿园|学校)(?P<name>{_NAME})(?=(?:、{_NAME})+[一二两三四五六七八九十0-9]{{1,2}}[位名个]|同学|小朋友|获得|荣获|夺得)"
    ),
)
_NO_NAME = re.compile(
    r"年级|[高初][一二三]|某|同学|学生|老师|校长|教师|主任|家长|许多|任何|所有|全体|高中|初中|高年|低年|安全|方便|时候|成绩|文明|容易|金奖|银奖|"
    r"计划|应届|毕业|单亲|农村|广大|都是|和平|连续|从小|干部|党员|居民|社区|学校|全校|全国|全部|文化|公益|平时|别的|国家|同时|能够|"
    r"相关|班级|部分|白天|向上|通过|广场|山区|古诗|武术|花样|经典|关爱|师生|石桥|牧童|成为|成长|应当|明天|元旦|国旗|万名|余名|家庭|"
    r"后来|从事|于是|和谐|边远|简单|终于|连同|广播|公园|双手|东西|健康|优秀|代表|们|包括|包含|解放|管理|利用|计算|农家|养成|平安|"
    r"任小|方阵|方队|成群|成批|成立|向往|向来|马上|时常|常年|通常|曾经|应该|应邀|应征|明显|别开|全员|全程|万人|从中|时刻|阳光|幸福|幸运|"
    r"^(.)\1|[师生]$"
)
_AND = re.compile(rf"、(?P<name>{_NAME}){_AFTER}")
_SENTENCE = re.compile(r"[^。！？；\n]+")


def remarks(text: str) -> Iterator[Remark]:
    """Yield a remark for each child named in a sentence that also names a school, a form or a class."""
    for sentence in _SENTENCE.finditer(text):
        if _SCHOOL.search(sentence[0]):
            yield from _in_sentence(sentence)


def _in_sentence(sentence: re.Match[str]) -> Iterator[Remark]:
    seen: set[int] = set()
    for pattern in _NAMED:
        for match in pattern.finditer(sentence[0]):
            name, start = match["name"], sentence.start() + match.start("name")
            if _NO_NAME.search(name) or start in seen:
                continue
            while name is not None:
                seen.add(start)
                yield _remark(name, start)
                beside = _AND.match(sentence[0], start + len(name) - sentence.start())
                name = beside["name"] if beside and not _NO_NAME.search(beside["name"]) else None
                start = sentence.start() + beside.start("name") if beside else start


def _remark(name: str, start: int) -> Remark:
    masked = name[0] + "某" * (len(name) - 1)
    return Remark(
        "person-child",
        "stop",
        start,
        start + len(name),
        masked,
        f"“{masked}”像是未成年人的姓名，与学校、年级同时出现会认出是谁，请隐去姓名或改写为“一名学生”。",
        SOURCE,
    )
