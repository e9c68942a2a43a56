"""案情通报, 执法动态, 信息共享单: from whom, to whom, who has read it and what was answered."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from liaison.enums import NoticeKind, Topic
from liaison.models.base import Stated, is_of_the_room
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.models import Stamped


class NoticeQuerySet(ScopedQuerySet):
    """The writer's body, and from its issue on those it is addressed to."""

    def visible_to(self, user: Any) -> NoticeQuerySet:
        if not is_of_the_room(user):
            return self.none()
        told = Q(state__in=["issued", "withdrawn"], pk__in=Receipt.objects.filter(organisation__in=user.organisation_ids).values("notice"))
        return self.filter(Q(organisation__in=user.organisation_ids) | told)


class Notice(Stated, Stamped):
    """One notice. ``topic`` says under which part of a mechanism it may be shared; with one, only signatories receive it."""

    kind = models.CharField("种类", max_length=12, choices=NoticeKind.choices)
    topic = models.CharField("共享范围", max_length=12, choices=Topic.choices, blank=True)
    title = models.CharField("标题", max_length=160)
    number = models.CharField("编号", max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="通报单位")
    author = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="起草人")
    since = models.DateField("统计起", null=True, blank=True)
    until = models.DateField("统计止", null=True, blank=True)
    body = models.TextField("内容")
    figures = models.JSONField("数据", default=list, blank=True)
    answer_by = models.DateField("请于何日前反馈", null=True, blank=True)
    state = models.CharField("状态", max_length=12, default="draft")
    issued_on = models.DateField("发出日期", null=True, blank=True)
    withdrawal = models.CharField("撤回理由", max_length=200, blank=True)
    addressees = models.ManyToManyField(Organisation, through="Receipt", related_name="+", verbose_name="主送单位")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "通报"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="issued_notice_has_a_day", condition=Q(state="draft") | Q(issued_on__isnull=False)),
            models.CheckConstraint(name="notice_period_runs_forward", condition=Q(since=None) | Q(until__gte=models.F("since"))),
        ]
        indexes = [models.Index(fields=["organisation", "-id"], name="liaison_notice_org")]

    def get_absolute_url(self) -> str:
        return reverse("liaison:notice", args=[self.pk])

    def __str__(self) -> str:
        return self.title


class ReceiptQuerySet(ScopedQuerySet):
    """An addressee its own, the writer's body all of its notice."""

    def visible_to(self, user: Any) -> ReceiptQuerySet:
        if not is_of_the_room(user):
            return self.none()
        return self.filter(
            Q(notice__organisation__in=user.organisation_ids)
            | Q(organisation__in=user.organisation_ids, notice__state__in=["issued", "withdrawn"])
        )


class Receipt(Stated, Stamped):
    """That one addressee has it, has read it, has answered."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="receipts", verbose_name="通报")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="主送单位")
    state = models.CharField("状态", max_length=12, default="sent")
    read_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="签收人")
    read_at = models.DateTimeField("签收时间", null=True, blank=True)
    answer = models.TextField("反馈", blank=True)
    answered_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="反馈人")
    answered_at = models.DateTimeField("反馈时间", null=True, blank=True)

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = "通报签收"
        ordering = ["organisation__order"]
        constraints = [models.UniqueConstraint(fields=["notice", "organisation"], name="notice_once_per_addressee")]

    def get_absolute_url(self) -> str:
        return self.notice.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.organisation.short_name}签收《{self.notice.title}》"
