"""What residents do together: volunteering, services at the door, culture and sport, contests."""

from __future__ import annotations

from taizhang.processes.demo.theme import (
    AUTUMN,
    COMMUNITIES,
    SPRING,
    STREET_ONLY,
    SUMMER,
    VILLAGES,
    WINTER,
    Theme,
)

_HELP, _CULTURE, _SERVICE = "志愿服务", "文体活动", "便民服务"


def _help(title: str, people: int = 18, **told: object) -> Theme:
    told = {"at": "outdoors", "when": "weekend", "minutes": 120, "host": "volunteer", **told}
    return Theme(title, people, tag=_HELP, **told)  # type: ignore[arg-type]


def _culture(title: str, people: int = 60, **told: object) -> Theme:
    told = {"at": "square", "when": "evening", "minutes": 120, "host": "culture", **told}
    return Theme(title, people, tag=_CULTURE, **told)  # type: ignore[arg-type]


def _service(title: str, people: int = 48, **told: object) -> Theme:
    told = {"at": "square", "when": "weekend", "minutes": 150, "host": "volunteer", **told}
    return Theme(title, people, tag=_SERVICE, **told)  # type: ignore[arg-type]


PROJECTS = (
    _service("“银龄学堂”智能手机课第{n}讲", 33, at="hall", when="workday", minutes=90, units=("qinghe",)),
    _help("“禾苗”课后看护第{n}次", 22, at="reading", when="workday", months=(3, 4, 5, 6, 9, 10, 11, 12), units=("qinghe",)),
    _service("周日义诊进公园（第{n}次）", 78, at="outdoors", host="doctor", units=("wanghe",)),
    _culture("望河广场周末音乐会（第{n}场）", 96, months=(4, 5, 6, 7, 8, 9, 10), units=("wanghe",)),
    _help("江堤步道巡护（第{n}次）", 20, units=("linjiang",)),
    _culture("临江夜读会（第{n}场）", 28, at="reading", host="library", units=("linjiang",)),
    _help("河岸护绿（第{n}次）", 26, units=("liupu",)),
    _culture("柳浦民乐小剧场（第{n}场）", 54, at="hall", units=("liupu",)),
    _service("北园修补日（第{n}次）", 41, at="outdoors", units=("beiyuan",)),
    _help("楼道杂物清理（第{n}次）", 17, units=("dongli", "beiyuan")),
    _culture("东篱菊园戏曲角（第{n}场）", 46, at="hall", when="weekend", units=("dongli",)),
    _service("晒谷场便民理发（第{n}次）", 39, months=(3, 4, 5, 6, 9, 10, 11, 12, 1), units=("yunjing",)),
    _help("集市文明引导（第{n}次）", 12, units=("changting",)),
    _culture("长亭戏台周末唱（第{n}场）", 88, units=("changting",)),
    _culture("露天电影：文化礼堂周末场（第{n}场）", 118, months=(5, 6, 7, 8, 9, 10), units=("shiqiao", "dutou")),
    _help("老石桥保洁（第{n}次）", 14, units=("shiqiao",)),
    _help("老渡口清漂（第{n}次）", 13, units=("dutou",)),
    _culture("梧桐百姓大舞台（第{n}场）", 185, months=(4, 5, 6, 7, 8, 9, 10), sorts=STREET_ONLY),
    _culture("文化站周末电影（第{n}场）", 72, at="hall", sorts=STREET_ONLY),
)  # fmt: skip
"""Each unit's own projects: they come again and again, with a running number."""

