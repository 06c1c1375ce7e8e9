"""The words around a number that are not what it counts: verbs of doing, words of summing up."""

from __future__ import annotations

import re


def _any_of(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


DOING = _any_of(
    """召开 组织开展 组织 开展 举办 举行 承办 主办 协办 进行 发放 散发 分发 张贴 悬挂 制作 印制 印发 下发 建立 建成 建设
    设立 设置 增设 开设 开办 开通 新建 新增 打造 创建 成立 组建 接待 受理 化解 调解 处理 办理 办结 解决 邀请 吸引 惠及 覆盖 辐射
    帮扶 慰问 走访 评选出 评选 推荐 选树 表彰 撰写 报送 刊发 刊登 编发 发布 推送 转载 投入 筹集 筹措 募集 拨付 播放 放映 上演
    排查出 排查 整改 完成 配备 安装 更新 更换 维修 清理 清除 征集 收集 搜集 梳理 制定 修订 出台 签订 签署 聘请 选派 抽调 招募
    动员 发动 带动 引导 拥有 购置 购买 采购 添置 提供 落实 实施 形成 创作 编排 录制 拍摄 展出 展示 巡查 巡演 巡讲 出动 登记 注册
    发展 吸纳 命名 授予 颁发 获得 荣获 争取 协调 接受 收到 征求 答复 回复 回访 传达 观看 参观 参加(?!人) 参与(?!人|率|度) 存入 兑换 存储 捐赠 捐献 赠送 赠阅 观摩 宣讲 累计开展"""
)
"""Verbs whose object a report counts. What follows the last of them is what is counted."""

DOING_OR_NAME = _any_of(
    "服务 培训 宣传 学习 检查 教育 指导 督查 督导 调研 讲座 演出 巡逻 教授 受益 救助 资助 辅导"
)
"""Words that are a verb before their object (服务群众) and a name alone (志愿服务)."""

PLACES = _any_of("有 设 建 办 搞 达到 参加 参与 联系 结对 安排 保证 确保")
"""Verbs that may stand between 至少 and its number, beside those of doing."""

_SUMMING_WORDS = _any_of(
    """共计 总计 合计 累计 一共 总共 达到 多达 约有 已有 现有 共有 设有 建有 拥有 共有 突破 超过 等共 等共计 先后 分别 不少于 至少
    不低于 每年 每月 每季度 每周 平均 人均 总数 总量 下辖 均为 分别为 分别有 占到 达 近 已 有 超 各 均 等 仅 只 了 是 占 辖 为了"""
)
SUMMING = (
    rf"(?:{_SUMMING_WORDS}|(?<!公)共|(?<![会统设审估])计|(?<![公节条契签预])约|(?<![行作])为|(?<![建开架])设)"
)
"""Words between the name and its number: 群众文化活动中心*有*16处."""

LEADING = _any_of(
    """等 共有 现有 有 今年以来 一年来 近年来 年初以来 上半年 下半年 全年 本年度 本年 今年 去年 目前 截至目前 截止目前 其中 并 还 又 也 再 已 共 累计
    先后 积极 广泛 深入 扎实 认真 及时 定期 全面 不断 持续 大力 充分 有效 成功 主动 切实 进一步 通过 利用 对 向 为 给 由 在 从 把 将 使 让
    和 与 及 以及 同时 另 另外 此外 每月 每季度 每周 每年 每季 至少 平均 各类 各种 各项 各级 相关 有关 全部 所有 街道 我街道 全街道 辖区 我镇 我乡 全镇 全乡"""
)
"""Words before the name that say when, how and whose."""

FOLLOWING_VERB = _any_of(
    """参加 参与 开展 进行 举办 召开 组织 接受 到场 到会 出席 受益 受到 得到 获得 被 完成 实现 达到 全部 均 都 已 以上 以下 左右
    及 和 与 并 或 的 了 在 对 向 为 等 次 进 来 用于 前来 现场 观看 报名 入驻 注册 上岗 签订 纳入 通过 是 有 以 从 把 将 于 至 到 内 提前 同比 较 比(?!赛)"""
)
"""What ends the name after a number, or shows that none follows: 200名党员*参加*."""

ENDS_OPEN = re.compile(rf"(?:^|{DOING}|{SUMMING}|{DOING_OR_NAME}|对|向|由|从|给|在|以|用|把|将)$")
SUMS_UP_A_LIST = re.compile(r"(?:等|共|共计|总计|合计|一共|总共)$")
LAST_DOING = re.compile(rf"(?:{DOING})了?")
PEOPLE = _any_of(
    """群众 居民 村民 市民 党员 干部 学生 老人 老年人 儿童 妇女 青年 青少年 职工 师生 家长 企业 家庭 商户 对象 人员 志愿者 辖区 社区
    困难 特殊 残疾人 农民 学员 代表 听众 观众 读者 各类 宣讲员 网格员"""
)
"""Whom one serves, trains and teaches."""

FIRST_DOING_OR_NAME = re.compile(rf"(?:{DOING_OR_NAME})了?(?={PEOPLE})")
COMPARED = re.compile(
    r"(?:比|较|同比|环比)[^，。；]{0,8}?(?:增加|增长|减少|下降|提高|提升|上升|增|减)(?:了)?$"
)
"""群众比上年*增加*320人 still counts 群众."""
TRAILING_SUM = re.compile(rf"(?:{SUMMING})$")
ONLY_LEADING = re.compile(rf"(?:{LEADING})+")
FIRST_LEADING = re.compile(rf"(?:{LEADING})(?=\S{{2}})")
FIRST_FOLLOWING = re.compile(rf"(?:{FOLLOWING_VERB})")
BEGINS_FOLLOWING = re.compile(rf"(?:{FOLLOWING_VERB})")
