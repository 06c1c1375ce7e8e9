"""What the offices do among themselves: study sessions, meetings, trainings."""

from __future__ import annotations

import datetime as dt

from taizhang.processes.demo.theme import AUTUMN, BELOW, COMMUNITIES, STREET_ONLY, SUMMER, VILLAGES, Theme


def _study(topic: str, *, since: dt.date = dt.date.min, sorts: tuple[str, ...] = (), **told: object) -> Theme:
    title = "集中学习：" + topic
    return Theme(title, 88, "room", minutes=90, topic=topic, sorts=sorts, since=since, crowd="staff", **told)  # type: ignore[arg-type]


STUDY = (
    _study("《中华人民共和国公共文化服务保障法》"),
    _study("《中华人民共和国爱国主义教育法》"),
    _study("《志愿服务条例》和志愿服务记录办法"),
    _study("《中华人民共和国民法典》相邻关系部分"),
    _study("《中华人民共和国消防法》和冬季用火用电安全", months=(11, 12, 1)),
    _study("《中华人民共和国反食品浪费法》"),
    _study("《中华人民共和国未成年人保护法》", months=(5, 6, 7)),
    _study("《中华人民共和国噪声污染防治法》和广场活动管理", months=(4, 5, 6, 7, 8, 9)),
    _study("《中华人民共和国档案法》和台账规范"),
    _study("《中华人民共和国无障碍环境建设法》"),
    _study("《中华人民共和国粮食安全保障法》", since=dt.date(2024, 6, 1)),
    _study("新修订的《中华人民共和国突发事件应对法》", since=dt.date(2024, 11, 1)),
    _study("新修订的《中华人民共和国文物保护法》", since=dt.date(2025, 3, 1)),
    _study("《中华人民共和国农村集体经济组织法》", since=dt.date(2025, 5, 1), sorts=VILLAGES),
    _study("新修订的《中华人民共和国保守国家秘密法》", since=dt.date(2024, 5, 1)),
    _study("《整治形式主义为基层减负若干规定》", since=dt.date(2024, 9, 1)),
    _study("《中华人民共和国非物质文化遗产法》"),
    _study("《中华人民共和国公共图书馆法》"),
    _study("《中华人民共和国防汛条例》和汛期值守要求", months=(5, 6, 7)),
    _study("《中华人民共和国老年人权益保障法》", months=(9, 10)),
    _study("《中华人民共和国家庭教育促进法》"),
    _study("《中华人民共和国反电信网络诈骗法》"),
    _study("《新时代公民道德建设实施纲要》"),
    _study("《中华人民共和国乡村振兴促进法》", sorts=VILLAGES),
    _study("《生活垃圾分类制度实施方案》和分类知识", sorts=("社区", "街道")),
    _study("公文写作和信息报送要求"),
    _study("文化站（室）开放与安全管理要求"),
    _study("《中华人民共和国安全生产法》", months=(1, 6, 9, 12)),
    _study("《中华人民共和国宪法》", months=(12,)),
)

