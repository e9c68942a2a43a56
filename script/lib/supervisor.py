"""Runs the application's processes side by side: their lines with a name before them, a dead one started again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections import deque
from dataclasses import dataclass, field

from script.lib.say import Refusal, say

# So many deaths within the time mean that starting again does not help.
DEATHS_MAX, WITHIN_S = 5, 60
PATIENCE_S = 20


@dataclass
class Process:
    """One process: its Chinese name, its command, what it died of so far."""

    name: str
    command: list[str]
    environment: dict[str, str]
    popen: subprocess.Popen | None = None
    deaths: deque[float] = field(default_factory=lambda: deque(maxlen=DEATHS_MAX))

    def start(self) -> None:
        # A session of its own keeps the terminal's Ctrl-C away; setpriv ends it should the supervisor be killed outright.
        guard = ["setpriv", "--pdeathsig", "TERM", "--"] if shutil.which("setpriv") else []
        self.popen = subprocess.Popen(
            guard + self.command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        threading.Thread(target=self._relay, args=[self.popen.stdout], daemon=True).start()

    def is_running(self) -> bool:
        return self.popen is not None and self.popen.poll() is None

    def end(self, how: signal.Signals) -> None:
        """Signal the process; with SIGKILL everything it started, too."""
        if not self.is_running():
            return
        if how == signal.SIGKILL:
            os.killpg(self.popen.pid, how)
        else:
            self.popen.send_signal(how)

    def _relay(self, lines) -> None:
        for line in lines:
            say(f"{self.name} │ {line.rstrip()}")


class Supervisor:
    """Starts the processes, watches those it started, ends them in the reverse order."""

    def __init__(self, processes: list[Process]) -> None:
        self.processes = processes

    def start(self, *processes: Process) -> None:
        """These, or all."""
        for process in processes or self.processes:
            process.start()

    def watch(self) -> None:
        """Start again what dies, for ever. Raises ``Refusal`` when one dies over and over."""
        while True:
            self.revive()
            time.sleep(0.5)

    def revive(self) -> None:
        """One look around."""
        for process in self.processes:
            if process.popen and not process.is_running():
                self._restart(process)

    def stop(self) -> None:
        """First ask, then insist: tasks are acknowledged late, so a killed one is run again at the next start."""
        for process in reversed(self.processes):
            process.end(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE_S
        while any(process.is_running() for process in self.processes) and time.monotonic() < deadline:
            time.sleep(0.05)
        for process in self.processes:
            process.end(signal.SIGKILL)

    def _restart(self, process: Process) -> None:
        process.deaths.append(time.monotonic())
        code = process.popen.returncode
        if len(process.deaths) == DEATHS_MAX and process.deaths[-1] - process.deaths[0] < WITHIN_S:
            raise Refusal(f"“{process.name}”进程一分钟内退出了 {DEATHS_MAX} 次（代码 {code}），已全部停止，请看上面它的输出。")
        say(f"“{process.name}”进程退出了（代码 {code}），重新启动。")
        process.start()
