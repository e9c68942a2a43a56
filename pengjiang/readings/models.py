"""Readings of uploaded papers, and the facts they suggest."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.db import models

from pengjiang.common import clock
from pengjiang.common.crypto import EncryptedTextField
from pengjiang.common.models import Stamped
from pengjiang.dossiers.models import Dossier
from pengjiang.files.models import StoredFile
from pengjiang.readings.enums import Answer, ReadingState


class ReadingQuerySet(models.QuerySet):
    """Readings by whom their dossiers exist for."""

    def visible_to(self, user: Any) -> ReadingQuerySet:
        return self.filter(dossier__in=Dossier.objects.visible_to(user))

    def under_way(self) -> ReadingQuerySet:
        return self.filter(state__in=[ReadingState.QUEUED, ReadingState.READING])


class Reading(Stamped):
    """What was read of one file. ``heard_at``: the last sign of the worker, so that one that was killed is noticed."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="readings", verbose_name="执法案卷")
    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="reading", verbose_name="文件")
    state = models.CharField("状态", max_length=20, choices=ReadingState.choices, default=ReadingState.QUEUED)
    pages = models.PositiveIntegerField("页数", default=0)
    pages_done = models.PositiveIntegerField("已读页数", default=0)
    is_scan = models.BooleanField("扫描件", default=False)
    # Words with their places, page by page: they hold names and ID numbers.
    words = EncryptedTextField("文字", blank=True)
    engine = models.CharField("识读方式", max_length=60, blank=True)
    edition = models.CharField("规则版本", max_length=10, blank=True)
    problem = models.CharField("未能识读的原因", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    heard_at = models.DateTimeField("最近进展", default=clock.now)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "识读"
        ordering = ["file__order", "id"]
        indexes = [models.Index(fields=["heard_at"], name="reading_under_way", condition=models.Q(state__in=["queued", "reading"]))]
        constraints = [
            models.CheckConstraint(name="reading_failed_says_why", condition=~models.Q(state="failed") | ~models.Q(problem="")),
        ]

    def __str__(self) -> str:
        return str(self.file)

    @property
    def is_under_way(self) -> bool:
        return self.state in (ReadingState.QUEUED, ReadingState.READING)


class SuggestionQuerySet(models.QuerySet):
    """Suggestions by whom their dossiers exist for."""

    def visible_to(self, user: Any) -> SuggestionQuerySet:
        return self.filter(reading__in=Reading.objects.visible_to(user))


class Suggestion(models.Model):
    """A fact that a paper states, until a person confirms it. ``part`` counts the papers of one file."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="suggestions", verbose_name="识读")
    part = models.PositiveSmallIntegerField("第几份文书", default=0)
    kind = models.CharField("文书类型", max_length=10)
    order = models.PositiveSmallIntegerField("序号")
    pointer = models.CharField("位置", max_length=120)
    value_json = EncryptedTextField("内容")
    words = EncryptedTextField("原文", blank=True)
    page = models.PositiveIntegerField("页码", default=1)
    confidence = models.FloatField("把握")
    state = models.CharField("状态", max_length=20, choices=Answer.choices, default=Answer.WAITING)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    answered_at = models.DateTimeField("确认时间", null=True, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = "识读建议"
        ordering = ["reading__file__order", "reading", "part", "order"]
        constraints = [
            models.UniqueConstraint(fields=["reading", "part", "pointer"], name="suggestion_once_per_place"),
            models.CheckConstraint(
                name="suggestion_answered_says_when",
                condition=models.Q(state="waiting", answered_at=None) | (~models.Q(state="waiting") & models.Q(answered_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reading} {self.pointer}"

    @property
    def value(self) -> Any:
        return json.loads(self.value_json)
