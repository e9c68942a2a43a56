"""Who marks a file, and what they took off. Blind: until both marks are in, nobody but their author and who oversees the round sees a row."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.models import Stamped
from pengjiang.workflow.registry import machine_of
from reviews.enums import Purpose, Seat
from reviews.models.files import GRADES, SampledFile
from reviews.models.rounds import Round


class AssignmentQuerySet(ScopedQuerySet):
    """Assignments."""

    def visible_to(self, user: Any) -> AssignmentQuerySet:
        """One's own; all of a round for who oversees it."""
        return self.filter(Q(reviewer=user.pk) | Q(file__round__in=Round.objects.overseen_by(user)))

    def open(self) -> AssignmentQuerySet:
        return self.filter(state="open")

    def paired(self, user: Any) -> AssignmentQuerySet:
        """Where somebody is one of the two who mark a file."""
        return self.filter(reviewer=user.pk, seat__in=[Seat.FIRST, Seat.SECOND]).exclude(state="ended")


class Assignment(Stamped):
    """One reviewer on one file, with what the marks come to."""

    file = models.ForeignKey(SampledFile, models.PROTECT, related_name="assignments", verbose_name="评查案卷")
    reviewer = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="评查员")
    body = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    seat = models.CharField("身份", max_length=12, choices=Seat.choices)
    state = models.CharField("状态", max_length=12, default="open")
    score = models.DecimalField("得分", max_digits=4, decimal_places=1, null=True, blank=True)
    grade = models.CharField("等次", max_length=10, choices=GRADES, blank=True)
    vetoed = models.BooleanField("一票否决", default=False)
    heavy_zero = models.BooleanField("重要项目得零分", default=False)
    submitted_at = models.DateTimeField("提交时间", null=True, blank=True)
    first_score = models.DecimalField("初次得分", max_digits=4, decimal_places=1, null=True, blank=True)
    # In the talk each may change once or stand by the marks; either is said.
    has_spoken = models.BooleanField("合议已表态", default=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "评查任务"
        ordering = ["file__order", "seat", "id"]
        constraints = [
            models.UniqueConstraint(fields=["file", "reviewer"], name="reviewer_once_on_a_file"),
            models.UniqueConstraint(fields=["file", "seat"], name="seat_once_on_a_file", condition=~Q(seat="calibration") & ~Q(state="ended")),
            models.CheckConstraint(name="submitted_mark_has_a_score", condition=~Q(state="submitted") | Q(score__isnull=False)),
        ]
        indexes = [models.Index(fields=["reviewer", "state"], name="assignment_of_reviewer")]

    def __str__(self) -> str:
        return f"{self.file} {self.get_seat_display()}"

    def get_absolute_url(self) -> str:
        return reverse("reviews:score", args=[self.pk])

    @property
    def round(self) -> Round:
        return self.file.round

    @property
    def is_calibration(self) -> bool:
        return self.file.purpose == Purpose.CALIBRATION

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label


class MarkQuerySet(ScopedQuerySet):
    """Marks are seen with their assignment."""

    def visible_to(self, user: Any) -> MarkQuerySet:
        return self.filter(assignment__in=Assignment.objects.visible_to(user))


class Mark(Stamped):
    """What one reviewer says of one item or veto; items without a row have full marks. Keeps the item as it was worded."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="marks", verbose_name="评查任务")
    code = models.CharField("编号", max_length=8)
    title = models.CharField("项目", max_length=80)
    group = models.CharField("部分", max_length=40, blank=True)
    maximum = models.DecimalField("满分", max_digits=4, decimal_places=1, default=0)
    is_veto = models.BooleanField("一票否决项", default=False)
    lost = models.DecimalField("扣分", max_digits=4, decimal_places=1, default=0)
    absent = models.BooleanField("不适用", default=False)
    reason = models.TextField("理由", blank=True)
    page = models.PositiveIntegerField("页码", null=True, blank=True)
    common = models.BooleanField("共性问题", default=False)
    rule = models.CharField("体检规则", max_length=8, blank=True)
    revision = models.PositiveIntegerField("版次", default=1)

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = "评分"
        ordering = ["assignment", "code"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "code"], name="mark_once_per_item"),
            models.CheckConstraint(name="mark_within_its_item", condition=Q(lost__gte=0, lost__lte=models.F("maximum"))),
            models.CheckConstraint(name="deduction_has_reason_and_page", condition=Q(lost=0) | (~Q(reason="") & Q(page__isnull=False))),
            models.CheckConstraint(name="veto_takes_off_nothing_itself", condition=Q(is_veto=False) | Q(lost=0, maximum=0)),
        ]

    def __str__(self) -> str:
        return f"{self.code} −{self.lost}"


class TalkLineQuerySet(ScopedQuerySet):
    """合议: for the two and for who oversees the round."""

    def visible_to(self, user: Any) -> TalkLineQuerySet:
        mine = Assignment.objects.paired(user).values("file")
        return self.filter(Q(file__in=mine, file__both_in=True) | Q(file__round__in=Round.objects.overseen_by(user)))


class TalkLine(Stamped):
    """What was said on a difference; the log is kept."""

    file = models.ForeignKey(SampledFile, models.PROTECT, related_name="talk", verbose_name="评查案卷")
    speaker = models.ForeignKey(Assignment, models.PROTECT, related_name="+", verbose_name="发言人")
    text = models.TextField("意见")
    changed = models.BooleanField("同时修改评分", default=False)

    objects = TalkLineQuerySet.as_manager()

    class Meta:
        verbose_name = "合议记录"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:30]
