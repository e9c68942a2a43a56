"""A small mail server on a real socket: it refuses, breaks off or accepts, as a test wants it."""

from __future__ import annotations

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage


class MailServer:
    """``mood``: ``refusing`` turns everybody away at the door, ``breaking`` hangs up after the text, ``accepting`` takes it."""

    def __init__(self) -> None:
        self.mood = "refusing"
        self.callers = 0
        self.letters: list[EmailMessage] = []
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def talk(self, lines, say) -> None:
        """One caller; ``lines`` are what comes, ``say`` answers."""
        self.callers += 1
        if self.mood == "refusing":
            say("554 No SMTP service here")
            return
        say("220 test")
        for line in lines:
            word = line[:4].strip().upper()
            if word == b"DATA":
                say("354 go on")
                text = b"".join(iter(lambda: next(lines), b".\r\n"))
                if self.mood == "breaking":
                    return
                self.letters.append(message_from_bytes(text, policy=policy.default))
            say("221 bye" if word == b"QUIT" else "250 ok")
            if word == b"QUIT":
                return


def _handler_of(server: MailServer) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            server.talk(iter(self.rfile.readline, b""), lambda text: self.wfile.write(f"{text}\r\n".encode()))

    return Handler
