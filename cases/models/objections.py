"""异议: what the addressee holds against a 检察建议, what the re-check found and what was decided (第二十三条)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from cases.enums import ObjectionResult
from cases.models.recommendations import PartOfRecommendationQuerySet, Recommendation
from pengjiang.accounts.models import User
from pengjiang.common.models import Stamped


class Objection(Stamped):
    """One objection from its raising to the 检察长's decision."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="objections", verbose_name="检察建议")
    reasons = models.TextField("异议理由")
    number = models.CharField("来文文号", max_length=60, blank=True)
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出（登记）人")
    raised_on = models.DateField("提出日期")
    opinion = models.TextField("复核意见", blank=True)
    proposal = models.CharField("拟处理", max_length=10, choices=ObjectionResult.choices, blank=True)
    rechecked_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="复核人")
    rechecked_on = models.DateField("复核日期", null=True, blank=True)
    result = models.CharField("复核结果", max_length=10, choices=ObjectionResult.choices, blank=True)
    note = models.TextField("决定说明", blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="决定人")
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decided_as = models.CharField("决定署名", max_length=90, blank=True)

    objects = PartOfRecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "异议"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation"], name="one_open_objection", condition=Q(result="")),
            models.CheckConstraint(
                name="decided_objection_has_person_and_day", condition=Q(result="") | Q(decided_by__isnull=False, decided_on__isnull=False)
            ),
        ]

    def get_absolute_url(self) -> str:
        return self.recommendation.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.recommendation} 异议"
