"""Where a file stands now, its findings through all runs, and what the town answered."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import User
from pengjiang.checks.rule import RULES, Severity
from pengjiang.checkups.enums import Answer
from pengjiang.checkups.models.runs import CheckRun, OfDossierQuerySet
from pengjiang.common import clock
from pengjiang.dossiers.models import Dossier

SEVERITIES = [(severity.value, severity.label) for severity in Severity]


class Checkup(models.Model):
    """The last run of a file with what lists filter and sort by."""

    dossier = models.OneToOneField(Dossier, models.CASCADE, related_name="checkup", verbose_name="执法案卷")
    run = models.ForeignKey(CheckRun, models.CASCADE, related_name="+", verbose_name="最近一次体检")
    revision = models.PositiveIntegerField("事实版次")
    on = models.DateField("体检日")
    veto = models.PositiveSmallIntegerField("一票否决", default=0)
    serious = models.PositiveSmallIntegerField("严重", default=0)
    minor = models.PositiveSmallIntegerField("轻微", default=0)
    manual = models.PositiveSmallIntegerField("提示", default=0)
    unknown = models.PositiveSmallIntegerField("缺数据", default=0)
    # 10000 a veto, 100 a serious fault, 1 a minor one: one number to sort by.
    weight = models.PositiveIntegerField("轻重", default=0)
    pending = models.PositiveSmallIntegerField("待处理的严重问题", default=0)

    objects = OfDossierQuerySet.as_manager()

    class Meta:
        verbose_name = "体检情况"
        indexes = [
            models.Index(fields=["-weight"], name="checkup_weight"),
            models.Index(fields=["pending"], name="checkup_pending", condition=Q(pending__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.dossier.number}体检情况"

    def get_absolute_url(self) -> str:
        return f"{reverse('dossiers:detail', args=[self.dossier_id])}?tab=checkup"


class Finding(models.Model):
    """A fault of a file, from the run that first saw it to the one that saw it no more."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="check_findings", verbose_name="执法案卷")
    rule = models.CharField("规则", max_length=10)
    severity = models.CharField("严重程度", max_length=10, choices=SEVERITIES)
    message = models.TextField("问题")
    first_run = models.ForeignKey(CheckRun, models.CASCADE, related_name="+", verbose_name="首次发现")
    last_run = models.ForeignKey(CheckRun, models.CASCADE, related_name="+", verbose_name="最近发现")
    gone_run = models.ForeignKey(CheckRun, models.CASCADE, related_name="+", null=True, blank=True, verbose_name="消除于")
    answer = models.CharField("镇街答复", max_length=20, choices=Answer.choices, default=Answer.PENDING)

    objects = OfDossierQuerySet.as_manager()

    class Meta:
        verbose_name = "体检问题"
        ordering = ["rule"]
        constraints = [models.UniqueConstraint(fields=["dossier", "rule"], name="check_finding_once_per_rule")]
        indexes = [models.Index(fields=["rule", "dossier"], name="check_finding_by_rule", condition=Q(gone_run=None))]

    def __str__(self) -> str:
        return f"{self.rule} {self.title}"

    def get_absolute_url(self) -> str:
        return f"{reverse('dossiers:detail', args=[self.dossier_id])}?tab=checkup#{self.rule}"

    @property
    def title(self) -> str:
        return RULES[self.rule].title if self.rule in RULES else self.rule

    @property
    def is_open(self) -> bool:
        """Still there at the last run."""
        return self.gone_run_id is None

    @property
    def severity_label(self) -> str:
        return Severity(self.severity).label


class AnswerQuerySet(ScopedQuerySet):
    """Answers are seen by those who see the file."""

    def visible_to(self, user: Any) -> AnswerQuerySet:
        return self.filter(finding__in=Finding.objects.visible_to(user))


class FindingAnswer(models.Model):
    """One answer of the town; later ones stand beside it, none is written over. Its files are the proof."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="answers", verbose_name="体检问题")
    run = models.ForeignKey(CheckRun, models.CASCADE, related_name="+", verbose_name="答复时的体检")
    answer = models.CharField("答复", max_length=20, choices=Answer.choices)
    reason = models.TextField("说明", blank=True)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="答复人")
    made_at = models.DateTimeField("答复时间", default=clock.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "体检答复"
        ordering = ["-id"]
        constraints = [models.CheckConstraint(name="disputed_finding_says_why", condition=~Q(answer="disputed") | ~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.finding} {self.get_answer_display()}"

    def get_absolute_url(self) -> str:
        return self.finding.get_absolute_url()

    @property
    def dossier(self) -> Dossier:
        return self.finding.dossier
