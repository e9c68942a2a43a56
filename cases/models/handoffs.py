"""检司衔接: a matter handed between procuratorate and judicial bureau, what came of it, and 联合督办."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from cases.enums import HandoffKind, SupervisionPaper
from cases.models.supervision import SupervisionCase
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.models import Stamped
from pengjiang.dossiers.models import Dossier
from pengjiang.workflow.registry import machine_of

IN_HAND = ("accepted", "opined", "corrected")


class HandoffQuerySet(ScopedQuerySet):
    """Matters by side."""

    def visible_to(self, user: Any) -> HandoffQuerySet:
        """The sender's all; the receiver's once sent. Towns know only the opinion they were given."""
        if not (user.is_procuratorate or user.is_bureau):
            return self.none()
        own = user.organisation_ids
        return self.filter(Q(sender__in=own) | (Q(receiver__in=own) & ~Q(state__in=["draft", "dropped"])))

    def in_hand(self) -> HandoffQuerySet:
        return self.filter(state__in=IN_HAND)


class Handoff(Stamped):
    """One matter handed over. ``case`` is the sender's own case where it came out of one."""

    number = models.CharField("编号", max_length=60, blank=True)
    kind = models.CharField("种类", max_length=20, choices=HandoffKind.choices)
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="移送单位")
    receiver = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="接收单位")
    title = models.CharField("事项", max_length=120)
    case = models.ForeignKey(SupervisionCase, models.PROTECT, related_name="handoffs", null=True, blank=True, verbose_name="来源案件")
    # What the receiving procuratorate made of it: a case of its own; a referral names the handoff as its source.
    opened = models.ForeignKey(SupervisionCase, models.PROTECT, related_name="taken_up_from", null=True, blank=True, verbose_name="立案")
    subject = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="涉及镇街")
    dossiers = models.ManyToManyField(Dossier, related_name="handoffs", blank=True, verbose_name="涉及案卷")
    person = models.CharField("当事人（申请人）", max_length=120, blank=True)
    facts = models.TextField("基本情况")
    request = models.TextField("移送的理由和请求")
    answer_days = models.PositiveSmallIntegerField("反馈期限（日）", default=30)
    state = models.CharField("状态", max_length=12, default="draft")
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="拟稿人")
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="移送人")
    sent_on = models.DateField("移送日期", null=True, blank=True)
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    return_reason = models.TextField("退回理由", blank=True)
    is_joint = models.BooleanField("联合督办", default=False)
    joint_note = models.TextField("联合督办分工", blank=True)
    opinion_kind = models.CharField("监督文书", max_length=20, blank=True)
    opinion_number = models.CharField("监督文书文号", max_length=60, blank=True)
    opinion = models.TextField("监督意见、决定的内容", blank=True)
    opined_on = models.DateField("作出日期", null=True, blank=True)
    correct_by = models.DateField("要求纠正的期限", null=True, blank=True)
    correction = models.TextField("镇街纠正情况", blank=True)
    corrected_on = models.DateField("纠正日期", null=True, blank=True)
    answer = models.TextField("反馈的结果", blank=True)
    answered_on = models.DateField("反馈日期", null=True, blank=True)

    objects = HandoffQuerySet.as_manager()

    class Meta:
        verbose_name = "检司衔接事项"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="handoff_is_to_another_body", condition=~Q(sender=F("receiver"))),
            models.CheckConstraint(name="sent_handoff_has_number", condition=Q(state__in=["draft", "dropped"]) | (~Q(number="") & Q(sent_on__isnull=False))),
            models.CheckConstraint(name="answered_handoff_says_what", condition=~Q(state="answered") | (~Q(answer="") & Q(answered_on__isnull=False))),
            models.UniqueConstraint(fields=["number"], name="handoff_number_is_unique", condition=~Q(number="")),
        ]

    def get_absolute_url(self) -> str:
        return reverse("cases:handoff", args=[self.pk])

    def __str__(self) -> str:
        return self.number or self.title

    @property
    def opinion_label(self) -> str:
        """监督意见书 or 监督决定书."""
        return SupervisionPaper(self.opinion_kind).label if self.opinion_kind else ""

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label
