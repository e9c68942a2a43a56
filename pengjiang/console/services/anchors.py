"""The chain's head leaves the machine every day: a file, the log, a letter to the audit administrators."""

from __future__ import annotations

import logging
import os
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import User
from pengjiang.audit import services as audit
from pengjiang.common import clock
from pengjiang.events.services import emit
from pengjiang.notifications.services import queue_mail

logger = logging.getLogger(__name__)


def anchors_file() -> Path:
    """Lines of ``number digest day``, as ``verify_audit --anchor`` reads them."""
    return Path(settings.VAR) / "anchors" / "anchors.txt"


def read_anchors() -> list[tuple[int, str]]:
    """What was kept so far."""
    file = anchors_file()
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [(int(number), digest) for number, digest, *_ in (line.split() for line in lines if line.strip())]


@transaction.atomic
def keep_anchor(day: date | None = None) -> tuple[int, str] | None:
    """Keep the head of the chain once a day; None where this day's is kept already or the trail is empty."""
    day = day or clock.today()
    number, digest = audit.head()
    if not number or _is_kept(day):
        return None
    _write(f"{number} {digest} {day.isoformat()}\n")
    logger.info("audit anchor %s %s %s", day.isoformat(), number, digest)
    text = f"截至{day.isoformat()}，审计链首为第{number}条：\n\n{number} {digest} {day.isoformat()}\n\n请妥善留存；核验时以 verify_audit --anchor 比对。"
    for person in User.objects.holding(Role.AUDIT_ADMIN):
        queue_mail(person, day=day, kind="anchor", subject=f"审计链首（{day.isoformat()}）", body=text)
    emit("console.audit.anchored", actor=None, data={"number": number, "digest": digest})
    return number, digest


def _is_kept(day: date) -> bool:
    file = anchors_file()
    return file.exists() and any(line.endswith(f" {day.isoformat()}") for line in file.read_text(encoding="utf-8").splitlines())


def _write(line: str) -> None:
    """Appended in one call and forced to the disk, so that a power cut leaves whole lines."""
    file = anchors_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as handle:
        handle.write(line)
        handle.flush()
        os.fsync(handle.fileno())
