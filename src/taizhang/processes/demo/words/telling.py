"""What is told to residents: briefings in the courtyard, lectures, notices and leaflets."""

from __future__ import annotations

import datetime as dt

from taizhang.processes.demo.theme import (
    AUTUMN,
    BELOW,
    COMMUNITIES,
    SPRING,
    STREET_ONLY,
    SUMMER,
    VILLAGES,
    WINTER,
    Theme,
)


def _briefing(topic: str, people: int = 42, **told: object) -> Theme:
    told = {"at": "square", "when": "evening", "minutes": 60, "host": "speaker", **told}
    return Theme(f"“乡音”宣讲：{topic}", people, topic=topic, **told)  # type: ignore[arg-type]


BRIEFINGS = (
    _briefing("民法典里的邻里事", at="outdoors"),
    _briefing("识破冒充客服的骗局", host="law"),
    _briefing("好家风代代传", at="hall"),
    _briefing("医保参保和报销怎么办", 55, months=(*AUTUMN, 12), at="hall"),
    _briefing("垃圾分类四只桶", 36, sorts=COMMUNITIES, at="outdoors"),
    _briefing("防溺水，大人要盯牢", 48, months=(5, 6, 7, 8)),
    _briefing("秋收防火记心上", 40, months=(9, 10, 11), sorts=VILLAGES, host="fire"),
    _briefing("婚事新办、丧事简办", 46, sorts=VILLAGES, at="hall"),
    _briefing("一粒米的来历", 38, months=(9, 10, 11)),
    _briefing("骑电动车戴头盔", 40, at="outdoors"),
    _briefing("燃气使用五不要", 34, host="fire", at="outdoors"),
    _briefing("老物件里的家乡", 45, at="hall", when="weekend"),
    _briefing("宪法就在身边", 44, months=(12,), host="law", at="hall"),
    _briefing("安全用电过夏天", 36, months=SUMMER),
    _briefing("一江清水大家护", 42, months=(3, 4, 5, 6), at="outdoors"),
    _briefing("志愿服务怎样参加", 35, when="weekend"),
    _briefing("读一本书，过一个好周末", 32, at="reading", when="weekend", host="library"),
    _briefing("冬天取暖防中毒", 38, months=WINTER, host="doctor"),
    _briefing("法定节日的由来", 40, at="hall"),
    _briefing(
        "未成年人上网要有度", 44, at="school", when="workday", months=(3, 4, 5, 9, 10, 11), host="school"
    ),
    _briefing("家门口的非遗", 42, at="hall", when="weekend", host="culture"),
    _briefing("新修订的文物保护法", 36, at="hall", since=dt.date(2025, 3, 1), host="law"),
    _briefing("高空抛物不是小事", 34, sorts=COMMUNITIES, at="outdoors", host="law"),
    _briefing("粮食安全保障法要点", 33, since=dt.date(2024, 6, 1), sorts=VILLAGES, at="hall", host="law"),
)


def _lecture(series: str, topic: str, people: int = 40, **told: object) -> Theme:
    told = {"at": "hall", "when": "weekend", "minutes": 90, **told}
    return Theme(f"{series}第{{n}}期：{topic}", people, topic=topic, **told)  # type: ignore[arg-type]


LECTURES = (
    _lecture("道德讲堂", "邻里守望的故事", host="speaker"),
    _lecture("道德讲堂", "诚信经营三十年", host="speaker"),
    _lecture("道德讲堂", "我家的家训", host="speaker"),
    _lecture("道德讲堂", "志愿服务让日子更暖", host="volunteer"),
    _lecture("道德讲堂", "敬业在平常", host="speaker"),
    _lecture("健康讲堂", "高血压的日常管理", 46, host="doctor", when="workday"),
    _lecture("健康讲堂", "糖尿病饮食怎样安排", 42, host="doctor", when="workday"),
    _lecture("健康讲堂", "夏季中暑和肠道病预防", 38, months=SUMMER, host="doctor", when="workday"),
    _lecture("健康讲堂", "老年人防跌倒", 44, host="doctor", when="workday"),
    _lecture("健康讲堂", "冬季呼吸道疾病预防", 40, months=(10, 11, 12, 1), host="doctor", when="workday"),
    _lecture("健康讲堂", "春季过敏怎样应对", 36, months=SPRING, host="doctor", when="workday"),
    _lecture("家长讲堂", "陪孩子读书的方法", 34, sorts=COMMUNITIES, at="school", host="school", months=(3, 4, 5, 9, 10, 11, 12)),
    _lecture("家长讲堂", "孩子的作息和用眼", 36, sorts=COMMUNITIES, at="school", host="school", months=(3, 4, 5, 9, 10, 11, 12)),
    _lecture("家长讲堂", "青春期怎样好好说话", 38, sorts=COMMUNITIES, host="school"),
    _lecture("田头讲堂", "水稻病虫害绿色防控", 28, sorts=VILLAGES, at="outdoors", host="farm", months=(5, 6, 7, 8)),
    _lecture("田头讲堂", "春茶采摘和炒制", 30, units=("yunjing",), at="outdoors", host="farm", months=(3, 4)),
    _lecture("田头讲堂", "果园秋冬管理", 26, sorts=VILLAGES, at="outdoors", host="farm", months=(10, 11, 12)),
    _lecture("田头讲堂", "蔬菜大棚防冻", 25, sorts=VILLAGES, at="hall", host="farm", months=(11, 12, 1)),
    _lecture("安全讲堂", "家庭火灾怎样逃生", 36, host="fire"),
    _lecture("安全讲堂", "电动自行车充电安全", 32, host="fire"),
    _lecture("安全讲堂", "识别非法集资", 34, host="bank", when="workday"),
    _lecture("梧桐讲堂", "《红楼梦》里的节令", 86, sorts=STREET_ONLY, host="library"),
    _lecture("梧桐讲堂", "清江老地名的故事", 78, sorts=STREET_ONLY, host="culture"),
    _lecture("梧桐讲堂", "二十四节气与农事", 70, sorts=STREET_ONLY, host="culture"),
    _lecture("梧桐讲堂", "怎样读一份家谱", 62, sorts=STREET_ONLY, host="library"),
    _lecture("梧桐讲堂", "唐诗里的江南", 74, sorts=STREET_ONLY, host="library"),
    _lecture("梧桐讲堂", "老照片里的城市", 66, sorts=STREET_ONLY, host="culture"),
    _lecture("梧桐讲堂", "地方戏曲的唱腔", 72, sorts=STREET_ONLY, host="culture"),
    _lecture("书香讲堂", "一本绘本怎样讲", 30, at="reading", host="library"),
    _lecture("书香讲堂", "家乡的河与桥", 34, at="reading", host="library"),
    _lecture("书香讲堂", "一周要闻读报会", 26, at="reading", when="workday"),
)  # fmt: skip


