"""How quantities are written in Chinese reports and ledgers: the patterns, as data.

Every pattern is matched against `fold_width(text)`, so only half-width signs occur here.
"""

from __future__ import annotations

import re

from taizhang.kernel.numerals import DIGIT_CHARS, NUMERAL_CHARS

_MEASURES = re.findall(
    r"\S+",
    """
人次 个人(?![民大信住]) 人(?![民大才均员身居物文力])
届(?![时别满中]) 名(?![单称列字录]) 位(?![于置居]) 户次 户(?![籍外口]) 家(?![庭长属])
个百分点 百分点 个工作日 个小时 个月 个 场次 场(?![所地馆景面]) 批次 人份 次(?![日年月])
期(?![间限望]) 处(?![理置罚室于长级]) 所(?![有在以]) 座 间(?![接隔]) 块 面(?![积对临向]) 条次 条(?![件例]) 幅
张 份 册次 册 本(?![市区县镇街村社年月季次]) 篇次 篇 件次 件 项 支 队(?![伍员]) 组(?![织建成]) 对(?![口接象比照于]) 批(?![评准])
轮 节(?![日约假庆目]) 课时 学时 堂 小时 分钟 天(?![津气上]) 周年 周(?![边围末一二三四五六日])
年(?![级度代龄轻货会初底末终月前]) 岁 美元 元(?![旦宵月]) 平方米 平方公里 公里 千米 米 亩 公顷 吨 公斤 千克
车次 台次 台(?![账帐历]) 套 辆 部(?![门分署]) 枚 顶 首 盏 版 例(?![如会]) 起 宗 桩 封 通(?![过知报]) 则 幢 栋 层 盆 棵 株 桌
盒 袋 箱 瓶 把 双 只 头 口 度 倍 成(?![立员为就果功]) 分(?![之别]) ㎡ km kg % ‰ ℃ 类 种 字 集 讲 遍 趟 卷 页
""",
)
"""Measure words as they stand after a number, each with the signs that make another word of it."""

_BY_LENGTH = sorted(_MEASURES, key=lambda word: len(word.partition("(")[0]), reverse=True)
MEASURE = f"(?:{'|'.join(_BY_LENGTH)})"
MEASURE_WORDS = frozenset(word.partition("(")[0] for word in _MEASURES)
TIME_WORDS = frozenset({"年", "个月", "天", "周"})
"""近三年 means the past three years, not nearly three."""

SCALE = r"(?:[十百千]?[万萬](?:[亿億])?|[亿億]|[十百千拾佰仟])"
ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|(?<![0-9.,])[1-9][0-9]{0,2}(?: [0-9]{3})+(?= ?[一-鿿])|[0-9]+)(?:\.[0-9]+)?"
"""1,274 and 5 000: a space groups digits only before the word for what is counted."""
MIXED = rf"{ARABIC}(?:\s?{SCALE}(?:[0-9]+{SCALE})*(?:[0-9]+(?![0-9.,]))?)?"
"""1,274.5 or 3.2万 or 1千2百 or 1万2000."""
CHINESE = rf"[{NUMERAL_CHARS}]+"
FRACTION = (
    rf"(?:[百千]分之(?:{ARABIC}|{CHINESE}(?:点[{DIGIT_CHARS}]+)?)"
    rf"|(?:{CHINESE}|[0-9]+)分之(?:{CHINESE}|[0-9]+)|[一二三四五六七八九1-9]成[半一二三四五六七八九](?![{NUMERAL_CHARS}]))"
)
SOME_TENS = (
    rf"(?:(?:[{NUMERAL_CHARS}]*十|[0-9]*[1-9]0)几[万亿]?|(?:好几|几|数)[十百千万]+亿?|(?:好几|几|数)亿)"
)
"""十几, 二十几, 十几万; 几十, 数百, 好几千."""
AND_A_HALF = rf"(?:(?:{ARABIC}|{CHINESE})个半(?=小时|月)|(?<![上下前后大一])半个?(?=小时|天))"
NUMBER = rf"(?:{FRACTION}|{SOME_TENS}|{AND_A_HALF}|{MIXED}|{CHINESE})"
BARE_ROUND = r"(?:[百千万]万?|亿)"
"""百 in 百余 and 上百: a number only beside such a word."""

_ABOUT = "大约|大概|约计|约莫|约为|约有|约|≈"
_NEARLY = "将近|接近|近|不超过|不多于|不高于|不大于|至多|最多|不足|不到|少于|低于|≤|<=|<"
_OVER = "超过|突破|超|高于|多于|逾|不少于|不低于|不小于|不下|至少|≥|>=|>|[上过](?=[百千万])"
BEFORE = (
    rf"(?:(?<![预公节条契签履违合邀简制盟租])(?P<about>{_ABOUT})"
    rf"|(?<![附最临靠远亲就])(?P<nearly>{_NEARLY})|(?<![赶反通经])(?P<over>{_OVER}))"
)
MORE = (
    r"(?:个(?=[余多](?:小时|月)))?"
    r"(?P<more>余|多(?![媒功元样方次少种])|(?<=[十百千万0])来(?![自到源信访电宾])|\+)"
)
AFTER = r"(?P<after>左右|上下(?![班级游午])|及?以上|以下|[以之]内|有余|开外)"
TO = r"(?:-{1,2}|—{1,2}|–|~|至|到)"

