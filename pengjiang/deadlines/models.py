"""Running deadlines, their pauses and extensions, the reminders due to people, and the official year tables."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.crypto import EncryptedTextField
from pengjiang.common.models import Stamped


class Light(StrEnum):
    """期限灯: derived from the dates, never stored."""

    OVERDUE = "overdue"
    SOON = "soon"
    OK = "ok"
    PAUSED = "paused"
    DONE = "done"


LIGHT_WORDS = {Light.OVERDUE: "超期", Light.SOON: "临期", Light.OK: "正常", Light.PAUSED: "已中止", Light.DONE: "已办结"}


class CalendarYear(Stamped):
    """Rest days and make-up working days of a year, with the State Council notice they come from."""

    year = models.PositiveSmallIntegerField("年份", unique=True)
    notice_number = models.CharField("通知文号", max_length=60)
    notice_title = models.CharField("通知名称", max_length=120)
    rest_days = ArrayField(models.DateField(), verbose_name="放假日期", default=list)
    make_up_days = ArrayField(models.DateField(), verbose_name="调休上班日期", default=list)

    class Meta:
        verbose_name = "工作日历"
        ordering = ["-year"]

    def __str__(self) -> str:
        return f"{self.year}年"


class DeadlineQuerySet(ScopedQuerySet):
    """Deadlines by whom they bind and how they stand."""

    def visible_to(self, user: Any) -> DeadlineQuerySet:
        """Those that bind one's organisation, are held by oneself, or that one's side watches."""
        return self.filter(Q(bound_org__in=user.organisation_ids) | Q(watch_org__in=user.organisation_ids) | Q(holder=user.pk))

    def open(self) -> DeadlineQuerySet:
        return self.filter(state__in=[Deadline.State.RUNNING, Deadline.State.PAUSED])

    def running(self) -> DeadlineQuerySet:
        return self.filter(state=Deadline.State.RUNNING)

    def overdue(self, today: date | None = None) -> DeadlineQuerySet:
        return self.running().filter(due_on__lt=today or clock.today())

    def about(self, ref: str) -> DeadlineQuerySet:
        return self.filter(target=ref)


class Deadline(Stamped):
    """One limit running on one object. ``due_on`` is the last lawful day; ``steps`` the count as it was shown."""

    class State(models.TextChoices):
        RUNNING = "running", "进行中"
        PAUSED = "paused", "已中止"
        MET = "met", "已办结"
        WITHDRAWN = "withdrawn", "已撤销"

    target = models.CharField("对象", max_length=80)
    limit = models.CharField("期限", max_length=10)
    key = models.CharField("分项", max_length=40, blank=True)
    title = models.CharField("名称", max_length=120)
    bound_org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="义务单位")
    bound_roles = ArrayField(models.CharField(max_length=30), verbose_name="提醒角色", default=list, blank=True)
    watch_org = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="督办单位")
    holder = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="责任人")
    watcher = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="督办人")
    start_on = models.DateField("起算日")
    start_at = models.DateTimeField("起算时刻", null=True, blank=True)
    length = models.PositiveSmallIntegerField("长度", null=True, blank=True)
    extensions = ArrayField(models.PositiveSmallIntegerField(), verbose_name="延长", default=list, blank=True)
    due_on = models.DateField("末日")
    due_at = models.DateTimeField("届满时刻", null=True, blank=True)
    strict_due_on = models.DateField("未顺延的末日", null=True, blank=True)
    first_reminder_on = models.DateField("首次提醒日", null=True, blank=True)
    provisional = models.BooleanField("暂按推算", default=False)
    steps = models.JSONField("计算步骤", default=list)
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.RUNNING)
    met_on = models.DateField("办结日期", null=True, blank=True)
    overdue_told_for = models.DateField("已告知超期的末日", null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        verbose_name = "期限"
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["target", "limit", "key"], name="deadline_runs_once", condition=Q(state__in=["running", "paused"])
            ),
            models.CheckConstraint(
                name="deadline_met_has_day", condition=Q(state="met", met_on__isnull=False) | (~Q(state="met") & Q(met_on=None))
            ),
            models.CheckConstraint(name="deadline_strict_not_after_due", condition=Q(strict_due_on=None) | Q(strict_due_on__lte=F("due_on"))),
        ]
        indexes = [
            models.Index(fields=["target"], name="deadline_target"),
            models.Index(fields=["bound_org", "due_on"], name="deadline_open_of_org", condition=Q(state__in=["running", "paused"])),
            models.Index(fields=["due_on"], name="deadline_running", condition=Q(state="running")),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.due_on}"

    def light(self, today: date | None = None) -> Light:
        """超期 after the last day, 临期 from the first reminder on."""
        day = today or clock.today()
        if self.state in {self.State.MET, self.State.WITHDRAWN}:
            return Light.DONE
        if self.state == self.State.PAUSED:
            return Light.PAUSED
        if self.due_on < day:
            return Light.OVERDUE
        if self.first_reminder_on is not None and self.first_reminder_on <= day:
            return Light.SOON
        return Light.OK


class DeadlinePause(models.Model):
    """An interval in which a deadline stands still; open while ``until`` is empty."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="pauses", verbose_name="期限")
    since = models.DateField("中止日")
    until = models.DateField("恢复日", null=True, blank=True)
    reason = models.CharField("原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "期限中止"
        constraints = [
            models.CheckConstraint(name="pause_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=F("since"))),
            models.UniqueConstraint(fields=["deadline"], name="one_open_pause", condition=Q(until=None)),
        ]

    def __str__(self) -> str:
        return f"{self.since}–{self.until or ''}"


class Reminder(models.Model):
    """A reminder due to one person at one offset: the unique key is what makes it come once."""

    deadline = models.ForeignKey(Deadline, models.CASCADE, related_name="reminders", verbose_name="期限")
    offset = models.CharField("提前量", max_length=12)
    person = models.ForeignKey(User, models.CASCADE, related_name="+", verbose_name="人员")
    due_on = models.DateField("末日")
    made_at = models.DateTimeField("生成时间", default=clock.now)

    class Meta:
        verbose_name = "期限提醒"
        constraints = [models.UniqueConstraint(fields=["deadline", "offset", "due_on", "person"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.offset} → {self.person_id}"


class CalendarFeedQuerySet(ScopedQuerySet):
    """Feeds are their person's alone."""

    def visible_to(self, user: Any) -> CalendarFeedQuerySet:
        return self.filter(person=user.pk)


class CalendarFeed(Stamped):
    """The secret address under which a calendar program reads one person's limits; a new secret makes the old address void."""

    person = models.OneToOneField(User, models.CASCADE, related_name="calendar_feed", verbose_name="人员")
    secret = EncryptedTextField("密钥")
    digest = models.CharField("摘要", max_length=64, unique=True, editable=False)
    last_read_at = models.DateTimeField("最近读取", null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "日历订阅"

    def __str__(self) -> str:
        return f"{self.person}的期限日历"
