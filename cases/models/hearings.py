"""公开听证 (《人民检察院审查案件听证工作规定》): decision, participants, notice, course, listeners' opinion, what was made of it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.enums import HearingPart, OpinionUse
from cases.models.investigations import OfCaseQuerySet
from cases.models.listeners import Listener
from cases.models.supervision import SupervisionCase
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import User
from pengjiang.common.models import Stamped
from pengjiang.workflow.registry import machine_of


class Hearing(Stamped):
    """One hearing on a case."""

    case = models.ForeignKey(SupervisionCase, models.PROTECT, related_name="hearings", verbose_name="案件")
    state = models.CharField("状态", max_length=10, default="asked")
    reason = models.TextField("听证理由")
    requested_by = models.CharField("申请人", max_length=100, blank=True)
    issues = models.TextField("听证要解决的问题")
    is_public = models.BooleanField("公开听证", default=True)
    decision_note = models.TextField("决定意见", blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="决定人")
    decided_as = models.CharField("决定署名", max_length=90, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    host = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="主持人")
    at = models.DateTimeField("听证时间", null=True, blank=True)
    place = models.CharField("听证地点", max_length=120, blank=True)
    place_approved = models.BooleanField("检察长同意在检察听证室以外举行", default=False)
    notified_on = models.DateField("告知日期", null=True, blank=True)
    held_on = models.DateField("召开日期", null=True, blank=True)
    # What happened at each step of the running order; keys as in HEARING_STEPS.
    course = models.JSONField("听证过程", default=dict, blank=True)
    recorded = models.BooleanField("全程录音录像", default=False)
    opinion = models.TextField("听证员意见", blank=True)
    use = models.CharField("意见采纳情况", max_length=10, choices=OpinionUse.choices, blank=True)
    use_note = models.TextField("采纳情况说明", blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "公开听证"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_open_hearing", condition=Q(state__in=["asked", "decided", "notified", "held"])),
            models.CheckConstraint(name="told_hearing_has_time_and_place", condition=~Q(state__in=["notified", "held", "closed"]) | (Q(at__isnull=False) & ~Q(place=""))),
            models.CheckConstraint(name="unfollowed_opinion_says_why", condition=Q(use__in=["", "full"]) | ~Q(use_note="")),
        ]

    def get_absolute_url(self) -> str:
        return reverse("cases:hearing", args=[self.pk])

    @property
    def decider(self) -> str:
        """Who decided, as signed: 某某代某某 where one stood in."""
        return self.decided_as or (self.decided_by.name if self.decided_by_id else "")

    def __str__(self) -> str:
        return f"{self.case.number} 听证"

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label

    @property
    def holder_id(self) -> int:
        return self.case.holder_id

    @property
    def holder(self) -> User:
        return self.case.holder

    @property
    def assistant_id(self) -> int | None:
        return self.case.assistant_id


class HearingPersonQuerySet(ScopedQuerySet):
    """As the hearing."""

    def visible_to(self, user: Any) -> HearingPersonQuerySet:
        return self.all() if user.is_procuratorate else self.none()


class HearingPerson(Stamped):
    """One who takes part; each has a notice of their own."""

    hearing = models.ForeignKey(Hearing, models.CASCADE, related_name="persons", verbose_name="听证")
    part = models.CharField("身份", max_length=20, choices=HearingPart.choices)
    name = models.CharField("姓名或者单位", max_length=100)
    title = models.CharField("职务或者身份说明", max_length=100, blank=True)
    # Chosen from the register; one written freely has none.
    listener = models.ForeignKey(Listener, models.PROTECT, related_name="invitations", null=True, blank=True, verbose_name="听证员")

    objects = HearingPersonQuerySet.as_manager()

    class Meta:
        verbose_name = "听证参加人"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["hearing", "part", "name"], name="hearing_person_once")]

    def get_absolute_url(self) -> str:
        return self.hearing.get_absolute_url()

    def __str__(self) -> str:
        return self.name

    @property
    def holder_id(self) -> int:
        return self.hearing.holder_id

    @property
    def holder(self) -> User:
        return self.hearing.holder

    @property
    def assistant_id(self) -> int | None:
        return self.hearing.assistant_id