REGULAR_MEETING = Theme("{month}月工作例会", 90, "room", minutes=75, crowd="staff")
MEETINGS = (
    Theme("节前安全检查部署会", 85, "room", minutes=50, crowd="staff", months=(1, 4, 9), topic="节日期间文化场所和活动安全"),
    Theme("文明创建工作推进会", 85, "room", minutes=80, crowd="staff", topic="楼道、沿街和集贸市场环境整治"),
    Theme("文化活动季筹备会", 70, "room", minutes=70, crowd="staff", months=(3, 4, 8, 9), topic="活动排期、场地和物资"),
    Theme("志愿服务工作推进会", 75, "room", minutes=60, crowd="staff", topic="志愿服务项目排期和服务时长记录"),
    Theme("汛期值守部署会", 95, "room", minutes=45, crowd="staff", months=(5, 6), topic="值守班次、巡查路线和转移安置点"),
    Theme("小板凳议事会：停车位划线", 26, "outdoors", "evening", 80, sorts=COMMUNITIES, topic="小区停车位划线方案"),
    Theme("小板凳议事会：晾晒区怎么设", 22, "outdoors", "evening", 70, sorts=COMMUNITIES, topic="公共晾晒区选址"),
    Theme("小板凳议事会：楼道堆物清理", 24, "hall", "evening", 75, sorts=COMMUNITIES, topic="楼道堆物清理和电动车停放"),
    Theme("小板凳议事会：加装电梯公用部位", 30, "hall", "evening", 90, sorts=COMMUNITIES, topic="加装电梯施工期间通行安排"),
    Theme("村民小组长会：晒场使用安排", 22, "hall", "evening", 60, sorts=VILLAGES, months=(5, 8, 9), topic="晒场分时使用"),
    Theme("村民小组长会：文化礼堂排期", 20, "hall", "evening", 60, sorts=VILLAGES, topic="文化礼堂开放时间和活动排期"),
    Theme("村民小组长会：河道清漂分工", 21, "room", "workday", 55, sorts=VILLAGES, months=SUMMER, topic="河道清漂分段包干"),
    Theme("半年工作总结会", 95, "room", minutes=110, crowd="staff", months=(7,), topic="上半年工作总结和下半年安排"),
    Theme("年度工作总结会", 98, "room", minutes=120, crowd="staff", months=(12,), topic="全年工作总结和明年打算"),
    Theme("图书室阅览室开放工作会", 60, "reading", minutes=50, crowd="staff", topic="延时开放、图书流转和管理员排班"),
    Theme("家风家训征集工作会", 65, "room", minutes=60, crowd="staff", months=(3, 9, 10), topic="征集范围、初评办法和上墙安排"),
    Theme("社区（村）宣传文化工作调度会", 82, "room", minutes=70, crowd="staff", sorts=STREET_ONLY, topic="各社区（村）活动进度和台账质量"),
    Theme("文化站（室）负责人季度会商会", 45, "room", minutes=80, crowd="staff", sorts=STREET_ONLY, topic="场地共享和演出队伍调配"),
    Theme("活动安全风险会商会", 55, "room", minutes=60, crowd="staff", sorts=STREET_ONLY, topic="大型群众活动安全预案"),
    Theme("渡头片活动场地衔接会", 80, "hall", minutes=70, crowd="staff", units=("shiqiao",), months=(7,), since=dt.date(2025, 7, 1), topic="并村后文化礼堂、农家书屋的管理衔接"),
)  # fmt: skip

TRAININGS = (
    Theme("信息员写作培训（第{n}期）", 24, minutes=150, host="culture", topic="活动信息怎样写得短、准、有内容"),
    Theme("志愿者应急救护培训（第{n}期）", 32, "hall", "weekend", 180, host="doctor", topic="心肺复苏、止血包扎和骨折固定"),
    Theme("图书室管理员业务培训（第{n}期）", 14, "reading", minutes=120, host="library", topic="图书编目、借还登记和绘本领读"),
    Theme("消防器材使用培训（第{n}期）", 36, "square", minutes=90, host="fire", topic="灭火器、消火栓和逃生面罩的使用"),
    Theme("文艺骨干合唱排练培训（第{n}期）", 34, "hall", "weekend", 150, host="culture", topic="发声、声部和舞台站位"),
    Theme("宣讲员试讲培训（第{n}期）", 18, "hall", minutes=120, host="speaker", topic="选题、讲稿和方言表达"),
    Theme("台账填报和活动拍摄培训（第{n}期）", 20, minutes=100, host="own", topic="一次填报的要求和现场照片怎样拍"),
    Theme("广场活动领队培训（第{n}期）", 22, "hall", minutes=90, host="culture", topic="音响使用、降噪和安全疏散"),
    Theme("手机摄影培训（第{n}期）", 28, "hall", "weekend", 120, host="culture", topic="构图、光线和照片整理"),
    Theme("生活垃圾分类指导员培训（第{n}期）", 26, minutes=90, host="volunteer", topic="四分类标准和投放点引导用语", sorts=("社区", "街道")),
    Theme("文物古迹讲解员培训（第{n}期）", 16, "outdoors", minutes=120, host="culture", topic="老桥、古道、老井的来历和讲解礼仪", sorts=("村", "街道")),
    Theme("农产品直播带货培训（第{n}期）", 24, "hall", minutes=150, host="farm", topic="选品、话术和发货", sorts=VILLAGES, months=AUTUMN + SUMMER),
    Theme("果树修剪技术培训（第{n}期）", 30, "outdoors", minutes=150, host="farm", topic="冬剪和病虫害预防", sorts=VILLAGES, months=(1, 2, 3, 11, 12)),
    Theme("节目编排培训（第{n}期）", 26, "hall", minutes=150, host="culture", topic="小品、快板的编写和排演", sorts=BELOW),
)  # fmt: skip
