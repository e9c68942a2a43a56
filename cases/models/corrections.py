"""更正: a day that starts or stops a clock, before and after, with reason, proof and what moved."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from cases.models.dispatches import Dispatch
from cases.models.investigations import OfCaseQuerySet
from cases.models.recommendations import Recommendation
from cases.models.supervision import SupervisionCase
from pengjiang.accounts.models import User
from pengjiang.common.models import Stamped


class Correction(Stamped):
    """One corrected day of a case, or of its recommendation or letter."""

    case = models.ForeignKey(SupervisionCase, models.PROTECT, related_name="corrections", verbose_name="案件")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="corrections", null=True, blank=True, verbose_name="检察建议")
    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="corrections", null=True, blank=True, verbose_name="函件")
    field = models.CharField("字段", max_length=40)
    label = models.CharField("日期", max_length=40)
    before = models.DateField("更正前")
    after = models.DateField("更正后")
    reason = models.TextField("更正理由")
    # What moved: [{"title", "before", "after"}].
    effects = models.JSONField("期限变动", default=list)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="更正人")
    made_as = models.CharField("更正署名", max_length=90)
    made_on = models.DateField("更正日期")

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "日期更正"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="correction_changes_something", condition=~Q(before=F("after"))),
            models.CheckConstraint(name="correction_says_why", condition=~Q(reason="")),
        ]

    @property
    def about(self) -> Any:
        """The object whose day it is."""
        return self.recommendation or self.dispatch or self.case

    def get_absolute_url(self) -> str:
        return self.about.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.label}更正"
