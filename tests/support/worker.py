"""A real Celery worker on the database, Redis and files of this pytest process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from pengjiang.settings import env

READY_WITHIN_S = 60


class Worker:
    """Started, stopped, killed and started again by a test; ``log`` is what it printed."""

    def __init__(self, *, log: Path) -> None:
        self.log = log
        self.process: subprocess.Popen | None = None

    def start(self, *, at: date | datetime | None = None, beat: bool = True, scans: bool = False) -> None:
        """Start it and wait until it takes tasks. ``at``: its clock begins there; ``beat``: the periodic tasks run in it, too.

        ``scans``: it recognises scans as well, seconds a page, for which an office has a worker of its own.
        """
        self.log.parent.mkdir(parents=True, exist_ok=True)
        said = self.log.stat().st_size if self.log.exists() else 0
        moment = ["--at", at.isoformat()] if at else []
        # A schedule of each start's own: what an earlier one noted on another day would hold it back.
        schedule = ["--beat", "--schedule", f"{tempfile.mkdtemp(dir=_files())}/schedule"] if beat else []
        queues = "default,documents,ocr" if scans else "default,documents"
        celery = ["worker", "--queues", queues, "--concurrency", "1", "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.celery_at", *moment, *celery, *schedule],
                cwd=env.ROOT,
                env=os.environ | _addresses(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait_until_ready(said)

    def stop(self) -> None:
        """Let it finish its tasks."""
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=30)
            self.process = None

    def kill(self) -> None:
        """As a power cut would: the worker and its children at once, in the middle of whatever they do."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def restart(self, *, at: date | datetime | None = None) -> None:
        """Stop and start, on another day if one likes."""
        self.stop()
        self.start(at=at)

    def _wait_until_ready(self, said: int) -> None:
        deadline = time.monotonic() + READY_WITHIN_S
        while b" ready." not in self.log.read_bytes()[said:]:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"The worker did not start:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.05)


def _files() -> Path:
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    return settings.MEDIA_ROOT


def _addresses() -> dict[str, str]:
    name = settings.DATABASES["default"]["NAME"]
    return {
        "TEST_DATABASE_URL": env.local_database(env.APPLICATION_ROLE, "test", name=name),
        "TEST_REDIS_URL": settings.REDIS_URL,
        "TEST_MEDIA_ROOT": str(settings.MEDIA_ROOT),
        "PYTHONUNBUFFERED": "1",
    }
