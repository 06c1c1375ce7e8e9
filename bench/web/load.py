"""Fifty people at once before a served office: four of five acts read, one writes; nobody waits in vain.

Runs in a process of its own: load.py PORT SECONDS PASSWORD LOGIN...; prints JSON.
"""

from __future__ import annotations

import http.client
import http.cookies
import json
import re
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote, urlencode

HOST = "127.0.0.1"
CLIENTS = 50
WRITES = 0.2
PAUSE_SECONDS = (0.5, 1.5)
"""A person looks at a page before the next act."""
PATIENCE_SECONDS = 60
READS = (
    "/",
    "/records/",
    f"/records/?kind=lecture&period={quote('本年')}",
    f"/records/?q={quote('义诊')}",
    f"/records/?q={quote('河岸清洁')}",
    f"/figures/?period={quote('本年')}",
)


class WrongServer(SystemExit):
    """What answers on the port is not the office of this bench: nothing is sent to it."""


@dataclass
class Person:
    """Somebody with a browser: a connection, cookies, and what happened to them."""

    port: int
    login: str
    dice: Random
    cookies: dict[str, str] = field(default_factory=dict)
    reads: list[float] = field(default_factory=list)
    writes: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    connection: http.client.HTTPConnection | None = None
    unit: str = ""

    def ask(self, method: str, path: str, told: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Return status, text and where to go on."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE_SECONDS)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if told is not None:
            body = urlencode({**told, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in http.cookies.SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer.status, text, answer.getheader("Location") or ""

    def sign_in(self, password: str) -> None:
        """Enter. The password was made for this bench: only its own office takes it.

        Raises:  WrongServer.
        """
        self.ask("GET", "/signin/")
        status, _, _ = self.ask("POST", "/signin/", {"login": self.login, "password": password})
        if status != 303 or self.login not in self.ask("GET", "/me/")[1]:
            raise WrongServer(f"{HOST}:{self.port} does not know {self.login}: {status}")
        status, page, _ = self.ask("GET", "/records/new/")
        found = re.search(r'name="unit"[^>]*>\s*<option value="(\d+)"', page)
        self.unit = found.group(1) if found else ""
        self.hang_up()

    def hang_up(self) -> None:
        """Close the connection, which the server would close for having nothing to do."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None

    def act_until(self, end: float) -> None:
        """Read and write, with a pause after each, until that moment."""
        while time.monotonic() < end:
            writes = self.dice.random() < WRITES
            begun = time.perf_counter()
            try:
                status, _, _ = self._write() if writes else self.ask("GET", self.dice.choice(READS))
            except (OSError, http.client.HTTPException) as fault:
                self.faults.append(f"{type(fault).__name__}: {fault}")
                self.hang_up()
            else:
                wanted = 303 if writes else 200
                if status == wanted:
                    (self.writes if writes else self.reads).append(time.perf_counter() - begun)
                else:
                    self.faults.append(f"{'write' if writes else 'read'}: {status}")
            time.sleep(self.dice.uniform(*PAUSE_SECONDS))

    def _write(self) -> tuple[int, str, str]:
        told = {
            "title": f"压力测试{self.login}{self.dice.getrandbits(60)}",
            "kind": "visit",
            "unit": self.unit,
            "on": "2025年3月5日",
            "place": "广场",
            "people": "约36人",
            "then": "keep",
        }
        return self.ask("POST", "/records/new/", told)


def main() -> None:
    """Sign everybody in, let them act, print what happened."""
    port, seconds, password, logins = int(sys.argv[1]), float(sys.argv[2]), sys.argv[3], sys.argv[4:]
    people = [Person(port, logins[number % len(logins)], Random(number)) for number in range(CLIENTS)]
    for person in people:
        person.sign_in(password)
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=person.act_until, args=(end,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {
        "reads": [one for person in people for one in person.reads],
        "writes": [one for person in people for one in person.writes],
        "faults": Counter(fault for person in people for fault in person.faults),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
