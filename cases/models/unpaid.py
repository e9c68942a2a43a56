"""非诉执行监督 (domain.md 5.9): for each penalty with a fine what of it is paid, demanded, applied for, and until when it can be."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.enums import CourtAnswerKind
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.models import Stamped
from pengjiang.dossiers.models import Dossier


class UnpaidQuerySet(ScopedQuerySet):
    """The procuratorate's supervision: towns see their own files in the register."""

    def visible_to(self, user: Any) -> UnpaidQuerySet:
        return self.all() if user.is_procuratorate else self.none()

    def at_stage(self, stage: str, today: date) -> UnpaidQuerySet:
        return self.filter(stage_condition(stage, today))


STAGES = (
    ("paying", "缴款期内"),
    ("remedy", "逾期未缴，救济期内"),
    ("undemanded", "可申请，未催告"),
    ("waiting", "已催告，十日未满"),
    ("ready", "可申请，未申请"),
    ("lost", "已过申请期限"),
    ("applied", "已申请，待法院答复"),
    ("answered", "法院已答复"),
    ("undated", "缺送达日期"),
)


def stage_condition(stage: str, today: date) -> Q:
    """The rows at a stage on a day: derived from the dates, never stored."""
    open_ = Q(applied_on=None)
    known = open_ & Q(served_on__isnull=False)
    in_time = known & Q(suit_last_on__lt=today, apply_last_on__gte=today)
    return {
        "undated": open_ & Q(served_on=None),
        "paying": known & Q(pay_last_on__gte=today),
        "remedy": known & Q(pay_last_on__lt=today, suit_last_on__gte=today),
        "undemanded": in_time & Q(demand_served_on=None),
        "waiting": in_time & Q(apply_first_on__gt=today),
        "ready": in_time & Q(apply_first_on__lte=today),
        "lost": known & Q(apply_last_on__lt=today),
        "applied": Q(applied_on__isnull=False, answer=""),
        "answered": Q(applied_on__isnull=False) & ~Q(answer=""),
    }[stage]


class UnpaidDecision(Stamped):
    """One file whose fine is not known to be paid. The days are counted when the file changes; the stage follows from today."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="unpaid", verbose_name="案卷")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="行政机关")
    fine = models.DecimalField("罚款（元）", max_digits=19, decimal_places=4, null=True, blank=True)
    served_on = models.DateField("决定书送达", null=True, blank=True)
    pay_last_on = models.DateField("缴款末日", null=True, blank=True)
    suit_last_on = models.DateField("起诉期末日", null=True, blank=True)
    apply_last_on = models.DateField("申请法院执行末日", null=True, blank=True)
    demand_last_on = models.DateField("最迟催告日", null=True, blank=True)
    demand_served_on = models.DateField("催告书送达", null=True, blank=True)
    apply_first_on = models.DateField("最早可申请日", null=True, blank=True)
    applied_on = models.DateField("已申请法院执行", null=True, blank=True)
    answer = models.CharField("法院答复", max_length=20, choices=CourtAnswerKind.choices, blank=True)

    objects = UnpaidQuerySet.as_manager()

    class Meta:
        verbose_name = "未缴罚款决定"
        ordering = [F("apply_last_on").asc(nulls_last=True), "id"]
        indexes = [models.Index(fields=["apply_last_on", "id"], name="unpaid_apply_last")]

    def get_absolute_url(self) -> str:
        return reverse("cases:unpaid-row", args=[self.pk])

    def __str__(self) -> str:
        return self.dossier.number

    def stage(self, today: date) -> str:
        """The code of the stage it stands at."""
        if self.applied_on:
            return "answered" if self.answer else "applied"
        if self.served_on is None:
            return "undated"
        for code, last in (("paying", self.pay_last_on), ("remedy", self.suit_last_on)):
            if today <= last:
                return code
        if today > self.apply_last_on:
            return "lost"
        if self.demand_served_on is None:
            return "undemanded"
        return "waiting" if self.apply_first_on > today else "ready"


class CourtAnswer(Stamped):
    """What the court answered to the application, as the office learnt it."""

    row = models.ForeignKey(UnpaidDecision, models.CASCADE, related_name="answers", verbose_name="未缴罚款决定")
    kind = models.CharField("答复", max_length=20, choices=CourtAnswerKind.choices)
    on = models.DateField("答复日期")
    number = models.CharField("裁定文号", max_length=80, blank=True)
    note = models.TextField("理由和情况", blank=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = UnpaidQuerySet.as_manager()

    class Meta:
        verbose_name = "法院答复"
        ordering = ["on", "id"]
        constraints = [models.CheckConstraint(name="refusing_answer_says_why", condition=~Q(kind__in=["rejected", "refused", "ended"]) | ~Q(note=""))]

    def get_absolute_url(self) -> str:
        return self.row.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"
