"""The inbox and the letters queued for the mail server."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import User
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef


class NoticeQuerySet(ScopedQuerySet):
    """A person's own notices; nobody reads another's."""

    def visible_to(self, user: Any) -> NoticeQuerySet:
        return self.filter(person=user.pk)

    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at=None)


class Notice(models.Model):
    """One thing one person is told once. ``about`` is the deadline a reminder speaks of, so that it can be taken back."""

    entry = models.ForeignKey(AuditEntry, models.PROTECT, related_name="+", verbose_name="事件")
    person = models.ForeignKey(User, models.PROTECT, related_name="notices", verbose_name="收件人")
    kind = models.CharField("类别", max_length=80)
    title = models.CharField("标题", max_length=200)
    body = models.TextField("内容", blank=True)
    url = models.CharField("链接", max_length=300, blank=True)
    target = models.CharField("对象", max_length=80, blank=True)
    about = models.CharField("期限", max_length=80, blank=True)
    light = models.CharField("灯", max_length=10, blank=True)
    is_urgent = models.BooleanField("即时", default=False)
    created_at = models.DateTimeField("时间", default=clock.now)
    read_at = models.DateTimeField("阅读时间", null=True, blank=True)
    withdrawn = models.BooleanField("已不适用", default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "通知"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["entry", "person", "kind"], name="notice_once_per_entry_person_and_kind")]
        indexes = [
            models.Index(fields=["person", "-id"], name="notice_of_person"),
            models.Index(fields=["person"], name="notice_unread", condition=Q(read_at=None)),
            models.Index(fields=["about"], name="notice_about_deadline", condition=Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return self.title


class FollowQuerySet(ScopedQuerySet):
    """A person's own: who follows what is nobody else's business."""

    def visible_to(self, user: Any) -> FollowQuerySet:
        return self.filter(person=user.pk)


class Follow(models.Model):
    """关注: a person wishes to be told of what happens to an object. What they may read of it is asked anew at each event."""

    person = models.ForeignKey(User, models.CASCADE, related_name="follows", verbose_name="关注人")
    target = models.CharField("对象", max_length=80)
    since = models.DateTimeField("关注时间", default=clock.actual)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = "关注"
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["person", "target"], name="follow_once_per_person_and_object")]
        indexes = [models.Index(fields=["target"], name="follow_of_object")]

    def __str__(self) -> str:
        return ObjectRef.parse(self.target).label

    @property
    def kind(self) -> str:
        """What sort of thing it is."""
        return str(ObjectRef.parse(self.target).model._meta.verbose_name)


class MailRow(models.Model):
    """A letter to one person. The unique key is what makes it come once; the queue is what makes it come at all."""

    class State(models.TextChoices):
        QUEUED = "queued", "待发"
        SENT = "sent", "已发"
        FAILED = "failed", "已停止重试"

    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="收件人")
    day = models.DateField("日期")
    kind = models.CharField("类别", max_length=40)
    address = models.EmailField("地址")
    subject = models.CharField("主题", max_length=200)
    body = models.TextField("正文")
    state = models.CharField("状态", max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField("已试次数", default=0)
    next_try_at = models.DateTimeField("下次发送", default=clock.now)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    error = models.CharField("错误", max_length=500, blank=True)

    class Meta:
        verbose_name = "邮件"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["person", "day", "kind"], name="mail_once_per_person_day_and_kind"),
            models.CheckConstraint(
                name="mail_sent_has_time", condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None))
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], name="mail_queued", condition=Q(state="queued")),
            models.Index(fields=["id"], name="mail_failed", condition=Q(state="failed")),
        ]

    def __str__(self) -> str:
        return self.subject
