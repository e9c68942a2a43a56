"""Runs of the audit verification, asked for on a page and done by a worker."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pengjiang.accounts.models import User
from pengjiang.common import clock


class VerificationRun(models.Model):
    """One walk over the audit chain."""

    class State(models.TextChoices):
        QUEUED = "queued", "排队中"
        WHOLE = "whole", "完整"
        BROKEN = "broken", "断裂"

    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="发起人")
    asked_at = models.DateTimeField("发起时间", default=clock.now)
    state = models.CharField("结果", max_length=10, choices=State.choices, default=State.QUEUED)
    checked = models.BigIntegerField("核验条数", default=0)
    digest = models.CharField("链首摘要", max_length=64, blank=True)
    broken = models.BigIntegerField("断裂处", null=True, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)

    class Meta:
        verbose_name = "审计核验"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="verification_done_has_time",
                condition=Q(state="queued", done_at=None) | (~Q(state="queued") & Q(done_at__isnull=False)),
            ),
            models.CheckConstraint(name="verification_broken_names_entry", condition=~Q(state="broken") | Q(broken__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"
