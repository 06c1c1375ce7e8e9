"""Serve the web application from the data folder."""

from __future__ import annotations

import argparse
import os
import socket
from pathlib import Path

from django.core.management import call_command
from granian.constants import Interfaces
from granian.server import Server

from taizhang.cli.commands.office import prepare_home
from taizhang.cli.output import FINE, Output
from taizhang.cli.session import now, today
from taizhang.cli.worker import worker_beside
from taizhang.foundation.keys.services import load_key
from taizhang.kernel.refusal import Refused

THREADS = 8
STOP_SECONDS = 3


class PortTaken(Refused):
    """Something else listens on the port."""


def run(args: argparse.Namespace, output: Output) -> int:
    """Prepare the data folder, say how to get in, and serve until stopped."""
    home = Path(args.home or os.environ.get("TAIZHANG_HOME") or Path.home() / ".taizhang").resolve()
    _check_port(args.host, args.port)
    prepare_home(home=home, database="")
    if args.demo:
        _go_on(home, output)
    _refresh_statistics()
    _make_periods()
    call_command("collectstatic", interactive=False, verbosity=0)
    address = f"http://{'127.0.0.1' if args.host == '0.0.0.0' else args.host}:{args.port}/"
    output.say(f"数据文件夹：{home}")
    output.say(f"请用浏览器打开 {address}　（按 Ctrl+C 停止）")
    _tell_codes(args.demo, address, output)
    server = Server(
        "taizhang.config.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        # One process on SQLite: its threads hand the write lock on without a pause.
        workers=_workers(),
        blocking_threads=THREADS,
        # Ctrl+C waits no longer for a request that does not end; its transaction is rolled back.
        workers_kill_timeout=STOP_SECONDS,
        log_access=False,
        log_level="error",  # type: ignore[arg-type]
    )
    with worker_beside():
        server.serve()
    return FINE


def _go_on(home: Path, output: Output) -> None:
    """Bring the demo office up to yesterday, so that its pages show an office at work."""
    from taizhang.processes.demo import go_on  # noqa: PLC0415 -- app ready

    with output.progress("演示台账补记到昨天") as told:
        go_on(today=today(), key=load_key(home=home), progress=lambda _step, done, total: told(done, total))


def _refresh_statistics() -> None:
    from taizhang.foundation.statistics import refresh_statistics  # noqa: PLC0415 -- app ready

    refresh_statistics()


def _make_periods() -> None:
    """Let what falls due stand ready for the coming months; nearly always it does already."""
    from taizhang.ledgers.duties import services as duties  # noqa: PLC0415 -- app ready
    from taizhang.ledgers.premises import services as premises  # noqa: PLC0415 -- app ready

    for book in (duties, premises):
        book.generate(until=book.horizon(today()), at=now())


def _check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise PortTaken(
                f"端口 {port} 用不了（{fault.strerror}），可能已有程序在用，请用 --port 换一个。"
            ) from None


def _workers() -> int:
    from django.db import connection  # noqa: PLC0415 -- app ready

    return 1 if connection.vendor == "sqlite" else max(os.cpu_count() or 1, 1)


def _tell_codes(demo: bool, address: str, output: Output) -> None:
    """Print the one-time codes: of the first administrator, or of the demo's four accounts."""
    from taizhang.foundation.accounts.selectors import (  # noqa: PLC0415 -- app ready
        can_sign_in,
        has_administrator,
        person_by,
    )
    from taizhang.foundation.accounts.services import issue_code  # noqa: PLC0415 -- app ready
    from taizhang.processes.demo.people import ACCOUNTS  # noqa: PLC0415 -- app ready

    if demo:
        output.say(f"四个演示账号，到 {address}signin/code/ 用一次性口令设好密码即可登录：")
        for login, role in ACCOUNTS:
            person = person_by(text=login)
            code = "（已设密码）" if can_sign_in(person=person) else issue_code(person=person, at=now())
            output.say(f"  {role}　登录名 {login}　一次性口令 {code}")
    elif not has_administrator():
        code = issue_code(person=None, at=now())
        output.say(f"首次使用：一次性口令 {code}（3 天内有效，只用一次），打开网页后按提示设管理员。")
