"""What each rule remarks on, and what it leaves alone."""

from __future__ import annotations

import datetime as dt

import pytest

from taizhang.proofing import proof_text

DAY = dt.date(2026, 11, 25)
NAMES = ("望河社区", "临江社区", "长亭村", "梧桐街道")

REMARKED = {
    "person-identity": (
        "困难家庭户主身份证号为11010519491231002X。",
        "证件号：１１０１０５１９４９１２３１００２Ｘ",
        "身份证 110105 19491231 002X 已核",
        "旧号110105491231002。",
        "名单：11010519491231002X、11010519491231002X。",
        "护照号码E12345678。",
        "残疾人证11010519491231002X43",
    ),
    "person-mobile": (
        "报名请拨打13800123456。",
        "电话138-0012-3456",
        "联系方式：一三八零零一二三四五六",
        "手机1\u200b3800123456",
        "+86 138 0012 3456",
        "电话13800123456、13800123457",
    ),
    "person-bank": ("补贴打入卡号6222021234567890123。", "账号：4367 4200 1234 5678 901"),
    "person-child": (
        "梧桐小学三年级学生李小明获得一等奖。",
        "李小明（梧桐小学五年级）现场朗诵。",
        "朝阳幼儿园大班的王乐乐小朋友表演了节目。",
        "五（2）班张子涵同学讲述了家风故事。",
        "梧桐小学五（2）班张子涵的作文获奖。",
        "8岁的李小明在梧桐小学读书。",
        "小记者李小明来自梧桐小学。",
        "梧桐小学李小明、张子涵两位同学",
        "李小明是梧桐小学学生。",
        "第一名：李小明，梧桐小学三年级。",
    ),
    "left-open": ("全年开展活动***场。", "组织XX社区志愿者参加。", "（此处补充数据）", "先后慰问若干户。", "共#REF!人次", "[活动名称]圆满结束", "在【地点】举行", "2026年 月 日", "清理*处", "发放00册", "（此处插入照片）"),
    "date-no-such-day": ("2026年2月30日召开会议。", "9月31日开展义诊。", "二〇二六年十一月三十一日", "2026-13-05", "2025年2月29日"),
    "date-wrong-weekday": ("2026年11月25日（星期四）下午", "定于11月26日周五举行。", "2026年11月25日，星期二", "2026-11-25（周四）", "星期四（11月25日）", "11月25日上午（周四）", "11月25日（农历十月十七，周四）", "11月25日至26日（周三至周五）", "11月25日（本周四）"),
    "date-ends-before-it-begins": ("3月15日至10日开展培训。", "5月20日—5月8日", "2026年9月至2026年5月", "2026.5.20-2026.5.8", "14:30—13:30", "2026—2024年", "下午3:00至2:00"),
    "date-no-such-time": ("3月5日 14:75开始", "上午25:00", "请于24:30前离场", "19点65分", "上午15:30", "26时开始"),
    "number-about-twice": ("约30余人参加。", "近100多人", "约50人左右"),
    "number-bound-twice": ("每年不少于4次以上。", "不超过30人以内"),
    "number-short-year": ("26年上半年共开展3场。",),
    "number-padded-date": ("2026年01月05日",),
    "number-mixed-date": ("2026年十一月5日", "3月五日"),
    "number-mixed-scale": ("发放5千份宣传册，参加3千人。",),
    "number-percent-range": ("提高10~15%。",),
    "number-fewer-times": ("投诉减少了2倍。",),
    "number-share-over-all": ("办结率达到103%。",),
    "mark-half-width": ("召开会议2次,参加30人。", "他说:好"),
    "mark-half-width-bracket": ("活动(含宣讲)共5场。",),
    "mark-doubled": ("会议要求，，各社区抓好落实。", "各村、。"),
    "mark-ellipsis-and-so-on": ("读书、下棋……等活动",),
    "mark-after-ordinal": ("第一、抓好学习。", "（一）、工作情况"),
    "mark-without-partner": ("《家风家训征集活动", "他说“很好。"),
    "source-unnamed": ("业内人士认为，好转在即。", "科学研究发现，好睡养人。"),
    "unit-name": ("望合社区开展清洁活动。", "河望社区开展清洁活动。"),
}  # fmt: skip

LEFT_ALONE = (
    "2025年，梧桐街道开展各类活动546场，比上年增加46场，增长9.2%，参与群众25756人次。",
    "全年共投入13800001111元用于设施维护。",
    "联系电话：138****3456（已遮去中间四位）。",
    "身份证号110***********002X",
    "2026年11月25日（星期三）下午2:30，在文化礼堂举行。",
    "农历二月三十日前完成春耕准备。",
    "12月28日至1月3日放假期间照常开放。",
    "3月5日起每周一、周三开放。",
    "2024年2月29日召开动员会。",
    "高年级同学和许多学生家长参加了活动，学校师生反响热烈。",
    "梧桐小学组织学生120人参观展览。",
    "一名五年级学生讲述了自己的家风故事。",
    "围绕“强国复兴有我”，开展宣讲27场，其中进学校6场。",
    "满意率达到100%，比上年提高2.5个百分点。",
    "一是坚持每月一次集中学习；二是抓好记录；三是及时汇总。",
    "参加活动的有三四个村。",
    "《宪法》《民法典》宣讲8场。",
    "比分为78：65，双方握手致意。",
    "文件（清政复〔2025〕17号）明确，渡头村并入石桥村。",
    "《若干规定》的学习安排在第三季度。",
    "第一，抓好学习；第二，抓好落实。",
    "望河社区和临江社区联合举办，长亭村协办。",
    "订单号13800123456已发货，设备编号13800123457待检。",
    "准考证号15900000001至15900000060在第一考场。",
    "案卷号110105194912310021已归档。",
    "公示：张**，李*，王××，赵某某，车牌苏E·***12。",
    "梧桐小学学生常常来看书，学生方阵走在前面。",
    "每晚22:00至6:00请勿鸣笛，比分25:18。",
    "下午1:30—5:00，18:00—次日8:00值班。",
    "第五、六组负责发放物资。",
    "参加活动5 000人，详见[活动时间](https://example.org)。",
    "某日清晨，他推开书屋的门。",
    "【时间】下午两点【地点】三楼",
)


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in REMARKED.items() for text in texts]
)
def test_the_fault_is_remarked_where_it_stands(rule, text):
    found = [remark for remark in proof_text(text=text, day=DAY, names=NAMES) if remark.rule == rule]

    assert len(found) >= 1
    assert all(0 <= remark.start < remark.end <= len(text) for remark in found)


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_what_is_right_is_left_alone(text):
    assert proof_text(text=text, day=DAY, names=NAMES) == ()


def test_a_remark_on_a_person_is_no_second_leak():
    text = "李小明（梧桐小学五年级），家长电话13800123456，身份证11010519491231002X。"

    told = "".join(f"{remark.quote}{remark.text}" for remark in proof_text(text=text, day=DAY))

    assert told
    assert all(secret not in told for secret in ("13800123456", "11010519491231002X", "李小明"))


def test_the_year_said_before_holds_for_a_date_without_one():
    text = "2025年工作情况如下。11月25日（星期二）召开会议，2月29日举办讲座。"

    [remark] = proof_text(text=text, day=DAY)

    assert (remark.rule, remark.quote) == ("date-no-such-day", "2月29日")


def test_remarks_come_in_order_of_place():
    places = [remark.start for remark in proof_text(text="约30余人,约30余人,9月31日", day=DAY)]

    assert places == sorted(places)
