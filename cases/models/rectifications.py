"""整改: one item per advice, followed to its last proof."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.models.recommendations import Advice, PartOfRecommendationQuerySet, Recommendation
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import User
from pengjiang.common.models import Stamped
from pengjiang.workflow.registry import machine_of


class RectificationQuerySet(PartOfRecommendationQuerySet):
    """Items."""

    def unfinished(self) -> RectificationQuerySet:
        return self.exclude(state__in=["ticked", "long_term", "dropped"])


class RectificationItem(Stamped):
    """整改事项: measure, person, last day, proof. 逾期 is a light derived from the day, never a state."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="items", verbose_name="检察建议")
    advice = models.OneToOneField(Advice, models.PROTECT, related_name="item", null=True, blank=True, verbose_name="建议内容")
    order = models.PositiveSmallIntegerField("序号")
    text = models.TextField("整改事项")
    measure = models.TextField("整改措施", blank=True)
    person = models.CharField("责任人", max_length=40, blank=True)
    due_days = models.PositiveSmallIntegerField("整改期限（日）")
    due_on = models.DateField("整改末日", null=True, blank=True)
    state = models.CharField("状态", max_length=20, default="waiting")
    ticked_on = models.DateField("销号日期", null=True, blank=True)
    ticked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="核验人")
    long_term_note = models.TextField("长期坚持说明", blank=True)

    objects = RectificationQuerySet.as_manager()

    class Meta:
        verbose_name = "整改事项"
        ordering = ["recommendation", "order"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "order"], name="item_order_once"),
            models.CheckConstraint(
                name="ticked_item_has_day_and_person",
                condition=~Q(state="ticked") | Q(ticked_on__isnull=False, ticked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="working_item_has_measure_and_person",
                condition=~Q(state__in=["working", "submitted", "ticked"]) | (~Q(measure="") & ~Q(person="")),
            ),
        ]

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label

    @property
    def holder(self) -> User:
        return self.recommendation.case.holder

    def get_absolute_url(self) -> str:
        return reverse("cases:item", args=[self.pk])

    def __str__(self) -> str:
        return f"{self.order}. {self.text[:30]}"


class ProofRoundQuerySet(ScopedQuerySet):
    """Proofs are seen by those who see the item."""

    def visible_to(self, user: Any) -> ProofRoundQuerySet:
        return self.filter(item__in=RectificationItem.objects.visible_to(user))


class ProofRound(Stamped):
    """One submission of proof for an item and what the procurator found."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "核验通过"
        SENT_BACK = "sent_back", "退回补充"

    item = models.ForeignKey(RectificationItem, models.PROTECT, related_name="rounds", verbose_name="整改事项")
    note = models.TextField("完成情况说明")
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提交人")
    submitted_on = models.DateField("提交日期")
    verdict = models.CharField("核验结果", max_length=10, choices=Verdict.choices, blank=True)
    remarks = models.TextField("核验意见", blank=True)
    verified_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="核验人")
    verified_on = models.DateField("核验日期", null=True, blank=True)

    objects = ProofRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "整改证明"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item"], name="one_open_proof_round", condition=Q(verdict="")),
            models.CheckConstraint(name="sent_back_proof_says_why", condition=~Q(verdict="sent_back") | ~Q(remarks="")),
        ]

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.item_id} {self.submitted_on}"
