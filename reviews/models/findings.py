"""评查问题: the merged marks of a file, from settlement to the last proof of rectification."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.models import Stamped
from pengjiang.workflow.registry import machine_of
from reviews.models.files import SampledFile
from reviews.models.towns import TOLD, TownPart


class FindingQuerySet(ScopedQuerySet):
    """Findings."""

    def visible_to(self, user: Any) -> FindingQuerySet:
        """Both bodies once the file is settled; a town its own once it has the opinion paper."""
        if user.is_procuratorate or user.is_bureau:
            return self.all()
        if user.is_town:
            return self.filter(town__in=user.organisation_ids, part__state__in=TOLD)
        return self.none()

    def standing(self) -> FindingQuerySet:
        """Without what the re-check took back."""
        return self.exclude(state="dropped")

    def unfinished(self) -> FindingQuerySet:
        return self.exclude(state__in=["ticked", "dropped"])


class Finding(Stamped):
    """One item of one file on which points were lost, both reasons kept; reviewers are not named."""

    file = models.ForeignKey(SampledFile, models.PROTECT, related_name="findings", verbose_name="评查案卷")
    part = models.ForeignKey(TownPart, models.PROTECT, related_name="findings", verbose_name="被评查单位情况")
    town = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="被评查单位")
    code = models.CharField("编号", max_length=8)
    title = models.CharField("评查项目", max_length=80)
    group = models.CharField("问题类别", max_length=40, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)
    is_veto = models.BooleanField("一票否决", default=False)
    lost = models.DecimalField("扣分", max_digits=5, decimal_places=2, default=0)
    reasons = models.TextField("问题")
    pages = models.CharField("页码", max_length=60, blank=True)
    common = models.BooleanField("共性问题", default=False)
    state = models.CharField("状态", max_length=12, default="noted")
    measure = models.TextField("整改措施", blank=True)
    person = models.CharField("责任人", max_length=40, blank=True)
    due_on = models.DateField("整改期限", null=True, blank=True)
    proof_note = models.TextField("完成情况", blank=True)
    proved_on = models.DateField("提交日期", null=True, blank=True)
    remarks = models.TextField("核验意见", blank=True)
    ticked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="核验人")
    ticked_on = models.DateField("销号日期", null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "评查问题"
        ordering = ["file__order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["file", "code"], name="finding_once_per_item"),
            models.CheckConstraint(name="ticked_finding_has_day_and_person", condition=~Q(state="ticked") | Q(ticked_on__isnull=False, ticked_by__isnull=False)),
        ]
        indexes = [models.Index(fields=["town", "state"], name="finding_town_state")]

    def __str__(self) -> str:
        return f"{self.code}{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:finding", args=[self.pk])

    @property
    def round(self) -> Any:
        return self.file.round

    @property
    def holder(self) -> User:
        return self.file.round.made_by

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label
