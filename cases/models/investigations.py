"""调查核实记录 and 发现的问题, each tied to file, page and article."""

from __future__ import annotations

from typing import Any

from django.db import models

from cases.enums import InvestigationMeans, Problem
from cases.models.supervision import SupervisionCase
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import User
from pengjiang.common.models import Stamped
from pengjiang.dossiers.models import Dossier


class OfCaseQuerySet(ScopedQuerySet):
    """What belongs to a case is seen by those who see the case."""

    def visible_to(self, user: Any) -> OfCaseQuerySet:
        return self.all() if user.is_procuratorate else self.none()


class InvestigationRecord(Stamped):
    """One act of investigation or verification (《人民检察院检察建议工作规定》第十四条)."""

    case = models.ForeignKey(SupervisionCase, models.PROTECT, related_name="records", verbose_name="案件")
    means = models.CharField("方式", max_length=20, choices=InvestigationMeans.choices)
    on = models.DateField("日期")
    place = models.CharField("地点", max_length=120, blank=True)
    persons = models.CharField("被询问（走访）人", max_length=200, blank=True)
    officers = models.CharField("调查人员", max_length=120)
    content = models.TextField("内容")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="记录人")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "调查核实记录"
        ordering = ["on", "id"]

    def get_absolute_url(self) -> str:
        return f"{self.case.get_absolute_url()}?tab=records"

    def __str__(self) -> str:
        return f"{self.on} {self.get_means_display()}"


class Finding(Stamped):
    """认定的问题: a fact, where it stands in which file, and what it offends."""

    case = models.ForeignKey(SupervisionCase, models.PROTECT, related_name="findings", verbose_name="案件")
    order = models.PositiveSmallIntegerField("序号")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="案卷")
    document = models.CharField("文书", max_length=60, blank=True)
    page = models.PositiveIntegerField("页码", null=True, blank=True)
    category = models.CharField("问题类别", max_length=20, choices=Problem.choices)
    fact = models.TextField("认定的事实")
    problem = models.TextField("存在的问题")
    # [{"law": …, "article": …, "paragraph": …, "item": …}], as in the dossier format.
    citations = models.JSONField("依据", default=list)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "认定问题"
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "order"], name="finding_order", deferrable=models.Deferrable.DEFERRED)]

    def __str__(self) -> str:
        return self.problem[:40]

    @property
    def place(self) -> str:
        """Where it stands: file and page, the page only where it is known; empty without a file."""
        if not self.dossier_id:
            return ""
        return f"{self.dossier.number}案卷{f'第{self.page}页' if self.page else ''}"
