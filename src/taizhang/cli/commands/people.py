"""People: who fills in, who accepts, who signs."""

from __future__ import annotations

import argparse

from taizhang.cli.output import FINE, Output
from taizhang.foundation.accounts.selectors import people
from taizhang.foundation.accounts.services import add_person
from taizhang.foundation.units.selectors import unit_by


def list_people(args: argparse.Namespace, output: Output) -> int:
    """List everybody."""
    rows = [(person.login, person.name, person.unit.name if person.unit else "") for person in people()]
    output.table(columns=["登录名", "姓名", "单位"], rows=[list(row) for row in rows])
    output.result({"people": [{"login": a, "name": b, "unit": c} for a, b, c in rows]})
    return FINE


def add(args: argparse.Namespace, output: Output) -> int:
    """Add a person."""
    unit = unit_by(text=args.unit) if args.unit else None
    person = add_person(login=args.login, name=args.name, unit=unit)
    output.say(f"已添加 {person.name}（{person.login}）。")
    output.result({"ok": True, "login": person.login})
    return FINE
