"""评查标准 as rounds use them."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db import models
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import User
from pengjiang.common.models import Stamped
from reviews.enums import RubricStatus
from reviews.rubrics import KINDS, Rubric, parse

KIND_CHOICES = [(kind, f"标准{word}") for kind, word in KINDS.items()]


class RubricQuerySet(ScopedQuerySet):
    """Standards are public among those who review and are reviewed."""

    def visible_to(self, user: Any) -> RubricQuerySet:
        """Towns: what is or was in use."""
        if user.is_procuratorate or user.is_bureau:
            return self.all()
        return self.exclude(status=RubricStatus.DRAFT) if user.is_town else self.none()


class RubricVersion(Stamped):
    """One version; its items never change once a round uses it: what is wrong is mended in a new version by copy."""

    kind = models.CharField("类别", max_length=1, choices=KIND_CHOICES)
    version = models.PositiveSmallIntegerField("版本")
    title = models.CharField("名称", max_length=60)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    status = models.CharField("状态", max_length=10, choices=RubricStatus.choices, default=RubricStatus.DRAFT)
    document = models.JSONField("内容", default=dict)
    note = models.CharField("来源说明", max_length=200, blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="制定人")

    objects = RubricQuerySet.as_manager()

    class Meta:
        verbose_name = "评查标准"
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="rubric_version_once")]

    def __str__(self) -> str:
        return self.rubric.name

    def get_absolute_url(self) -> str:
        return reverse("reviews:rubric", args=[self.pk])

    @cached_property
    def rubric(self) -> Rubric:
        return parse({**self.document, "kind": self.kind, "version": self.version, "title": self.title})
