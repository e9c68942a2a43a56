"""导师课堂: mentors, courses, sessions, who comes, short tests, what each officer has done."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from liaison.enums import CourseKind, Way
from liaison.models.base import RoomQuerySet, Stated, is_of_a_body
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.models import Stamped
from pengjiang.dossiers.enums import Field


class MentorQuerySet(RoomQuerySet):
    """Mentors."""

    def current(self) -> MentorQuerySet:
        today = clock.today()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today)


class Mentor(Stamped):
    """Somebody who answers and teaches, in some fields or in all."""

    person = models.ForeignKey(User, models.PROTECT, related_name="mentorships", verbose_name="导师")
    fields = ArrayField(models.CharField(max_length=20, choices=Field.choices), verbose_name="专长领域", default=list, blank=True)
    note = models.CharField("简介", max_length=200, blank=True)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)

    objects = MentorQuerySet.as_manager()

    class Meta:
        verbose_name = "导师"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["person"], name="mentor_once_per_person", condition=Q(until=None))]

    def get_absolute_url(self) -> str:
        return reverse("liaison:mentors")

    def __str__(self) -> str:
        return self.person.name

    @property
    def field_words(self) -> str:
        return "、".join(Field(one).label for one in self.fields) or "各领域"


class CourseQuerySet(ScopedQuerySet):
    """Courses are the room's; coaching exists for the town it is for."""

    def visible_to(self, user: Any) -> CourseQuerySet:
        if is_of_a_body(user):
            return self.all()
        if not user.is_town:
            return self.none()
        return self.filter(Q(kind=CourseKind.CLASS) & ~Q(state__in=["proposed", "preparing"]) | Q(town__in=user.organisation_ids))


class Course(Stated, Stamped):
    """One course, or coaching on site that a town has asked for or that was proposed to it."""

    kind = models.CharField("形式", max_length=10, choices=CourseKind.choices, default=CourseKind.CLASS)
    title = models.CharField("课程", max_length=120)
    summary = models.TextField("内容提要")
    field = models.CharField("领域", max_length=20, choices=Field.choices, blank=True)
    problem = models.CharField("针对的共性问题", max_length=120, blank=True)
    mentor = models.ForeignKey(Mentor, models.PROTECT, related_name="courses", null=True, blank=True, verbose_name="授课导师")
    town = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="面向镇街")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    state = models.CharField("状态", max_length=12, default="proposed")
    pass_mark = models.PositiveSmallIntegerField("合格分", default=60)
    refusal = models.CharField("不办理由", max_length=200, blank=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = "课程"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="coaching_is_for_a_town", condition=~Q(kind="coaching") | Q(town__isnull=False)),
            models.CheckConstraint(name="pass_mark_is_of_a_hundred", condition=Q(pass_mark__lte=100)),
        ]

    def get_absolute_url(self) -> str:
        return reverse("liaison:course", args=[self.pk])

    def __str__(self) -> str:
        return self.title


class OfCourseQuerySet(ScopedQuerySet):
    """As the course exists."""

    def visible_to(self, user: Any) -> OfCourseQuerySet:
        return self.filter(course__in=Course.objects.visible_to(user))


class OfCourse(Stamped):
    """Parts lead to their course."""

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return self.course.get_absolute_url()


class Session(OfCourse):
    """One date of a course; its code is given out in the room."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="sessions", verbose_name="课程")
    starts_at = models.DateTimeField("时间")
    place = models.CharField("地点", max_length=120)
    code = models.CharField("签到码", max_length=6)
    open_until = models.DateTimeField("签到截止")

    objects = OfCourseQuerySet.as_manager()

    class Meta:
        verbose_name = "课次"
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return f"{self.starts_at.astimezone(clock.ZONE):%Y-%m-%d %H:%M} {self.place}"


class Material(OfCourse):
    """A paper, or the place where a recording lies."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="materials", verbose_name="课程")
    title = models.CharField("名称", max_length=120)
    reference = models.CharField("录像存放位置", max_length=200, blank=True)

    objects = OfCourseQuerySet.as_manager()

    class Meta:
        verbose_name = "课程资料"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.title


class EnrolmentQuerySet(ScopedQuerySet):
    """One's own, one's organisation's, and all for the two bodies."""

    def visible_to(self, user: Any) -> EnrolmentQuerySet:
        if is_of_a_body(user):
            return self.all()
        return self.filter(Q(person=user.pk) | Q(organisation__in=user.organisation_ids)) if user.is_town else self.none()


class Enrolment(Stated, OfCourse):
    """One officer in one course: enrolled, present, tested, certified."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="enrolments", verbose_name="课程")
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="学员")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="单位")
    state = models.CharField("状态", max_length=12, default="enrolled")
    enrolled_on = models.DateField("报名日期", default=clock.today)
    best = models.PositiveSmallIntegerField("最好成绩", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("测验次数", default=0)
    certified_on = models.DateField("结业日期", null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = "学员"
        ordering = ["organisation__order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["course", "person"], name="enrolled_once_per_course"),
            models.CheckConstraint(name="certified_officer_has_a_day", condition=~Q(state="certified") | Q(certified_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}《{self.course.title}》"


class Attendance(OfCourse):
    """That somebody was there."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="+", verbose_name="课程")
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances", verbose_name="课次")
    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="学员")
    way = models.CharField("方式", max_length=6, choices=Way.choices)
    at = models.DateTimeField("签到时间", default=clock.now)

    objects = OfCourseQuerySet.as_manager()

    class Meta:
        verbose_name = "签到"
        constraints = [models.UniqueConstraint(fields=["session", "person"], name="present_once_per_session")]

    def __str__(self) -> str:
        return f"{self.person.name}签到"


class Exercise(OfCourse):
    """One question of the short test, with where it comes from: a rule, or a masked mistake of the last review."""

    course = models.ForeignKey(Course, models.CASCADE, related_name="exercises", verbose_name="课程")
    text = models.TextField("题目")
    options = ArrayField(models.CharField(max_length=200), verbose_name="选项")
    right = models.PositiveSmallIntegerField("正确选项")
    reason = models.TextField("解析", blank=True)
    source = models.CharField("出处", max_length=120, blank=True)

    objects = OfCourseQuerySet.as_manager()

    class Meta:
        verbose_name = "测验题"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:40]
