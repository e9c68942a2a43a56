"""评查批次: plan, approval, panel."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from pengjiang.access import permissions_of
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.models import Stamped
from pengjiang.workflow.registry import machine_of
from reviews.enums import ConflictGround
from reviews.models.rubrics import RubricVersion
from reviews.permissions import ReviewPermission
from reviews.scoring import AbsentRule, Thresholds

# From here on the towns know of a round.
ANNOUNCED = ("collecting", "scoring", "consulting", "graded", "published", "closed")
FINISHED = ("graded", "published", "closed")


class RoundQuerySet(ScopedQuerySet):
    """Rounds: both bodies' from the beginning, the towns' once they are told."""

    def visible_to(self, user: Any) -> RoundQuerySet:
        if user.is_procuratorate or user.is_bureau:
            return self.all()
        return self.filter(state__in=ANNOUNCED, parts__town__in=user.organisation_ids).distinct() if user.is_town else self.none()

    def overseen_by(self, user: Any) -> RoundQuerySet:
        """Rounds whose marks and reviewers this person may know: who organises or leads, unless they review themselves."""
        mine = Q(leader=user.pk)
        if ReviewPermission.MANAGE in permissions_of(user):
            mine |= Q(pk__isnull=False)
        return self.filter(mine).exclude(pk__in=Panelist.objects.filter(person=user.pk).values("round"))


class Round(Stamped):
    """One joint review; both bodies approve its plan."""

    title = models.CharField("名称", max_length=80)
    year = models.PositiveSmallIntegerField("年度")
    quarter = models.PositiveSmallIntegerField("季度")
    period_from = models.DateField("结案期间起")
    period_to = models.DateField("结案期间止")
    aims = models.TextField("评查目的", blank=True)
    scope = models.TextField("评查范围", blank=True)
    numbers = models.TextField("限定案号清单", blank=True)
    size = models.PositiveSmallIntegerField("抽取数量")
    minimum = models.PositiveSmallIntegerField("每单位最低数量", default=3)
    high_fine = models.DecimalField("罚款数额较大标准（元）", max_digits=12, decimal_places=2, null=True, blank=True)
    forced = models.JSONField("必评案卷", default=list, blank=True)
    absent_rule = models.CharField("不适用项目", max_length=10, choices=[(rule.value, rule.label) for rule in AbsentRule], default=AbsentRule.FULL.value)
    ranked = models.BooleanField("通报公布各单位排名", default=False)
    discipline = models.TextField("评查纪律", blank=True)
    submit_by = models.DateField("报送截止")
    score_by = models.DateField("初评截止")
    publish_by = models.DateField("通报时间")
    leader = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="评查组长")
    rubrics = models.ManyToManyField(RubricVersion, related_name="rounds", verbose_name="评查标准")
    state = models.CharField("状态", max_length=20, default="draft")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="拟制人")
    approved_on = models.DateField("批准日期", null=True, blank=True)
    # The draw, with all that is needed to draw again.
    seed = models.BigIntegerField("随机种子", null=True, blank=True)
    algorithm = models.CharField("抽样算法", max_length=40, blank=True)
    frame = models.JSONField("抽样总体", default=list, blank=True)
    frame_digest = models.CharField("总体摘要", max_length=64, blank=True)
    drawn_on = models.DateField("抽取日期", null=True, blank=True)
    replacements = models.PositiveSmallIntegerField("替换次数", default=0)
    # The joint meeting and the circular.
    met_on = models.DateField("定级会议日期", null=True, blank=True)
    attending = models.CharField("参会人员", max_length=300, blank=True)
    minutes = models.TextField("会议纪要", blank=True)
    achievements = models.TextField("主要做法和成效", blank=True)
    demands = models.TextField("整改要求", blank=True)
    published_on = models.DateField("通报日期", null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "评查批次"
        ordering = ["-year", "-quarter", "-id"]
        constraints = [
            models.CheckConstraint(name="round_period_in_order", condition=Q(period_to__gte=models.F("period_from"))),
            models.CheckConstraint(name="round_quarter_is_one_of_four", condition=Q(quarter__in=[1, 2, 3, 4])),
            models.CheckConstraint(
                name="drawn_round_can_be_drawn_again",
                condition=Q(state__in=["draft", "approving", "approved"]) | (Q(seed__isnull=False) & ~Q(frame_digest="") & ~Q(algorithm="")),
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="round_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("reviews:round", args=[self.pk])

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label

    @property
    def holder(self) -> User:
        return self.made_by

    @property
    def thresholds(self) -> Thresholds:
        return Thresholds(Decimal(90), Decimal(80), Decimal(60))

    @property
    def rule(self) -> AbsentRule:
        return AbsentRule(self.absent_rule)

    @property
    def quarter_label(self) -> str:
        return f"{self.year}年第{'一二三四'[self.quarter - 1]}季度"

    @cached_property
    def rubric_for(self) -> dict[str, RubricVersion]:
        """The round's standard by file type."""
        return {kind: row for row in self.rubrics.all() for kind in row.rubric.file_types}


