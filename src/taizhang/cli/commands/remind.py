"""Send the day's reminders to the inboxes of posts."""

from __future__ import annotations

import argparse
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage

from taizhang.cli.output import FINE, REFUSED, Output
from taizhang.cli.session import now, today
from taizhang.kernel.refusal import Refused
from taizhang.processes.reminders import Digest, digests, send_digests


class MailNotSetUp(Refused):
    """There is no server to send mail by."""


def run(args: argparse.Namespace, output: Output) -> int:
    """Send them, or only show them; exit 1 where one could not be delivered."""
    if args.show:
        return _show(output)
    if not settings.EMAIL_HOST or not settings.DEFAULT_FROM_EMAIL:
        raise MailNotSetUp(
            "还没有设邮件服务器：请在数据文件夹的 taizhang.toml 里写 [mail] 一节（host、from，需要登录的再写 user、password、security），"
            "或加 --show 只看不发。"
        )
    outcome = send_digests(day=today(), at=now(), send=deliver)
    output.say(
        f"发出 {len(outcome.sent)} 封，今天已发过 {outcome.before} 封，没有到期事项的岗位 {outcome.nothing} 个。"
    )
    for digest, fault in outcome.failed:
        output.say(f"没有发出：{digest.post.unit.name} {digest.post.name}（{digest.post.mail}）：{fault}")
    output.result(
        {
            "ok": not outcome.failed,
            "sent": [digest.post.mail for digest in outcome.sent],
            "before": outcome.before,
            "nothing": outcome.nothing,
            "failed": [{"mail": digest.post.mail, "fault": fault} for digest, fault in outcome.failed],
        }
    )
    return REFUSED if outcome.failed else FINE


def deliver(digest: Digest) -> None:
    """Send one letter.

    Raises:  OSError where the server does not take it.
    """
    letter = EmailMessage(
        digest.subject, digest.text(address=settings.TAIZHANG_ADDRESS), to=[digest.post.mail]
    )
    try:
        letter.send()
    except SMTPException as fault:
        raise OSError(str(fault)) from fault


def _show(output: Output) -> int:
    told = [digest for digest in digests(day=today()) if not digest.empty]
    for digest in told:
        output.say(f"给 {digest.post.mail}：{digest.subject}")
        output.say(digest.text(address=settings.TAIZHANG_ADDRESS))
    output.say("" if told else "没有要提醒的：没有岗位设了提醒邮箱，或都没有到期事项。")
    output.result({"digests": [{"mail": digest.post.mail, "subject": digest.subject} for digest in told]})
    return FINE
