"""联络员, 值班表, 联席会议 and the tasks it sets."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from liaison.models.base import RoomQuerySet, Stated, is_of_the_room
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.models import Stamped


class ContactQuerySet(RoomQuerySet):
    """Contacts."""

    def current(self) -> ContactQuerySet:
        today = clock.today()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today)


class Contact(Stamped):
    """联络员 of a body, from a day to a day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="联络员")
    telephone = models.CharField("办公电话", max_length=40)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "联络员"
        ordering = ["organisation__order", "id"]
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="contact_once_per_body", condition=Q(until=None))]

    def get_absolute_url(self) -> str:
        return reverse("liaison:contacts")

    def __str__(self) -> str:
        return f"{self.organisation.short_name}联络员{self.person.name}"


class DutyDay(Stamped):
    """Who is on duty in the room on a day."""

    day = models.DateField("日期", unique=True)
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="值班人员")
    note = models.CharField("备注", max_length=80, blank=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = "值班"
        ordering = ["day"]

    def get_absolute_url(self) -> str:
        return reverse("liaison:contacts")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}{self.person.name}"


class MeetingQuerySet(ScopedQuerySet):
    """Those who are invited, and the body that calls it."""

    def visible_to(self, user: Any) -> MeetingQuerySet:
        if not is_of_the_room(user):
            return self.none()
        return self.filter(
            Q(organisation__in=user.organisation_ids)
            | Q(pk__in=JointMeeting.invited.through.objects.filter(organisation__in=user.organisation_ids).values("jointmeeting"))
        )


class JointMeeting(Stated, Stamped):
    """联席会议: agenda, who was there, minutes."""

    title = models.CharField("会议名称", max_length=120)
    number = models.CharField("纪要编号", max_length=60, blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="召集单位")
    convener = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="召集人")
    invited = models.ManyToManyField(Organisation, related_name="+", verbose_name="参会单位")
    starts_at = models.DateTimeField("时间")
    place = models.CharField("地点", max_length=120)
    agenda = ArrayField(models.CharField(max_length=160), verbose_name="议程")
    host = models.CharField("主持人", max_length=40, blank=True)
    present = models.TextField("出席人员", blank=True)
    absent = models.CharField("请假人员", max_length=200, blank=True)
    minutes = models.TextField("议定事项", blank=True)
    state = models.CharField("状态", max_length=12, default="planned")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "联席会议"
        ordering = ["-starts_at"]
        constraints = [models.CheckConstraint(name="held_meeting_has_minutes", condition=~Q(state="minuted") | ~Q(minutes=""))]

    def get_absolute_url(self) -> str:
        return reverse("liaison:meeting", args=[self.pk])

    def __str__(self) -> str:
        return self.title


class MeetingTaskQuerySet(ScopedQuerySet):
    """As the meeting exists."""

    def visible_to(self, user: Any) -> MeetingTaskQuerySet:
        return self.filter(meeting__in=JointMeeting.objects.visible_to(user))


class MeetingTask(Stated, Stamped):
    """What a meeting gave a body to do, until when."""

    meeting = models.ForeignKey(JointMeeting, models.CASCADE, related_name="tasks", verbose_name="联席会议")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="责任单位")
    text = models.CharField("任务", max_length=200)
    due_on = models.DateField("完成期限")
    state = models.CharField("状态", max_length=10, default="open")
    result = models.TextField("完成情况", blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="办理人")
    done_on = models.DateField("完成日期", null=True, blank=True)

    objects = MeetingTaskQuerySet.as_manager()

    class Meta:
        verbose_name = "会议任务"
        ordering = ["due_on", "id"]
        constraints = [models.CheckConstraint(name="done_meeting_task_says_how", condition=~Q(state="done") | (~Q(result="") & Q(done_on__isnull=False)))]

    def get_absolute_url(self) -> str:
        return self.meeting.get_absolute_url()

    def __str__(self) -> str:
        return self.text
