"""Many files in one go."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.checkups.enums import JobState
from pengjiang.checkups.models.runs import CheckRun
from pengjiang.common.models import Stamped


class CheckJobQuerySet(ScopedQuerySet):
    """Batches of one's own organisation."""

    def visible_to(self, user: Any) -> CheckJobQuerySet:
        if not (user.is_town or user.is_bureau or user.is_procuratorate):
            return self.none()
        return self.filter(organisation__in=user.organisation_ids)


class CheckJob(Stamped):
    """A batch: the files in the order of the list, how far a worker came, and the runs that came of it."""

    actor = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="体检人")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    scope = models.CharField("范围", max_length=300, blank=True)
    keys = models.JSONField("案卷", default=list)
    total = models.PositiveIntegerField("件数", default=0)
    position = models.PositiveIntegerField("已体检", default=0)
    # Numbers of files that could not be checked, with the reason.
    refused = models.JSONField("未能体检", default=list)
    state = models.CharField("状态", max_length=20, choices=JobState.choices, default=JobState.WAITING)
    finished_at = models.DateTimeField("完成时间", null=True, blank=True)
    runs = models.ManyToManyField(CheckRun, related_name="jobs", blank=True, verbose_name="体检")

    objects = CheckJobQuerySet.as_manager()

    class Meta:
        verbose_name = "批量体检"
        ordering = ["-id"]
        constraints = [models.CheckConstraint(name="check_job_done_has_a_time", condition=~Q(state="done") | Q(finished_at__isnull=False))]

    def __str__(self) -> str:
        return f"{self.created_at:%Y-%m-%d}批量体检{self.total}件"

    def get_absolute_url(self) -> str:
        return reverse("checkups:job", args=[self.pk])

    @property
    def is_done(self) -> bool:
        return self.state == JobState.DONE
