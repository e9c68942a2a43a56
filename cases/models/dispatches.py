"""发函与移送: a paper of the office to another body about a case, from its wording to the answer."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.dispatch_kinds import KIND_CHOICES, KINDS, Kind
from cases.models.recommendations import Recommendation
from cases.models.supervision import SupervisionCase
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.models import Stamped
from pengjiang.workflow.registry import machine_of

SENT_STATES = ("sent", "received", "answered")


class DispatchQuerySet(ScopedQuerySet):
    """Papers sent, by side."""

    def visible_to(self, user: Any) -> DispatchQuerySet:
        """The procuratorate all; a body of the district what was sent to it."""
        if user.is_procuratorate:
            return self.all()
        if user.is_town or user.is_bureau:
            return self.filter(organisation__in=user.organisation_ids, state__in=SENT_STATES)
        return self.none()


class Dispatch(Stamped):
    """One paper to one body. ``organisation`` is set where that body works in this system."""

    case = models.ForeignKey(SupervisionCase, models.PROTECT, related_name="dispatches", verbose_name="案件")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="dispatches", null=True, blank=True, verbose_name="检察建议")
    kind = models.CharField("种类", max_length=30, choices=KIND_CHOICES)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="受文单位")
    addressee_name = models.CharField("受文单位全称", max_length=100)
    facts = models.TextField("事实和情况")
    reason = models.TextField("理由和依据", blank=True)
    request = models.TextField("请求或者意见", blank=True)
    materials = models.TextField("随附材料", blank=True)
    reply_months = models.PositiveSmallIntegerField("回复期（月）", null=True, blank=True)
    contact = models.CharField("联系人及电话", max_length=80, blank=True)

    state = models.CharField("状态", max_length=10, default="draft")
    number = models.CharField("文号", max_length=60, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="拟稿人")
    opinion = models.TextField("审批意见", blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="批准人")
    approved_as = models.CharField("批准署名", max_length=90, blank=True)
    sent_on = models.DateField("发出日期", null=True, blank=True)
    receiver = models.CharField("签收人", max_length=60, blank=True)
    received_on = models.DateField("签收日期", null=True, blank=True)
    answer = models.TextField("回复（处理结果）", blank=True)
    answer_number = models.CharField("回复文号", max_length=60, blank=True)
    answered_on = models.DateField("回复日期", null=True, blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = "发函"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="sent_dispatch_has_day", condition=~Q(state__in=SENT_STATES) | Q(sent_on__isnull=False)),
            models.CheckConstraint(name="answered_dispatch_says_what", condition=~Q(state="answered") | (~Q(answer="") & Q(answered_on__isnull=False))),
            models.UniqueConstraint(fields=["kind", "number"], name="dispatch_number_is_unique", condition=~Q(number="")),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="dispatch_state"), models.Index(fields=["organisation", "-id"], name="dispatch_organisation")]

    def get_absolute_url(self) -> str:
        return reverse("cases:dispatch", args=[self.pk])

    @property
    def approver(self) -> str:
        """Who decided, as signed: 某某代某某 where one stood in."""
        return self.approved_as or (self.approved_by.name if self.approved_by_id else "")

    def __str__(self) -> str:
        return self.number or f"{self.type.label}（{self.addressee_name}）"

    @property
    def type(self) -> Kind:
        return KINDS[self.kind]

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
