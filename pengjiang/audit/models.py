"""The trail: entries, the links that chain them, and the values before and after a change.

An entry is written inside the transaction of what it tells. Its link (number, digest over the previous digest) is made
by a deferred trigger when that transaction commits, so that the chain's lock is held for an instant and always last:
two long transactions can neither wait for nor deadlock with each other over the trail.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from pengjiang.common import clock


def canonical(value: Any) -> bytes:
    """One JSON text for one value: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


class AuditQuerySet(models.QuerySet):
    """Reads only; writing is ``audit.services.append``."""

    def about(self, ref: str) -> AuditQuerySet:
        """Entries whose target or related objects include ``ref``."""
        return self.filter(refs__contains=[ref])


class AuditEntry(models.Model):
    """Who did what to which object, when, on which business day. Append-only (trigger and role)."""

    event = models.CharField("事件", max_length=80)
    actor = models.CharField("操作人引用", max_length=80, blank=True)
    actor_name = models.CharField("操作人", max_length=80, blank=True)
    organisation = models.CharField("单位", max_length=40, blank=True)
    target = models.CharField("对象", max_length=80, blank=True)
    refs = ArrayField(models.CharField(max_length=80), verbose_name="相关对象", default=list)
    data = models.JSONField("要素", default=dict)
    fields = ArrayField(models.CharField(max_length=80), verbose_name="变更字段", default=list)
    version_digest = models.CharField("前后值摘要", max_length=64, blank=True)
    ok = models.BooleanField("成功", default=True)
    business_on = models.DateField("业务日期")
    happened_at = models.DateTimeField("业务时间")
    recorded_at = models.DateTimeField("记录时间")
    request_id = models.CharField("请求号", max_length=32, blank=True)
    ip = models.CharField("来源地址", max_length=45, blank=True)
    body_digest = models.CharField("内容摘要", max_length=64)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = "审计记录"
        ordering = ["id"]
        indexes = [
            GinIndex(fields=["refs"], name="audit_entry_refs"),
            models.Index(fields=["event", "id"], name="audit_entry_event"),
            models.Index(fields=["actor", "id"], name="audit_entry_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.target}"

    def body(self) -> dict[str, Any]:
        """Everything the digest covers."""
        return {
            "event": self.event,
            "actor": self.actor,
            "actor_name": self.actor_name,
            "organisation": self.organisation,
            "target": self.target,
            "refs": list(self.refs),
            "data": self.data,
            "fields": list(self.fields),
            "version_digest": self.version_digest,
            "ok": self.ok,
            "business_on": self.business_on.isoformat(),
            "happened_at": self.happened_at.astimezone(clock.ZONE).isoformat(timespec="microseconds"),
            "recorded_at": self.recorded_at.astimezone(clock.ZONE).isoformat(timespec="microseconds"),
            "request_id": self.request_id,
            "ip": self.ip,
        }

    def digest_body(self) -> str:
        """SHA-256 of the canonical body."""
        return hashlib.sha256(canonical(self.body())).hexdigest()


class AuditLink(models.Model):
    """One link of the chain; written by the database alone."""

    number = models.BigIntegerField("序号", primary_key=True)
    entry = models.OneToOneField(AuditEntry, models.PROTECT, related_name="link", db_constraint=False)
    digest = models.CharField("链摘要", max_length=64)

    class Meta:
        verbose_name = "审计链"
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"


class AuditVersion(models.Model):
    """The values before and after one change; the entry holds only their digest and the names of the fields."""

    entry = models.OneToOneField(AuditEntry, models.PROTECT, related_name="version")
    values = models.JSONField("前后值")

    class Meta:
        verbose_name = "变更前后值"

    def __str__(self) -> str:
        return f"version of {self.entry_id}"
