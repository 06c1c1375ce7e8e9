"""Hand a scheme down to the demo office, its duties carried out by the clerk's post: prepare_duties.py LOGIN."""

from __future__ import annotations

import datetime as dt
import os
import sys
from zoneinfo import ZoneInfo

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.config.settings")
django.setup()

from taizhang.foundation.accounts.models import Tenure  # noqa: E402 -- app ready
from taizhang.foundation.accounts.selectors import person_by  # noqa: E402 -- app ready
from taizhang.kernel.recurrence import Every, stored  # noqa: E402 -- app ready
from taizhang.ledgers.duties import services  # noqa: E402 -- app ready
from taizhang.ledgers.duties.models import Duty, Occurrence  # noqa: E402 -- app ready
from taizhang.ledgers.duties.rules import Role, Sort  # noqa: E402 -- app ready

NOW = dt.datetime.now(dt.UTC)
TODAY = NOW.astimezone(ZoneInfo("Asia/Shanghai")).date()
START = TODAY.replace(day=1)
EACH_MONTH = stored(Every("month"))
TASKS = (
    ("1", "走访慰问独居老人，了解生活难处", stored(Every("month", due_day=5))),
    ("2", "开展新时代文明实践志愿服务", EACH_MONTH),
    ("3", "宣传栏每月更换", stored(Every("month", due_day=20))),
    ("4", "阵地自查", EACH_MONTH),
    ("5", "报送当月工作小结", EACH_MONTH),
    ("6", "检查公益广告有无破损并及时更换", EACH_MONTH),
    ("7", "整理当月活动佐证", EACH_MONTH),
)


def hand_down() -> None:
    """Hand the scheme down, name the post for its duties; do one, excuse one."""
    clerk, reviewer = person_by(text=sys.argv[1]), person_by(text="reviewer")
    post = Tenure.objects.filter(person=clerk, until=None).select_related("post__unit").first().post
    scheme = services.create_scheme(
        title="文明创建月月任务", year=TODAY.year, unit=post.unit, sort=Sort.DUTY, by=clerk, at=NOW
    )
    lines = [
        services.NewTask(
            services.TaskText(number, content, frequency, start=START),
            (services.Answering(post.unit, Role.LEAD),),
        )
        for number, content, frequency in TASKS
    ]
    services.add_tasks(scheme=scheme, tasks=lines, by=clerk, at=NOW)
    services.issue_scheme(scheme=scheme, document="梧街发〔2026〕5号", issued_on=START, by=reviewer, at=NOW)
    for duty in Duty.objects.filter(task__scheme=scheme):
        services.appoint(duty=duty, post=post, first=None, direct=None, by=clerk, at=NOW)
    done, excused = Occurrence.objects.filter(duty__task__scheme=scheme, opens__lte=TODAY).order_by(
        "-duty__task__order"
    )[:2]
    services.confirm(occurrence=done, source="records:1", on=TODAY, by=clerk, at=NOW)
    services.excuse(occurrence=excused, reason="当月防汛", by=reviewer, at=NOW)


hand_down()
