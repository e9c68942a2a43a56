"""工作交接: what one person had open, handed to another, with the signed list."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.models.recusals import RecusalQuerySet
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import User
from pengjiang.common.models import Stamped
from pengjiang.workflow.registry import machine_of


class Handover(Stamped):
    """One handover by ``giver`` to ``taker``."""

    giver = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="移交人")
    taker = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="接收人")
    reason = models.CharField("交接事由", max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="监交人")
    made_on = models.DateField("交接日期")
    state = models.CharField("状态", max_length=10, default="made")
    received_on = models.DateField("接收确认日期", null=True, blank=True)
    received_as = models.CharField("接收署名", max_length=90, blank=True)
    note = models.TextField("接收意见", blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        verbose_name = "工作交接"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="handover_is_to_another", condition=~Q(giver=models.F("taker"))),
            models.CheckConstraint(name="received_handover_has_day", condition=~Q(state="received") | Q(received_on__isnull=False)),
        ]

    def get_absolute_url(self) -> str:
        return reverse("cases:handover", args=[self.pk])

    def __str__(self) -> str:
        return f"{self.giver.name}向{self.taker.name}移交工作"

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label

    @property
    def holder(self) -> User:
        return self.taker


class HandoverRowQuerySet(ScopedQuerySet):
    """Rows as their handover."""

    def visible_to(self, user: User) -> HandoverRowQuerySet:
        return self.filter(handover__in=Handover.objects.visible_to(user))


class HandoverRow(models.Model):
    """One matter as it stood that day; ``kept`` says why it did not go over."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="rows", verbose_name="工作交接")
    target = models.CharField("对象", max_length=80)
    kind = models.CharField("种类", max_length=40)
    number = models.CharField("编号", max_length=80, blank=True)
    title = models.CharField("名称", max_length=120)
    state = models.CharField("状态", max_length=40)
    due_on = models.DateField("最近期限", null=True, blank=True)
    kept = models.CharField("未移交原因", max_length=300, blank=True)

    objects = HandoverRowQuerySet.as_manager()

    class Meta:
        verbose_name = "交接事项"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.number or self.title
