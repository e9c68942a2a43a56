"""延期: asked by the addressee for its reply or for one item, decided by the leader in charge."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cases.models.recommendations import PartOfRecommendationQuerySet, Recommendation
from cases.models.rectifications import RectificationItem
from pengjiang.accounts.models import User
from pengjiang.common.models import Stamped
from pengjiang.workflow.registry import machine_of


class Extension(Stamped):
    """A longer time for the reply, or with ``item`` for that item; ``by`` counts in the limit's own unit."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="extensions", verbose_name="检察建议")
    item = models.ForeignKey(RectificationItem, models.PROTECT, related_name="extensions", null=True, blank=True, verbose_name="整改事项")
    by = models.PositiveSmallIntegerField("延长")
    reason = models.TextField("申请理由")
    state = models.CharField("状态", max_length=10, default="asked")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请（登记）人")
    asked_on = models.DateField("申请日期")
    note = models.TextField("审批意见", blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="审批人")
    decided_as = models.CharField("审批署名", max_length=90, blank=True)
    decided_on = models.DateField("审批日期", null=True, blank=True)
    due_on = models.DateField("延长后的末日", null=True, blank=True)

    objects = PartOfRecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "延期申请"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation"], name="one_open_extension", condition=Q(state="asked")),
            models.CheckConstraint(name="extension_is_longer", condition=Q(by__gt=0)),
            models.CheckConstraint(name="granted_extension_has_day", condition=~Q(state="granted") | Q(due_on__isnull=False, decided_by__isnull=False)),
        ]

    def get_absolute_url(self) -> str:
        return self.recommendation.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.about}延长{self.by}{self.unit}"

    @property
    def about(self) -> str:
        """What it is for, in words."""
        return f"第{self.item.order}项整改期限" if self.item_id else "回复期限"

    @property
    def unit(self) -> str:
        return "个月" if self.item_id is None and self.recommendation.reply_months else "日"

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label

    @property
    def holder_id(self) -> int:
        return self.recommendation.holder_id

    @property
    def holder(self) -> User:
        return self.recommendation.holder
