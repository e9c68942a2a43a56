"""A town's part in a round: submission, opinion, objection, receipt of the circular."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.models import Stamped
from pengjiang.workflow.registry import machine_of
from reviews.enums import RecheckResult
from reviews.models.files import SampledFile
from reviews.models.rounds import ANNOUNCED, Round

# States in which the town has read the opinion.
TOLD = ("consulted", "objected", "answered", "agreed", "circulated", "received", "done")


class TownPartQuerySet(ScopedQuerySet):
    """Towns' parts."""

    def visible_to(self, user: Any) -> TownPartQuerySet:
        if user.is_procuratorate or user.is_bureau:
            return self.all()
        return self.filter(town__in=user.organisation_ids, round__state__in=ANNOUNCED) if user.is_town else self.none()


class TownPart(Stamped):
    """One town in one round."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="parts", verbose_name="评查批次")
    town = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="被评查单位")
    state = models.CharField("状态", max_length=12, default="called")
    submitted_on = models.DateField("报送日期", null=True, blank=True)
    late = models.BooleanField("逾期报送", default=False)
    consulted_on = models.DateField("征求意见日期", null=True, blank=True)
    objected_on = models.DateField("申诉日期", null=True, blank=True)
    answered_on = models.DateField("复核答复日期", null=True, blank=True)
    receiver = models.CharField("签收人", max_length=40, blank=True)
    received_on = models.DateField("签收日期", null=True, blank=True)

    objects = TownPartQuerySet.as_manager()

    class Meta:
        verbose_name = "被评查单位情况"
        ordering = ["round", "town__order"]
        constraints = [models.UniqueConstraint(fields=["round", "town"], name="town_once_in_a_round")]

    def __str__(self) -> str:
        return f"{self.town}{self.round}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:part", args=[self.pk])

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label

    @property
    def holder(self) -> User:
        return self.round.made_by


class ObjectionItemQuerySet(ScopedQuerySet):
    """Objected items: the town, the one who re-checks, and who oversees the round."""

    def visible_to(self, user: Any) -> ObjectionItemQuerySet:
        overseen = Round.objects.overseen_by(user)
        if user.is_town:
            return self.filter(part__in=TownPart.objects.visible_to(user))
        return self.filter(Q(rechecker=user.pk) | Q(part__round__in=overseen))


class ObjectionItem(Stamped):
    """申诉 on one item of one file, with evidence as files; answered by a third reviewer."""

    part = models.ForeignKey(TownPart, models.PROTECT, related_name="objections", verbose_name="被评查单位情况")
    file = models.ForeignKey(SampledFile, models.PROTECT, related_name="objections", verbose_name="评查案卷")
    code = models.CharField("编号", max_length=8)
    title = models.CharField("评查项目", max_length=80)
    ground = models.TextField("申诉理由")
    rechecker = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="复核人")
    result = models.CharField("复核结果", max_length=10, choices=RecheckResult.choices, blank=True)
    lost_before = models.DecimalField("原扣分", max_digits=5, decimal_places=2, default=0)
    lost_after = models.DecimalField("复核后扣分", max_digits=5, decimal_places=2, null=True, blank=True)
    reason = models.TextField("复核理由", blank=True)
    answered_on = models.DateField("复核日期", null=True, blank=True)

    objects = ObjectionItemQuerySet.as_manager()

    class Meta:
        verbose_name = "申诉"
        ordering = ["part", "file__order", "code"]
        constraints = [
            models.UniqueConstraint(fields=["file", "code"], name="objection_once_per_item"),
            models.CheckConstraint(name="answered_objection_says_why", condition=Q(result="") | (~Q(reason="") & Q(answered_on__isnull=False))),
        ]

    def __str__(self) -> str:
        return f"{self.code}{self.title}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:objection", args=[self.pk])

    @property
    def round(self) -> Round:
        return self.part.round
