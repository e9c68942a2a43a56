"""Patterns across files, as a worker last computed them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation
from pengjiang.checkups.catalogue import MODELS, PatternModel
from pengjiang.checkups.models.runs import OfDossierQuerySet
from pengjiang.dossiers.models import Dossier


class PatternQuerySet(ScopedQuerySet):
    """Everybody who works with files reads the patterns; what is in them is narrowed row by row."""

    def visible_to(self, user: Any) -> PatternQuerySet:
        return self if user.is_procuratorate or user.is_bureau or user.is_town else self.none()


class Pattern(models.Model):
    """One model of the catalogue with its figures. ``figures`` are rows of towns, groups and quarters, never of persons."""

    code = models.CharField("代码", max_length=10, unique=True)
    computed_at = models.DateTimeField("计算时间", null=True, blank=True)
    asked_at = models.DateTimeField("要求重新计算", null=True, blank=True)
    files = models.PositiveIntegerField("比较的案卷", default=0)
    minimum = models.PositiveSmallIntegerField("最少件数", default=8)
    # {"body", "group", "period", "count", "total", "low", "high", "mean", "other"}; mean, low, high only from the minimum on.
    figures = models.JSONField("数据", default=list)

    objects = PatternQuerySet.as_manager()

    class Meta:
        verbose_name = "类案线索"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.model.title}"

    def get_absolute_url(self) -> str:
        return reverse("checkups:pattern", args=[self.code])

    @property
    def model(self) -> PatternModel:
        return MODELS[self.code]

    @property
    def is_waiting(self) -> bool:
        return self.asked_at is not None


class PatternHit(models.Model):
    """A file that a pattern points at. ``beyond``: the sentence speaks of another body's file and is for the district only."""

    pattern = models.ForeignKey(Pattern, models.CASCADE, related_name="hits", verbose_name="类案线索")
    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="pattern_hits", verbose_name="执法案卷")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="镇街")
    group = models.CharField("分组", max_length=200, blank=True)
    sentence = models.TextField("情形")
    beyond = models.BooleanField("涉及其他单位案卷", default=False)
    amount = models.DecimalField("金额（元）", max_digits=19, decimal_places=4, null=True, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)

    objects = OfDossierQuerySet.as_manager()

    class Meta:
        verbose_name = "类案案卷"
        ordering = ["group", "id"]
        constraints = [models.UniqueConstraint(fields=["pattern", "dossier"], name="pattern_hit_once_per_file")]

    def __str__(self) -> str:
        return f"{self.dossier.number}"

    def get_absolute_url(self) -> str:
        return f"{reverse('dossiers:detail', args=[self.dossier_id])}?tab=checkup"
