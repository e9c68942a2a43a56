"""Many files in one go."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.checkups.models.runs import CheckRun
from pengjiang.common.piecework import Piecework


class CheckJobQuerySet(ScopedQuerySet):
    """Batches of one's own organisation."""

    def visible_to(self, user: Any) -> CheckJobQuerySet:
        if not (user.is_town or user.is_bureau or user.is_procuratorate):
            return self.none()
        return self.filter(organisation__in=user.organisation_ids)


class CheckJob(Piecework):
    """A batch of files and the runs that came of it."""

    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="体检人")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    scope = models.CharField("范围", max_length=300, blank=True)
    # Numbers of files that could not be checked, with the reason.
    refused = models.JSONField("未能体检", default=list)
    runs = models.ManyToManyField(CheckRun, related_name="jobs", blank=True, verbose_name="体检")

    objects = CheckJobQuerySet.as_manager()

    class Meta(Piecework.Meta):
        verbose_name = "批量体检"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}批量体检{self.total}件"

    def get_absolute_url(self) -> str:
        return reverse("checkups:job", args=[self.pk])
