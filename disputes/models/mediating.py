"""Plan, measures and meetings: what is confidential between the parties and their handlers."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from disputes.enums import SPOKEN, Means, MeasureKind
from disputes.models.disputes import Dispute, HandlerQuerySet, Part, PartQuerySet, StationQuerySet
from pengjiang.accounts.models import User


class Plan(Part):
    """化解方案: the parties' positions, the gaps and the legal bottom line."""

    tab = "mediation"

    dispute = models.OneToOneField(Dispute, models.CASCADE, related_name="plan", verbose_name="争议")
    party_position = models.TextField("当事人立场")
    town_position = models.TextField("行政机关立场")
    gaps = models.TextField("分歧焦点")
    bottom_line = models.TextField("法律底线")
    roles = models.TextField("分工")
    timetable = models.TextField("时间安排")

    objects = HandlerQuerySet.as_manager()

    class Meta:
        verbose_name = "化解方案"

    def __str__(self) -> str:
        return f"{self.dispute}化解方案"


class Meeting(Part):
    """A mediation with its minutes."""

    tab = "mediation"

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="meetings", verbose_name="争议")
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=120)
    host = models.CharField("主持人", max_length=80)
    present = models.CharField("参加人员", max_length=300)
    party_said = models.TextField("当事人意见")
    town_said = models.TextField("行政机关意见")
    minutes = models.TextField("笔录")
    result = models.CharField("结果", max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="记录人")

    objects = HandlerQuerySet.as_manager()

    class Meta:
        verbose_name = "调解笔录"
        ordering = ["held_on", "id"]

    def __str__(self) -> str:
        return f"{self.held_on}调解"


class MeasureQuerySet(PartQuerySet):
    """Papers handed over are for all who see the dispute; what was said on a visit is for the handlers."""

    def visible_to(self, user: Any) -> MeasureQuerySet:
        own = Q(dispute__procurator=user.pk) | Q(dispute__assistant=user.pk) | Q(dispute__officer=user.pk)
        return super().visible_to(user).filter(own | ~Q(kind__in=SPOKEN))


class Measure(Part):
    """One act of settling: when, by what means, with whom, with what result."""

    tab = "mediation"

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="measures", verbose_name="争议")
    kind = models.CharField("形式", max_length=20, choices=MeasureKind.choices)
    means = models.CharField("化解手段", max_length=20, choices=Means.choices)
    on = models.DateField("日期")
    people = models.CharField("人员", max_length=200)
    content = models.TextField("内容")
    result = models.CharField("结果", max_length=200)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "化解措施"
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"


class HearingNotice(Part):
    """A public hearing on the dispute, as those who take part are told of it (人民检察院审查案件听证工作规定第十条)."""

    tab = "mediation"

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="hearings", verbose_name="争议")
    at = models.DateTimeField("听证时间")
    place = models.CharField("听证地点", max_length=120)
    host = models.CharField("主持人", max_length=80)
    listeners = models.CharField("听证员", max_length=200)
    questions = models.TextField("听证的问题")
    is_public = models.BooleanField("公开听证", default=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "听证通知"
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.dispute}听证"


class SimilarMark(Part):
    """A similar case that somebody found helpful, or not."""

    tab = "similar"

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="marks", verbose_name="争议")
    target = models.CharField("类案", max_length=80)
    title = models.CharField("名称", max_length=300)
    helped = models.BooleanField("有参考价值")
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="标记人")

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "类案标记"
        constraints = [models.UniqueConstraint(fields=["dispute", "target"], name="one_mark_per_similar_case")]

    def __str__(self) -> str:
        return self.title


class Closing(Part):
    """化解结案报告."""

    tab = "closing"

    dispute = models.OneToOneField(Dispute, models.CASCADE, related_name="closing", verbose_name="争议")
    course = models.TextField("化解经过")
    result = models.TextField("化解结果")
    follow_up = models.TextField("回访安排")
    recurring = models.BooleanField("存在类案问题", default=False)
    lessons = models.TextField("类案问题与启示", blank=True)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "结案报告"

    def __str__(self) -> str:
        return f"{self.dispute}结案报告"


class FollowUp(Part):
    """回访."""

    tab = "closing"

    dispute = models.ForeignKey(Dispute, models.CASCADE, related_name="visits", verbose_name="争议")
    due_on = models.DateField("计划回访日期")
    done_on = models.DateField("回访日期", null=True, blank=True)
    way = models.CharField("回访方式", max_length=20, blank=True)
    people = models.CharField("回访人员", max_length=120, blank=True)
    content = models.TextField("回访情况", blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="登记人")

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "回访"
        ordering = ["due_on", "id"]
        constraints = [models.CheckConstraint(name="visit_done_says_how", condition=Q(done_on=None) | (~Q(way="") & ~Q(content="")))]

    def __str__(self) -> str:
        return f"{self.due_on}回访"
