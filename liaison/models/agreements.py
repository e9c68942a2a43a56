"""机制文件: who has signed what, article by article, and the duties that come back each month, quarter or year."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from liaison.enums import AgreementKind, Every, Topic
from liaison.models.base import Stated, is_of_a_body
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.models import Stamped

IN_FORCE = "in_force"


class AgreementQuerySet(ScopedQuerySet):
    """The two bodies see all of them, a town those it is a party to."""

    def visible_to(self, user: Any) -> AgreementQuerySet:
        if is_of_a_body(user):
            return self.all()
        return self.filter(pk__in=Party.objects.filter(organisation__in=user.organisation_ids).values("agreement")) if user.is_town else self.none()

    def in_force(self) -> AgreementQuerySet:
        """Signed, begun, not ended."""
        today = clock.today()
        return self.filter(Q(until=None) | Q(until__gte=today), state=IN_FORCE, since__lte=today)


class Agreement(Stated, Stamped):
    """One mechanism; ``topics`` are what its signatories may share with one another."""

    name = models.CharField("名称", max_length=160)
    kind = models.CharField("类别", max_length=12, choices=AgreementKind.choices)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="牵头单位")
    topics = ArrayField(models.CharField(max_length=12, choices=Topic.choices), verbose_name="可以共享", default=list, blank=True)
    since = models.DateField("施行日期", null=True, blank=True)
    until = models.DateField("有效期至", null=True, blank=True)
    state = models.CharField("状态", max_length=12, default="draft")
    ending = models.CharField("终止原因", max_length=200, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "机制文件"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="agreement_in_force_has_a_day", condition=Q(state="draft") | Q(since__isnull=False)),
            models.CheckConstraint(name="agreement_runs_forward", condition=Q(until=None) | Q(since=None) | Q(until__gte=models.F("since"))),
        ]

    def get_absolute_url(self) -> str:
        return reverse("liaison:agreement", args=[self.pk])

    def __str__(self) -> str:
        return self.name

    @property
    def topic_words(self) -> str:
        return "、".join(Topic(one).label for one in self.topics)


class PartQuerySet(ScopedQuerySet):
    """Parts exist for whom the agreement does."""

    def visible_to(self, user: Any) -> PartQuerySet:
        return self.filter(agreement__in=Agreement.objects.visible_to(user))


class Part(Stamped):
    """What belongs to an agreement leads to its page."""

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return self.agreement.get_absolute_url()


class Party(Part):
    """A body that is to sign or has signed; one outside the system has a name only."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties", verbose_name="机制文件")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="单位")
    name = models.CharField("系统外单位", max_length=100, blank=True)
    signed_on = models.DateField("签署日期", null=True, blank=True)
    signer = models.CharField("签署人", max_length=40, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "签署单位"
        ordering = ["organisation__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once_per_agreement"),
            models.CheckConstraint(name="party_is_somebody", condition=Q(organisation__isnull=False) | ~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return self.organisation.name if self.organisation_id else self.name


class Article(Part):
    """One article of a mechanism."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="articles", verbose_name="机制文件")
    order = models.PositiveSmallIntegerField("条")
    title = models.CharField("条目", max_length=60, blank=True)
    text = models.TextField("内容")

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "机制条文"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["agreement", "order"], name="article_once_per_number")]

    def __str__(self) -> str:
        return f"第{self.order}条"


class Duty(Part):
    """Who informs whom of what, how often, so many days after the period's end."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="duties", verbose_name="机制文件")
    article = models.ForeignKey(Article, models.CASCADE, related_name="duties", null=True, blank=True, verbose_name="所依条文")
    bound = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="由谁办理")
    informs = models.CharField("告知谁", max_length=100)
    what = models.CharField("事项", max_length=160)
    every = models.CharField("频次", max_length=10, choices=Every.choices)
    within = models.PositiveSmallIntegerField("期末后几日内", default=10)
    since = models.DateField("首个周期自")
    is_on = models.BooleanField("有效", default=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "约定义务"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what


class DutyTaskQuerySet(ScopedQuerySet):
    """As the agreement exists."""

    def visible_to(self, user: Any) -> DutyTaskQuerySet:
        return self.filter(duty__agreement__in=Agreement.objects.visible_to(user))


class DutyTask(Stated, Stamped):
    """A duty of one period: to be done by a day, ticked with proof."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="tasks", verbose_name="约定义务")
    period = models.CharField("周期", max_length=20)
    due_on = models.DateField("完成期限")
    state = models.CharField("状态", max_length=10, default="open")
    note = models.TextField("办理情况", blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="办理人")
    done_on = models.DateField("办理日期", null=True, blank=True)

    objects = DutyTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "应办义务"
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "period"], name="duty_once_per_period"),
            models.CheckConstraint(name="done_duty_says_when_and_how", condition=~Q(state="done") | (Q(done_on__isnull=False) & ~Q(note=""))),
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="duty_task_due")]

    def get_absolute_url(self) -> str:
        return f"{self.duty.agreement.get_absolute_url()}?tab=duties"

    def __str__(self) -> str:
        return f"{self.period}{self.duty.what}"

    @property
    def is_late(self) -> bool:
        return self.state == "open" and self.due_on < clock.today()
