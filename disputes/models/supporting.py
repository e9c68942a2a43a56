"""Judicial relief, legal aid and support of a civil suit."""

from __future__ import annotations

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from disputes.enums import ReliefGround
from disputes.models.disputes import Dispute, Part, StationQuerySet
from pengjiang.accounts.models import User
from pengjiang.workflow.registry import machine_of

# 以案件管辖地上一年度职工月平均工资为基准，一般不超过三十六个月 (domain.md 5.8).
MOST_MONTHS = 36


class Relief(Part):
    """国家司法救助: checklist, amount, approvals, payment; or a referral elsewhere."""

    tab = "support"

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="reliefs", verbose_name="争议")
    applicant = models.CharField("申请人", max_length=80)
    ground = models.CharField("救助情形", max_length=10, choices=ReliefGround.choices)
    hardship = models.TextField("困难情况")
    checks = ArrayField(models.CharField(max_length=20), verbose_name="救助条件", default=list, blank=True)
    monthly_wage = models.DecimalField("月平均工资（元）", max_digits=10, decimal_places=2)
    months = models.PositiveSmallIntegerField("月数")
    bank = models.CharField("收款方式", max_length=120, blank=True)
    state = models.CharField("状态", max_length=20, default="applied")
    applied_on = models.DateField("申请日期")
    review_note = models.CharField("审核意见", max_length=200, blank=True)
    grant_note = models.CharField("审批意见", max_length=200, blank=True)
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="审核人")
    granted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="批准人")
    granted_on = models.DateField("批准日期", null=True, blank=True)
    paid_on = models.DateField("发放日期", null=True, blank=True)
    referred_to = models.CharField("转介单位", max_length=80, blank=True)
    referred_result = models.CharField("转介结果", max_length=200, blank=True)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "司法救助"
        constraints = [
            models.CheckConstraint(name="relief_within_36_months", condition=Q(months__lte=MOST_MONTHS)),
            models.CheckConstraint(name="relief_paid_has_day", condition=~Q(state="paid") | Q(paid_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.applicant}司法救助"

    @property
    def amount(self) -> Decimal:
        """月平均工资 × 月数."""
        return self.monthly_wage * self.months

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label


class LegalAid(Part):
    """法律援助转介: sent to the judicial bureau, answered by it."""

    tab = "support"

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="aids", verbose_name="争议")
    applicant = models.CharField("申请人", max_length=80)
    matter = models.CharField("援助事项", max_length=200)
    reason = models.TextField("转介理由")
    asked_on = models.DateField("转介日期")
    state = models.CharField("状态", max_length=20, default="asked")
    answer = models.TextField("答复", blank=True)
    lawyer = models.CharField("承办律师", max_length=80, blank=True)
    answered_on = models.DateField("答复日期", null=True, blank=True)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "法律援助转介"

    def __str__(self) -> str:
        return f"{self.applicant}法律援助"

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label


class SuitSupport(Part):
    """支持起诉: civil suits only (民事诉讼法第十五条)."""

    tab = "support"

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="suits", verbose_name="争议")
    supported = models.CharField("被支持的当事人", max_length=120)
    defendant = models.CharField("被告", max_length=120)
    court = models.CharField("受诉法院", max_length=80)
    facts = models.TextField("基本事实")
    harm = models.TextField("受损害情况")
    reasons = models.TextField("支持起诉的理由")
    evidence = models.TextField("证据清单")
    issued_on = models.DateField("制发日期")

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "支持起诉"

    def __str__(self) -> str:
        return f"支持{self.supported}起诉"
