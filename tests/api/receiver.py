"""A real HTTP receiver in a thread, as a town's platform runs one."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Receiver:
    """Answers ``status`` and keeps what came; ``stop()`` closes the port, ``start()`` opens the same one again."""

    def __init__(self) -> None:
        self.status = 204
        self.location = ""
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hooks"

    @property
    def events(self) -> list[str]:
        return [json.loads(body)["event"] for _, body in self.came]

    def start(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.came.append((dict(self.headers), body))
                self.send_response(receiver.status)
                if receiver.location:
                    self.send_header("Location", receiver.location)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_arguments: Any) -> None:
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def wait_for(condition: Callable[[], bool], *, within_s: float = 60) -> None:
    """Until it holds; the worker is another process."""
    end = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < end, "没有等到"
        time.sleep(0.05)