FIXED_EXPRESSIONS = (
    "四个意识|四个自信|两个维护|两个确立|三个代表|八项规定|四个全面|两个一百年|五个一|六个一|三支一扶|"
    "一对一|百家争鸣|一次性|一年一度|一年四季|一年来|十一(?=期间|国庆|黄金周|假期)|十分(?![0-9之钟])|三分(?![之钟])|"
    "[两双三]节(?=期间|慰问)|四个伟大|九个必须|十个明确|四个服务|三个必须|五个认同|一支笔|"
    f"(?<=[大届会])[{NUMERAL_CHARS}]+次(?:全体)?(?:会议|全会)"
)
"""Set phrases with a numeral in them that count nothing."""

SKIPPED = "|".join(
    (
        r"https?://[^\s一-鿿]+|(?<![A-Za-z0-9.+_-])[A-Za-z0-9][A-Za-z0-9.+_-]{0,63}@[A-Za-z0-9.-]{1,253}",  # addresses
        r"(?<![A-Za-z])[A-Za-z][A-Za-z./_-]{0,40}[0-9][0-9A-Za-z./-]*",  # A4, GB/T9704
        r"[0-9][0-9.,]{0,20}(?!(?:km|kg|KM|KG)(?![A-Za-z]))[A-Za-z][0-9A-Za-z]*",  # 5G, 2,4xx
        r"[0-9]*[*×○□][0-9*×○□]*",  # a number hidden behind stars
        rf"第\s*(?:[0-9]+|{CHINESE})(?:\s*{TO}\s*第?(?:[0-9]+|{CHINESE}))?",  # ordinals
        r"[〔\[(][12][0-9]{3}[〕\])]\s*第?\s*[0-9]+\s*号",  # numbers of documents
        rf"(?:19|20)[0-9]{{2}}\s*{TO}\s*(?:19|20)?[0-9]{{2}}\s*(?:学年度?|年度?)",
        r"(?:[12][0-9]{3}|[0-9]{2})\s*[年/.-]\s*[01]?[0-9]\s*[月/.-]\s*[0-3]?[0-9]\s*[日号]?(?![0-9])",
        r"[0-9]{2}\s*年\s*(?=[0-9]{1,2}\s*月)|(?:19|20)[0-9]{2}\s*(?:学年度?|年度?)",
        rf"(?:[0-9]{{1,2}}\s*+月?\s*+(?:{TO}|、|和)\s*+){{0,5}}[0-9]{{1,2}}\s*月份?(?:\s*[0-9]{{1,2}}"
        rf"(?:\s*[日号]?\s*(?:{TO}|、)\s*[0-9]{{1,2}})?\s*[日号])?",  # 3月5日, 3月5日-7日, 1-6月份
        rf"(?:[0-9]{{1,2}}\s*(?:{TO}|、)\s*)?[0-9]+\s*[日号](?!线)",
        r"[0-9]+\s*(?:时(?![段长])|点|路|楼)(?:\s*[0-9]{1,2}\s*分)?",
        rf"{CHINESE}(?:年(?=[{NUMERAL_CHARS}]+月)|月|日|号|届|大(?![约概])|时|点|级|楼|路|等奖)",
        rf"[{DIGIT_CHARS}]{{4}}年|[上下前后全][半一]年|[上下]半[月旬]",
        r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])|0[0-9]{2,3}-[0-9]{7,8}|[0-9]{3,5}(?=热线|急救|报警)",
        r"[0-9]+/[0-9]+|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?|[0-9]+(?:\.[0-9]+){2,}",
        r"(?m:^)\s*[0-9]{1,2}\s*[.、)](?![0-9])|[(][0-9]{1,2}[)]",  # signs of a list
        rf"(?<=[每这那某同任另统唯之逐专“‘「《])[{NUMERAL_CHARS}]+",
        FIXED_EXPRESSIONS,
    )
)
"""What holds digits and is no quantity: dates, times, ordinals, numbers of documents, set phrases."""

UNLIKELY_AFTER_ONE = frozenset("起度面把批种类口头对套部条分只双层例成岁队组元年家宗通首则字集")
"""一 before these is rarely a count: 一起, 一度, 一面, 一批."""

ABSENT = re.compile(
    r"(?:无|没有|暂无|none|null|nil|n/a|na|[-—–/\\_.·]+|未统计|未知|不详|不适用|空|待定|待统计)", re.I
)
"""How a cell says that there is no number."""

CELL_LEAD = re.compile(
    r"(?:参加|参与|参训|参会|到场|出席|服务|受众|受益|惠及|覆盖|发放|共计|共有|总计|合计|累计|实到|实际|人数|人次|数量|时长|"
    r"共|计|达|有|为|[::,，;；\s])*"
)
CELL_TAIL = re.compile(
    r"(?:居民|群众|村民|党员|干部|学生|志愿者|职工|师生|老人|儿童|家长|代表|参加|参与|参训|参会|到场|出席|其中|"
    r"活动|资料|宣传单|宣传册|等|次|[。.;；,，\s])*"
)
"""Harmless words around the number of a cell: 共85人, 85名群众参加."""

CELL_PART = re.compile(r"\s*\((?:(?:其中|含|包括|包含|内含)[^()]{1,40}|[^()0-9]{1,20})\)\s*$")
"""What a cell adds in brackets to its number: a part of it (其中党员12人), a remark (线上)."""
PEOPLE_UNITS = frozenset({"人", "名", "位", "人次"})
WHO = re.compile(rf"(?:(?![{NUMERAL_CHARS}第每均应缺未满超除约近逾]|其中)[一-鿿、]){{1,12}}")
"""Whom a cell counts, before the number: 居民50人, 学生家长20人. 每场, 应到 and 人均 count otherwise."""
