"""口头提示、座谈磋商、走访、回访: what was said to the body under supervision without a letter."""

from __future__ import annotations

from django.db import models

from cases.enums import ContactKind
from cases.models.investigations import OfCaseQuerySet
from cases.models.recommendations import Recommendation
from cases.models.supervision import SupervisionCase
from pengjiang.accounts.models import User
from pengjiang.common.models import Stamped


class Contact(Stamped):
    """One contact; with ``recommendation`` it follows that one up (第二十四条)."""

    case = models.ForeignKey(SupervisionCase, models.PROTECT, related_name="contacts", verbose_name="案件")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="contacts", null=True, blank=True, verbose_name="检察建议")
    kind = models.CharField("方式", max_length=20, choices=ContactKind.choices)
    on = models.DateField("日期")
    place = models.CharField("地点", max_length=120, blank=True)
    persons = models.CharField("对方人员", max_length=200)
    officers = models.CharField("检察人员", max_length=120)
    content = models.TextField("内容")
    outcome = models.TextField("结果和下一步")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="记录人")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "沟通记录"
        ordering = ["on", "id"]

    def get_absolute_url(self) -> str:
        return self.recommendation.get_absolute_url() if self.recommendation_id else f"{self.case.get_absolute_url()}?tab=contacts"

    def __str__(self) -> str:
        return f"{self.on} {self.get_kind_display()}"
