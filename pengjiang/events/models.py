"""The outbox: one row for each subscriber of an entry, written with the change itself."""

from __future__ import annotations

from django.db import models

from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock


class OutboxRow(models.Model):
    """Work that must follow an entry. Claimed with SKIP LOCKED; done in the same transaction as the subscriber's writes."""

    class State(models.TextChoices):
        PENDING = "pending", "待处理"
        DONE = "done", "已处理"
        FAILED = "failed", "已停止重试"

    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="outbox", verbose_name="事件")
    subscriber = models.CharField("订阅方", max_length=80)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    next_try_at = models.DateTimeField("下次处理", default=clock.now)
    done_at = models.DateTimeField("处理时间", null=True, blank=True)
    error = models.TextField("错误", blank=True)

    class Meta:
        verbose_name = "待发事件"
        constraints = [
            models.UniqueConstraint(fields=["entry", "subscriber"], name="outbox_once_per_entry_and_subscriber"),
            models.CheckConstraint(
                name="outbox_done_has_time",
                condition=models.Q(state="done", done_at__isnull=False) | (~models.Q(state="done") & models.Q(done_at=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="outbox_pending", condition=models.Q(state="pending")),
            models.Index(fields=["id"], name="outbox_failed", condition=models.Q(state="failed")),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber} ← {self.entry_id}"
