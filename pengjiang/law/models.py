"""The dated rows that administrators keep: courts, organs, accepted names, thresholds, house periods and the other tables."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from pengjiang.common.models import Stamped


class ReferenceRow(Stamped):
    """One row of a table of ``law.reference``; ``value`` holds its other columns as plain JSON."""

    kind = models.CharField("数据表", max_length=30)
    key = models.CharField("键", max_length=120, blank=True)
    body = models.CharField("镇街", max_length=40, blank=True)
    value = models.JSONField("内容", default=dict)
    since = models.DateField("起始日期", null=True, blank=True)
    until = models.DateField("截止日期", null=True, blank=True)
    source = models.CharField("来源", max_length=200, blank=True)
    confidence = models.CharField("核对情况", max_length=4, default="SYN")

    class Meta:
        verbose_name = "依据数据"
        ordering = ["kind", "key", "since", "id"]
        constraints = [
            models.CheckConstraint(
                name="reference_ends_after_it_begins", condition=Q(until=None) | Q(since=None) | Q(until__gte=F("since"))
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "body"], name="reference_of_body"),
            GinIndex(fields=["value"], name="reference_value"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