def _board(topic: str, **told: object) -> Theme:
    return Theme(f"宣传栏更新：{topic}", at="board", topic=topic, channel="宣传栏", host="nobody", **told)  # type: ignore[arg-type]


def _leaflet(topic: str, copies: int, **told: object) -> Theme:
    return Theme(
        f"发放《{topic}》宣传折页", at="outdoors", topic=topic, channel="现场发放", tag="发放资料", copies=copies,
        minutes=90, **told,  # type: ignore[arg-type]
    )  # fmt: skip


PUBLICITY = (
    _board("公共文化场所开放时间"),
    _board("志愿服务项目和报名方式"),
    _board("家风家训展示"),
    _board("“身边好人”事迹"),
    _board("节约用水小知识", months=(3, 5)),
    _board("防汛避险路线图", months=(5, 6, 7)),
    _board("冬季消防安全", months=(11, 12, 1)),
    _board("传统节日的来历"),
    _board("生活垃圾分类图示", sorts=COMMUNITIES),
    _board("村规民约新版", sorts=VILLAGES),
    _board("当月文化活动预告"),
    _board("森林防火须知", months=(2, 3, 4, 11), sorts=VILLAGES),
    _board("公筷公勺文明用餐"),
    _leaflet("文明健康十条", 180),
    _leaflet("防范电信网络诈骗", 260),
    _leaflet("暑期防溺水告家长书", 220, months=(6, 7)),
    _leaflet("生活垃圾分类指南", 240, sorts=("社区", "街道")),
    _leaflet("家庭消防安全手册", 200),
    _leaflet("公共文化服务指南", 150),
    _leaflet("秸秆禁烧明白纸", 210, months=(5, 6, 9, 10), sorts=VILLAGES),
    _leaflet("民法典口袋书", 130),
    _leaflet("文明祭扫倡议书", 230, months=(3,)),
    _leaflet("居民医保参保指南", 250, months=(10, 11, 12)),
    _leaflet("全民阅读书单", 120, months=(4, 5, 9)),
    Theme("LED屏播放：文明出行公益短片", at="square", channel="LED屏", host="nobody", topic="文明出行", sorts=("社区", "街道")),
    Theme("LED屏播放：志愿服务公益短片", at="square", channel="LED屏", host="nobody", topic="志愿服务", sorts=("社区", "街道")),
    Theme("LED屏播放：节约粮食公益短片", at="square", channel="LED屏", host="nobody", topic="节约粮食", sorts=("社区", "街道")),
    Theme("村广播：森林防火提醒", at="board", channel="村广播", host="nobody", topic="森林防火", sorts=VILLAGES, months=(1, 2, 3, 4, 10, 11, 12)),
    Theme("村广播：用电用气安全提醒", at="board", channel="村广播", host="nobody", topic="用电用气安全", sorts=VILLAGES),
    Theme("村广播：汛期安全提醒", at="board", channel="村广播", host="nobody", topic="汛期安全", sorts=VILLAGES, months=(5, 6, 7, 8)),
    Theme("《{unit}活动简报》第{n}期", at="room", channel="简报", host="nobody", topic="当月活动小结", sorts=BELOW),
    Theme("《梧桐文化简报》第{n}期", at="room", channel="简报", host="nobody", topic="各社区（村）活动动态", sorts=STREET_ONLY),
    Theme("“梧桐家园”公众号第{n}条：一周文化活动预告", at="room", channel="公众号", host="nobody", topic="活动预告", sorts=STREET_ONLY),
    Theme("“梧桐家园”公众号第{n}条：文化站开放公告", at="room", channel="公众号", host="nobody", topic="开放公告", sorts=STREET_ONLY),
    Theme("“梧桐家园”公众号第{n}条：志愿服务招募", at="room", channel="公众号", host="nobody", topic="志愿者招募", sorts=STREET_ONLY),
)  # fmt: skip