COMMUNITY = (
    _help("春季植树", 46, months=(3,), when="free", observes="植树节"),
    _help("学雷锋志愿服务集市", 72, at="square", months=(3,), when="free", observes="学雷锋纪念日"),
    _help("小广告清理行动", 16, sorts=COMMUNITIES),
    _help("共享单车摆放整理", 14, sorts=COMMUNITIES),
    _help("楼道清洁日", 22, sorts=COMMUNITIES),
    _help("烟头不落地", 19, sorts=("社区", "街道")),
    _help("汛前排水口清掏", 18, months=(5, 6), when="workday"),
    _help("高温送清凉", 24, months=(7, 8), when="workday"),
    _help("图书整理和修补", 12, at="reading"),
    _help("健身器材擦拭和检查登记", 11, at="square"),
    _help("文明交通岗值勤", 15, when="workday", minutes=60),
    _help("菜园认养日", 26, sorts=COMMUNITIES, months=SPRING + AUTUMN),
    _help("河道捡拾白色垃圾", 25, months=SPRING + AUTUMN),
    _help("扫雪除冰便民路", 28, months=(1, 2), when="free"),
    _help("落叶堆肥试点活动", 17, months=(11, 12)),
    _help("国际志愿者日服务展示", 64, at="square", months=(12,), when="free", observes="国际志愿者日"),
    _help("村道两侧补植花草", 21, sorts=VILLAGES, months=SPRING),
    _help("农忙互助队出工", 19, sorts=VILLAGES, months=(5, 6, 9, 10), when="free"),
    _service("便民服务集市：磨刀、修伞、配钥匙", 85, months=SPRING + AUTUMN),
    _service("老花镜清洗和视力检查", 52, host="doctor", at="hall"),
    _service("血压血糖免费测", 58, host="doctor"),
    _service("旧衣旧书换绿植", 66, months=SPRING + AUTUMN),
    _service("家电清洗小课堂", 30, at="hall", months=SUMMER),
    _service("免费理发日", 36, at="hall"),
    _service("公益法律咨询", 27, host="law"),
    _service("医保社保代办咨询", 44, at="hall", when="workday", months=(9, 10, 11, 12)),
    _service("磨刀师傅进村来", 47, sorts=VILLAGES),
    _culture("广场舞展演", 120, months=SPRING + SUMMER + AUTUMN),
    _culture("纳凉晚会", 165, months=(7, 8)),
    _culture("世界读书日诵读会", 58, at="reading", months=(4,), host="library", when="free", observes="世界读书日"),
    _culture("好书漂流日", 42, at="reading", when="weekend", host="library"),
    _culture("邻里百家宴", 110, months=(10, 11), when="weekend"),
    _culture("老照片展", 90, at="hall", when="weekend", days=5, minutes=0),
    _culture("剪纸体验课", 28, at="hall", when="weekend"),
    _culture("书法爱好者笔会", 24, at="hall", when="weekend", host="own"),
    _culture("趣味运动会", 95, when="weekend", months=SPRING + AUTUMN),
    _culture("健步走", 105, at="outdoors", when="weekend", months=SPRING + AUTUMN, host="own"),
    _culture("太极拳晨练交流", 38, when="weekend", host="own"),
    _culture("三八妇女节插花沙龙", 34, at="hall", months=(3,), when="free", observes="妇女节"),
    _culture("青年夜校：吉他入门", 20, at="hall", sorts=("社区", "街道")),
    _culture("青年夜校：家常菜", 22, at="hall", sorts=("社区", "街道")),
    _culture("露天电影放映", 105, months=(5, 6, 7, 8, 9)),
    _culture("送戏下乡", 150, sorts=VILLAGES, months=AUTUMN + WINTER),
    _culture("农民丰收节村民联欢", 130, sorts=VILLAGES, months=(9,), when="free", observes="农民丰收节"),
    _culture("冬至包汤圆", 56, at="hall", months=(12,), when="free", observes="冬至"),
    _culture("新春文艺队排演汇报", 82, at="hall", months=(1,)),
    _culture("采茶歌会", 74, units=("yunjing",), months=(4,), when="weekend"),
    _culture("晒秋集市", 140, units=("changting", "yunjing"), months=(10, 11), when="weekend"),
    _culture("桂花诗会", 48, months=(9, 10), when="weekend", at="hall"),
    _culture("街道文化艺术节开幕演出", 320, sorts=STREET_ONLY, months=(5,)),
    _culture("夏日全民健身展示活动", 240, sorts=STREET_ONLY, months=(7, 8), when="weekend"),
    _culture("群众合唱展演", 260, sorts=STREET_ONLY, months=(9, 10)),
    _culture("非遗市集", 280, sorts=STREET_ONLY, months=(6, 10), when="weekend"),
    _culture("图书馆之夜", 130, at="reading", sorts=STREET_ONLY, months=(4, 9), host="library"),
)  # fmt: skip


def _contest(title: str, people: int = 48, **told: object) -> Theme:
    told = {"at": "hall", "when": "weekend", "minutes": 180, **told}
    return Theme(title, people, **told)  # type: ignore[arg-type]


CONTESTS = (
    _contest("家庭阅读知识竞赛", host="library"),
    _contest("居民书法比赛", 36, host="culture"),
    _contest("象棋比赛", 32),
    _contest("乒乓球比赛", 40),
    _contest("好家风故事比赛", 44, host="speaker"),
    _contest("生活垃圾分类知识竞赛", 52, sorts=("社区", "街道")),
    _contest("广场舞比赛", 110, at="square", months=SPRING + AUTUMN, host="culture"),
    _contest("拔河比赛", 96, at="square", months=SPRING + AUTUMN, sorts=VILLAGES),
    _contest("诗词诵读大赛", 56, host="library"),
    _contest("家常菜厨艺比赛", 48),
    _contest("安全知识竞赛", 50, months=(6, 11, 12), host="fire"),
    _contest("手机摄影大赛", 42, host="culture"),
    _contest("三人篮球比赛", 64, at="square", months=SUMMER + AUTUMN, days=2),
    _contest("农产品评比大赛", 58, sorts=VILLAGES, months=AUTUMN, host="farm"),
    _contest("街道文艺汇演比赛", 210, sorts=STREET_ONLY, months=(10, 11), host="culture"),
    _contest("社区（村）志愿服务项目大赛", 85, sorts=STREET_ONLY, months=(11, 12)),
    _contest("宣讲员比赛", 70, sorts=STREET_ONLY, host="speaker"),
    _contest("讲解员比赛", 54, sorts=STREET_ONLY, host="culture"),
)  # fmt: skip