class PartOfRoundQuerySet(ScopedQuerySet):
    """Rows seen by those who organise: both bodies."""

    def visible_to(self, user: Any) -> PartOfRoundQuerySet:
        return self.all() if user.is_procuratorate or user.is_bureau else self.none()


class PlanStep(Stamped):
    """One rung of the plan's approval; each body has at least one."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="steps", verbose_name="评查批次")
    turn = models.PositiveSmallIntegerField("送审次数", default=1)
    order = models.PositiveSmallIntegerField("顺序")
    role = models.CharField("角色", max_length=30)
    label = models.CharField("环节", max_length=40)
    decision = models.CharField("决定", max_length=10, choices=[("approved", "同意"), ("returned", "退回")], blank=True)
    opinion = models.CharField("意见", max_length=300, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="审批人")
    decided_on = models.DateField("审批日期", null=True, blank=True)

    objects = PartOfRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "方案审批"
        ordering = ["round", "turn", "order"]
        constraints = [models.UniqueConstraint(fields=["round", "turn", "order"], name="plan_step_once")]

    def __str__(self) -> str:
        return self.label


class PanelistQuerySet(ScopedQuerySet):
    """Who reviews is known to both bodies, never to the towns."""

    def visible_to(self, user: Any) -> PanelistQuerySet:
        """A reviewer knows of themselves; who oversees the round, of all."""
        return self.filter(Q(person=user.pk) | Q(round__in=Round.objects.overseen_by(user)))


class Panelist(Stamped):
    """评查员 of a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="panel", verbose_name="评查批次")
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="评查员")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")

    objects = PanelistQuerySet.as_manager()

    class Meta:
        verbose_name = "评查员"
        ordering = ["round", "body__order", "person__username"]
        constraints = [models.UniqueConstraint(fields=["round", "person"], name="panelist_once")]

    def __str__(self) -> str:
        return str(self.person)


class ConflictQuerySet(ScopedQuerySet):
    """A declared conflict: by the person and by who oversees the round."""

    def visible_to(self, user: Any) -> ConflictQuerySet:
        return self.filter(Q(person=user.pk) | Q(round__in=Round.objects.overseen_by(user)))


class DeclaredConflict(Stamped):
    """回避: somebody keeps away from a town in this round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="conflicts", verbose_name="评查批次")
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="评查员")
    town = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="回避的单位")
    ground = models.CharField("事由", max_length=20, choices=ConflictGround.choices)
    note = models.CharField("说明", max_length=200, blank=True)

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = "评查回避"
        ordering = ["round", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "person", "town"], name="conflict_once")]

    def __str__(self) -> str:
        return f"{self.person} {self.town}"


class ClarificationQuerySet(ScopedQuerySet):
    """Notes on how an item is read: for all who mark."""

    def visible_to(self, user: Any) -> ClarificationQuerySet:
        return self.all() if user.is_procuratorate or user.is_bureau else self.none()


class Clarification(Stamped):
    """统一尺度说明 for an item on which the calibration disagreed; versioned, never overwritten."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="clarifications", verbose_name="评查批次")
    code = models.CharField("项目", max_length=8)
    version = models.PositiveSmallIntegerField("版本", default=1)
    text = models.TextField("说明")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="制定人")

    objects = ClarificationQuerySet.as_manager()

    class Meta:
        verbose_name = "尺度说明"
        ordering = ["round", "code", "-version"]
        constraints = [models.UniqueConstraint(fields=["round", "code", "version"], name="clarification_version_once")]

    def __str__(self) -> str:
        return f"{self.code} 第{self.version}版"
