"""A file in a round."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.models import Stamped
from pengjiang.dossiers.enums import Field, FileType
from pengjiang.dossiers.models import Dossier
from pengjiang.workflow.registry import machine_of
from reviews.enums import ForcedReason, Purpose
from reviews.models.rounds import ANNOUNCED, Round
from reviews.models.rubrics import RubricVersion
from reviews.scoring import Grade

GRADES = [(grade.value, grade.label) for grade in Grade]


class SampledFileQuerySet(ScopedQuerySet):
    """Files of rounds."""

    def visible_to(self, user: Any) -> SampledFileQuerySet:
        """Both bodies: all. A town: its own once it is told, calibration files never."""
        if user.is_procuratorate or user.is_bureau:
            return self.all()
        if user.is_town:
            return self.filter(town__in=user.organisation_ids, round__state__in=ANNOUNCED).exclude(purpose=Purpose.CALIBRATION)
        return self.none()

    def present(self) -> SampledFileQuerySet:
        """Without those that were replaced."""
        return self.exclude(state="replaced")

    def reviewed(self) -> SampledFileQuerySet:
        """Sample and forced, present."""
        return self.present().exclude(purpose=Purpose.CALIBRATION)

    def counted(self) -> SampledFileQuerySet:
        """What averages are made of: drawn and graded, without forced files."""
        return self.filter(state="final", purpose=Purpose.SAMPLE)


class SampledFile(Stamped):
    """One dossier in a round; score and grade are stored once they are final for the stage."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="files", verbose_name="评查批次")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+", verbose_name="执法案卷")
    town = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="被评查单位")
    rubric = models.ForeignKey(RubricVersion, models.PROTECT, related_name="+", verbose_name="评查标准")
    order = models.PositiveSmallIntegerField("序号")
    purpose = models.CharField("来源", max_length=12, choices=Purpose.choices, default=Purpose.SAMPLE)
    forced_reason = models.CharField("必评理由", max_length=12, choices=ForcedReason.choices, blank=True)
    # As they stood when the file was drawn: the register may change.
    number = models.CharField("案号", max_length=80)
    file_type = models.CharField("类型", max_length=10, choices=FileType.choices)
    field = models.CharField("领域", max_length=20, choices=Field.choices, blank=True)
    state = models.CharField("状态", max_length=20, default="drawn")
    stands_for = models.ForeignKey("self", models.PROTECT, related_name="replaced_by", null=True, blank=True, verbose_name="替换的案卷")
    replacement_reason = models.CharField("替换理由", max_length=200, blank=True)
    submitted_on = models.DateField("报送日期", null=True, blank=True)
    late = models.BooleanField("逾期报送", default=False)
    findings_of_check = models.JSONField("体检发现", default=list, blank=True)
    # 6.9
    both_in = models.BooleanField("两人已评", default=False)
    talked = models.BooleanField("已合议", default=False)
    ruling = models.BooleanField("否决认定", null=True, blank=True)
    ruling_reason = models.TextField("认定理由", blank=True)
    leader_score = models.DecimalField("组长定分", max_digits=4, decimal_places=1, null=True, blank=True)
    leader_reason = models.TextField("定分理由", blank=True)
    score = models.DecimalField("得分", max_digits=4, decimal_places=1, null=True, blank=True)
    grade = models.CharField("等次", max_length=10, choices=GRADES, blank=True)
    vetoed = models.BooleanField("一票否决", default=False)
    how = models.CharField("评分形成", max_length=120, blank=True)
    excellent = models.BooleanField("优秀案卷", default=False)

    objects = SampledFileQuerySet.as_manager()

    class Meta:
        verbose_name = "评查案卷"
        ordering = ["round", "order"]
        constraints = [
            models.UniqueConstraint(fields=["round", "dossier"], name="file_once_in_a_round"),
            models.UniqueConstraint(fields=["round", "order"], name="file_order_once"),
            models.CheckConstraint(name="replaced_file_says_why", condition=~Q(state="replaced") | ~Q(replacement_reason="")),
            models.CheckConstraint(name="forced_file_says_why", condition=~Q(purpose="forced") | ~Q(forced_reason="")),
            models.CheckConstraint(name="score_between_nothing_and_all", condition=Q(score=None) | Q(score__gte=0, score__lte=100)),
            models.CheckConstraint(name="final_file_has_grade", condition=~Q(state="final") | (Q(score__isnull=False) & ~Q(grade=""))),
            models.CheckConstraint(name="ruling_has_a_reason", condition=Q(ruling=None) | ~Q(ruling_reason="")),
        ]
        indexes = [models.Index(fields=["round", "state"], name="sampled_state"), models.Index(fields=["town", "round"], name="sampled_town")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("reviews:file", args=[self.pk])

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label

    @property
    def holder(self) -> User:
        return self.round.made_by

    @property
    def counts(self) -> bool:
        """Forced files are left out of averages."""
        return self.purpose == Purpose.SAMPLE
