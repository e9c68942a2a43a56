"""A private Redis: append-only file, Unix socket only."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from pathlib import Path

from script.lib import binaries
from script.lib.folders import last_lines
from script.lib.say import Refusal

START_WITHIN_S = 20


class RedisServer:
    """One server, one folder, one socket."""

    def __init__(self, *, folder: Path, socket_path: Path) -> None:
        self.folder = folder
        self.socket_path = socket_path
        self.log = folder / "redis.log"
        self.pid_file = folder / "redis.pid"
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        """For Celery."""
        return f"redis+socket://{self.socket_path}"

    def start(self) -> bool:
        """Start it unless it answers. True where this call started it."""
        if self.answers():
            return False
        program = binaries.machine_redis() or binaries.embedded_redis()
        if program is None:
            raise Refusal("没有找到 redis-server，请运行 script/setup --servers。")
        self.folder.mkdir(parents=True, exist_ok=True)
        options = {"port": 0, "unixsocket": self.socket_path, "unixsocketperm": 700, "dir": self.folder, "pidfile": self.pid_file}
        options |= {"appendonly": "yes", "save": "", "logfile": self.log, "daemonize": "no"}
        command = [program, *(str(part) for name, value in options.items() for part in (f"--{name}", value))]
        # A session of its own: Ctrl-C at the terminal must not reach it before the worker has stopped.
        try:
            nothing = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            self.process = subprocess.Popen(command, start_new_session=True, **nothing)
        except OSError:
            raise Refusal(f"启动不了 {program}，请检查 PENGJIANG_REDIS_SERVER。") from None
        self._wait()
        return True

    def stop(self) -> None:
        """Stop it in order; what was acknowledged is in the append-only file."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a power cut would."""
        self._end(signal.SIGKILL)

    def answers(self) -> bool:
        """Whether a PING comes back; a server that still reads its file is not there yet."""
        return self._ask(b"PING").startswith(b"+PONG")

    def flush(self) -> None:
        """Forget everything."""
        self._ask(b"FLUSHALL")

    def _ask(self, command: bytes) -> bytes:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(2)
                line.connect(str(self.socket_path))
                line.sendall(command + b"\r\n")
                return line.recv(64)
        except OSError:
            return b""

    def _wait(self) -> None:
        deadline = time.monotonic() + START_WITHIN_S
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise Refusal(self._reason())
            time.sleep(0.01)

    def _reason(self) -> str:
        ending = last_lines(self.log)
        if "No space left on device" in ending:
            return "磁盘已满，Redis 无法写入，请腾出空间后再启动。"
        if "Can't handle RDB format version" in ending:
            return f"{self.folder} 里是较新版本的 Redis 写下的数据，请安装较新的 redis-server；若其中没有待办任务，可把该目录移走。"
        return f"Redis 没有启动，日志 {self.log} 的末尾是：\n{ending}"

    def _end(self, how: signal.Signals) -> None:
        """Our own child, or what an earlier start left running."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)
            self.process = None
        elif self.answers():
            os.kill(int(self.pid_file.read_text()), how)
            deadline = time.monotonic() + START_WITHIN_S
            while self.answers() and time.monotonic() < deadline:
                time.sleep(0.01)
