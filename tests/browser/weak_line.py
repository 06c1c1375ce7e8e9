"""A line to the served office that can be cut, and can lose replies after the office has done the work."""

from __future__ import annotations

import contextlib
import http.client
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

SENDING, CHECKING = "/outbox/send/", "/check/send/"
OWN = ("connection", "transfer-encoding", "content-length", "keep-alive")


class WeakLine:
    """Stands at `address` before the office; `cut` while true lets nothing through."""

    def __init__(self, office: str, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.cut = False
        self.to_lose = 0
        self.sendings: list[int] = []
        self._office = urlsplit(office)
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """End the line."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        line = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                line._pass_on(self)

            do_POST = do_GET

            def log_message(self, format: str, *args: object) -> None:
                pass

        return Handler

    def _pass_on(self, visit: BaseHTTPRequestHandler) -> None:
        visit.close_connection = True
        if self.cut:
            return
        length = int(visit.headers.get("Content-Length") or 0)
        office = http.client.HTTPConnection(self._office.hostname or "", self._office.port, timeout=60)
        office.request(
            visit.command, visit.path, visit.rfile.read(length) if length else None, dict(visit.headers)
        )
        answer = office.getresponse()
        told = answer.read()
        office.close()
        if visit.path == SENDING or visit.path.endswith(CHECKING):
            self.sendings.append(answer.status)
            if self.to_lose and answer.status == 200:
                self.to_lose -= 1
                return
        visit.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OWN:
                visit.send_header(name, value)
        visit.send_header("Content-Length", str(len(told)))
        # Whoever asked may have gone on to another page.
        with contextlib.suppress(ConnectionError):
            visit.end_headers()
            visit.wfile.write(told)
