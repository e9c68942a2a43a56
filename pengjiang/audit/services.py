"""Appending to the trail and checking it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from pengjiang.audit.models import AuditEntry, AuditLink, AuditVersion, canonical
from pengjiang.common import clock, context

GENESIS = "0" * 64
_encoder = DjangoJSONEncoder()


def plain(value: Any) -> Any:
    """A JSON value: dates, decimals and choices as text."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    if value is None or isinstance(value, bool | int | str):
        return value if not isinstance(value, str) else str(value)
    return str(_encoder.default(value)) if not isinstance(value, float) else repr(value)


def append(
    *,
    event: str,
    actor: str = "",
    actor_name: str = "",
    organisation: str = "",
    target: str = "",
    related: Iterable[str] = (),
    data: dict[str, Any] | None = None,
    changes: dict[str, tuple[Any, Any]] | None = None,
    ok: bool = True,
    on: date | None = None,
) -> AuditEntry:
    """Write one entry in the caller's transaction; its link follows at commit."""
    call = context.current()
    values = plain(changes or {})
    refs = [ref for ref in dict.fromkeys([target, *related]) if ref]
    entry = AuditEntry(
        event=event,
        actor=actor,
        actor_name=actor_name,
        organisation=organisation,
        target=target,
        refs=refs,
        data=plain(data or {}),
        fields=sorted(values),
        version_digest=hashlib.sha256(canonical(values)).hexdigest() if values else "",
        ok=ok,
        business_on=on or clock.today(),
        happened_at=clock.now(),
        recorded_at=clock.actual(),
        request_id=call.request_id,
        ip=call.ip,
    )
    entry.body_digest = entry.digest_body()
    entry.save(force_insert=True)
    if values:
        AuditVersion.objects.create(entry=entry, values=values)
    return entry


def link_digest(previous: str, body_digest: str) -> str:
    """The chain's step: SHA-256 over both hexadecimal digests."""
    return hashlib.sha256(f"{previous}{body_digest}".encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """``broken`` is the number of the first entry that does not hold, None when all do; ``digest`` the last good one."""

    checked: int
    digest: str
    broken: int | None = None
    reason: str = ""


def verify(*, anchors: Iterable[tuple[int, str]] = ()) -> Verdict:
    """Walk the chain from its first link; ``anchors`` are (number, digest) pairs kept elsewhere."""
    expected: dict[int, set[str]] = defaultdict(set)
    for number, digest in anchors:
        expected[number].add(digest)
    previous, checked = GENESIS, 0
    links = AuditLink.objects.select_related("entry", "entry__version").order_by("number")
    for link in links.iterator(chunk_size=2000):
        reason = _fault(link, checked + 1, previous)
        if not reason and expected.get(link.number, set()) - {link.digest}:
            reason = "与留存的链首摘要不一致"
        if reason:
            number = link.number if link.number == checked + 1 else checked + 1
            return Verdict(checked, previous, number, reason)
        previous, checked = link.digest, link.number
    # A link whose entry is gone does not come with the walk; in the middle it leaves a gap, at the end it is told by its number.
    if head()[0] > checked:
        return Verdict(checked, previous, checked + 1, "记录被删除")
    missing = [number for number in expected if number > checked]
    if missing:
        return Verdict(checked, previous, checked + 1, f"留存的链首至第{max(missing)}条，现仅有{checked}条")
    unlinked = AuditEntry.objects.filter(link=None).order_by("id").first()
    if unlinked:
        return Verdict(checked, previous, checked + 1, f"记录{unlinked.pk}不在链上")
    return Verdict(checked, previous)


def _fault(link: AuditLink, number: int, previous: str) -> str:
    """What is wrong with a link, or an empty text."""
    if link.number != number:
        return "序号不连续，有记录被删除"
    entry = link.entry
    if entry.digest_body() != entry.body_digest:
        return "记录内容被改动"
    if link_digest(previous, entry.body_digest) != link.digest:
        return "链摘要不符"
    version = getattr(entry, "version", None)
    if entry.version_digest and (version is None or hashlib.sha256(canonical(version.values)).hexdigest() != entry.version_digest):
        return "变更前后值被改动"
    return ""


def head() -> tuple[int, str]:
    """Number and digest of the last link; (0, zeros) for an empty trail."""
    link = AuditLink.objects.order_by("-number").first()
    return (link.number, link.digest) if link else (0, GENESIS)


def seal_pending() -> None:
    """Fire the deferred links now; only for commands and tests that read the chain inside their own transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
