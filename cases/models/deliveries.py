"""送达: how and by whom a paper reached its addressee."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from cases.enums import ServiceMethod
from cases.models.recommendations import PartOfRecommendationQuerySet, Recommendation
from pengjiang.accounts.models import User
from pengjiang.common.models import Stamped


class DeliveryQuerySet(PartOfRecommendationQuerySet):
    """Service receipts."""

    def visible_to(self, user: Any) -> DeliveryQuerySet:
        return super().visible_to(user)


class Delivery(Stamped):
    """送达回证 of one service (第十八条): in writing, or announced with the unit's consent."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="deliveries", verbose_name="检察建议")
    method = models.CharField("送达方式", max_length=10, choices=ServiceMethod.choices)
    place = models.CharField("送达地点", max_length=120)
    receiver = models.CharField("收件人", max_length=40)
    receiver_title = models.CharField("收件人职务", max_length=60, blank=True)
    servers = models.CharField("送达人", max_length=80)
    witness = models.CharField("见证人", max_length=80, blank=True)
    consent = models.BooleanField("被建议单位同意宣告", default=False)
    invited = models.CharField("受邀参加人员", max_length=200, blank=True)
    opinion = models.TextField("被建议单位意见", blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    served_on = models.DateField("收到日期")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = "送达"
        constraints = [
            models.CheckConstraint(name="announcement_needs_consent", condition=~Q(method="announced") | Q(consent=True)),
            models.CheckConstraint(name="left_paper_has_a_witness", condition=~Q(method="left") | ~Q(witness="")),
        ]

    def get_absolute_url(self) -> str:
        return self.recommendation.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.served_on}"
