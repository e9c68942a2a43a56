"""One run of the rulebook over one file, kept as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import User
from pengjiang.checks.rule import CATEGORIES, RULES, Outcome, Rule, Severity
from pengjiang.checkups.enums import Reason
from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.models import Dossier


class OfDossierQuerySet(ScopedQuerySet):
    """What is said of a file is seen by those who see the file."""

    def visible_to(self, user: Any) -> OfDossierQuerySet:
        if user.is_procuratorate or user.is_bureau:
            return self
        return self.filter(dossier__in=Dossier.objects.visible_to(user))


@dataclass(frozen=True)
class StoredResult:
    """What one rule said; also readable like a mapping. ``papers``: ``{"name", "page"}`` of the documents it points to."""

    rule: str
    outcome: str
    severity: str
    message: str = ""
    lawful: str = ""
    citations: Sequence[str] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    steps: Sequence[dict[str, Any]] = ()
    papers: Sequence[dict[str, Any]] = ()
    correct_text: str = ""

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)

    @property
    def documents(self) -> Sequence[dict[str, Any]]:
        """The papers it points to."""
        return self.papers

    @property
    def declared(self) -> Rule | None:
        """The rule as the rulebook of today has it."""
        return RULES.get(self.rule)

    @property
    def title(self) -> str:
        return self.declared.title if self.declared else self.rule

    @property
    def category(self) -> str:
        return CATEGORIES.get(self.rule[:2], "其他")

    @property
    def is_fault(self) -> bool:
        return self.outcome == Outcome.FAIL

    @property
    def outcome_label(self) -> str:
        return Outcome(self.outcome).label

    @property
    def severity_label(self) -> str:
        return Severity(self.severity).label

    @property
    def weight(self) -> int:
        """For putting the heaviest first: faults by severity, then what a person must see, what is not known, what passed."""
        return {"fail": 10 + Severity(self.severity).weight, "manual": 3, "unknown": 2, "pass": 1}.get(self.outcome, 0)


class CheckRun(models.Model):
    """A run. The same facts under the same rulebook on the same day are one run, however often it is asked for."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="check_runs", verbose_name="执法案卷")
    number = models.PositiveIntegerField("次序")
    rulebook = models.CharField("规则库版本", max_length=60)
    reference = models.CharField("参照数据摘要", max_length=64)
    on = models.DateField("体检日")
    revision = models.PositiveIntegerField("事实版次")
    fingerprint = models.CharField("事实指纹", max_length=64)
    reason = models.CharField("原因", max_length=20, choices=Reason.choices, default=Reason.ASKED)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="体检人")
    made_at = models.DateTimeField("体检时间", default=clock.now)
    veto = models.PositiveSmallIntegerField("一票否决", default=0)
    serious = models.PositiveSmallIntegerField("严重", default=0)
    minor = models.PositiveSmallIntegerField("轻微", default=0)
    manual = models.PositiveSmallIntegerField("提示（人工判断）", default=0)
    unknown = models.PositiveSmallIntegerField("缺数据", default=0)
    passed = models.PositiveSmallIntegerField("通过", default=0)
    # Rule and severity of each fault (CX18:serious), for figures over many files.
    fault_codes = ArrayField(models.CharField(max_length=20), verbose_name="不符合的规则", default=list, blank=True)
    # Everything but what does not apply, as StoredResult; ID numbers masked.
    stored = models.JSONField("结果", default=list)

    objects = OfDossierQuerySet.as_manager()

    class Meta:
        verbose_name = "案卷体检"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "number"], name="check_run_number_once"),
            models.UniqueConstraint(fields=["dossier", "fingerprint", "rulebook", "on"], name="check_run_once_per_facts_and_day"),
        ]

    def __str__(self) -> str:
        return f"{self.dossier.number}第{self.number}次体检"

    def get_absolute_url(self) -> str:
        return reverse("checkups:run", args=[self.pk])

    @cached_property
    def results(self) -> list[StoredResult]:
        """All that applied, the heaviest first."""
        found = [StoredResult(**row) for row in self.stored]
        return sorted(found, key=lambda row: -row.weight)

    @property
    def faults(self) -> list[StoredResult]:
        return [row for row in self.results if row.is_fault]

    @property
    def fault_count(self) -> int:
        return self.veto + self.serious + self.minor

    @property
    def marks(self) -> list[tuple[str, str]]:
        """(text, kind of badge) of its faults; one mark where there is none."""
        marks = [("一票否决", self.veto, "veto"), ("严重", self.serious, "bad"), ("轻微", self.minor, "warn")]
        return [(f"{word} {number} 项", kind) for word, number, kind in marks if number] or [("无不符合项", "good")]

    @property
    def applied(self) -> int:
        """How many rules concerned the file."""
        return self.fault_count + self.manual + self.unknown + self.passed

    def of(self, code: str) -> StoredResult | None:
        """What one rule said; None where it did not apply."""
        return next((row for row in self.results if row.rule == code), None)


class AttachedQuerySet(ScopedQuerySet):
    """Attached runs are seen by those who see the file."""

    def visible_to(self, user: Any) -> AttachedQuerySet:
        return self.filter(run__in=CheckRun.objects.visible_to(user))


class AttachedCheck(models.Model):
    """A run that went along with something: a referral, a submission for review."""

    run = models.ForeignKey(CheckRun, models.PROTECT, related_name="attached", verbose_name="体检")
    target = models.CharField("随附于", max_length=80)
    actor = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="经办人")
    made_at = models.DateTimeField("随附时间", default=clock.now)

    objects = AttachedQuerySet.as_manager()

    class Meta:
        verbose_name = "随附体检"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["run", "target"], name="attached_check_once")]
        indexes = [models.Index(fields=["target"], name="attached_check_of_target")]

    def __str__(self) -> str:
        return f"{self.run}随附"

    @property
    def ref(self) -> ObjectRef:
        return ObjectRef.parse(self.target)
