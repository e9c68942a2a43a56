"""线索移送: a matter on its way into the office, and the screening gate it passes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.enums import Channel, Parallel, Problem, Reasonableness, Tool
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.models import Stamped
from pengjiang.dossiers.models import Dossier

# Nothing is done in it any more.
OVER = ("closed", "refused", "merged", "filed")


class TransferQuerySet(ScopedQuerySet):
    """Referrals by who may know of them."""

    def visible_to(self, user: Any) -> TransferQuerySet:
        """The procuratorate: all but others' drafts; a town or bureau: what it sent itself."""
        sent = Q(sender__in=user.organisation_ids)
        if user.is_procuratorate:
            return self.filter(sent | ~Q(state=Transfer.DRAFT) | Q(created_by=user.pk))
        if user.is_town or user.is_bureau:
            return self.filter(sent)
        return self.none()

    def open(self) -> TransferQuerySet:
        return self.exclude(state__in=OVER)


class Transfer(Stamped):
    """A referral or a matter found by the office itself. ``sender`` is empty for channels that start without another body."""

    DRAFT = "draft"

    number = models.CharField("线索编号", max_length=60, blank=True)
    channel = models.CharField("案源", max_length=20, choices=Channel.choices, default=Channel.TOWN_REFERRAL)
    sender = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="移送单位")
    subject = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="被监督单位")
    subject_name = models.CharField("被监督单位（其他）", max_length=100, blank=True)
    title = models.CharField("线索名称", max_length=120)
    problem = models.CharField("疑似问题类别", max_length=20, choices=Problem.choices)
    reason = models.TextField("移送理由")
    facts = models.TextField("基本情况", blank=True)
    provisions = models.TextField("涉嫌违反的规定", blank=True)
    parties = models.CharField("当事人", max_length=200, blank=True)
    contact = models.CharField("联系人及电话", max_length=80, blank=True)
    is_urgent = models.BooleanField("紧急", default=False)
    external_number = models.CharField("来文或统一受案号", max_length=80, blank=True)
    dossiers = models.ManyToManyField(Dossier, related_name="transfers", blank=True, verbose_name="涉及案卷")

    state = models.CharField("状态", max_length=20, default=DRAFT)
    submitted_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="移送人")
    submitted_on = models.DateField("移送日期", null=True, blank=True)
    received_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="受理人")
    received_on = models.DateField("受理日期", null=True, blank=True)
    answer = models.TextField("退回、不受理或处理说明", blank=True)
    holder = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="承办检察官")
    assigned_on = models.DateField("分案日期", null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, related_name="merged", null=True, blank=True, verbose_name="并入线索")
    handed_to = models.CharField("转送部门", max_length=80, blank=True)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="登记人")
    # Set by reviews and disputes when a finding of theirs becomes a referral; one source gives one referral.
    source_ref = models.CharField("来源对象", max_length=80, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = "线索"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="transfer_number_is_unique", condition=~Q(number="")),
            models.UniqueConstraint(fields=["source_ref"], name="one_transfer_per_source", condition=~Q(source_ref="")),
            models.CheckConstraint(
                name="submitted_transfer_has_day", condition=Q(state="draft") | Q(submitted_on__isnull=False)
            ),
            models.CheckConstraint(
                name="accepted_transfer_has_receiver",
                condition=Q(state__in=["draft", "pending", "returned", "refused"])
                | Q(received_on__isnull=False, received_by__isnull=False),
            ),
            models.CheckConstraint(
                name="answered_transfer_says_why", condition=~Q(state__in=["returned", "refused", "handed_over", "filed"]) | ~Q(answer="")
            ),
            models.CheckConstraint(name="merged_transfer_names_target", condition=~Q(state="merged") | Q(merged_into__isnull=False)),
            models.CheckConstraint(name="transfer_has_a_subject", condition=Q(subject__isnull=False) | ~Q(subject_name="")),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="transfer_state"), models.Index(fields=["sender", "-id"], name="transfer_sender")]

    def get_absolute_url(self) -> str:
        return reverse("cases:transfer", args=[self.pk])

    def __str__(self) -> str:
        return self.title

    @property
    def assistant_id(self) -> int | None:
        """The assistant of the case it became: who may close the case closes the referral with it."""
        case = getattr(self, "case", None)
        return case.assistant_id if case else None

    @property
    def subject_label(self) -> str:
        """The full name of the body concerned; of what is over, by the name of then."""
        return self.subject.name_on(self.ended_on) if self.subject_id else self.subject_name

    @property
    def subject_note(self) -> str:
        return self.subject.note_on(self.ended_on) if self.subject_id else ""

    @property
    def ended_on(self) -> date | None:
        """The day whose names hold for what is over: that of its case, or of its receipt."""
        if self.state not in OVER:
            return None
        case = getattr(self, "case", None)
        return (case.closed_on if case else None) or self.received_on or self.submitted_on


class Screening(Stamped):
    """立案前审查: the gate of domain.md 5.5, filled before a matter is accepted and printed on its register form."""

    transfer = models.OneToOneField(Transfer, models.CASCADE, related_name="screening", verbose_name="线索")
    origin = models.CharField("监督职责来源", max_length=20, choices=Channel.choices)
    duty_note = models.TextField("如何属于履行法律监督职责中发现")
    parallel = models.CharField("并行程序", max_length=20, choices=Parallel.choices)
    parallel_note = models.CharField("并行程序说明", max_length=200, blank=True)
    reasonableness = models.CharField("合法性与合理性", max_length=20, choices=Reasonableness.choices)
    effect = models.TextField("影响的合法权益或者公共利益")
    tool = models.CharField("拟采用的监督方式", max_length=20, choices=Tool.choices)
    screened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="审查人")

    class Meta:
        verbose_name = "受理审查"
        constraints = [
            models.CheckConstraint(name="screening_ties_to_a_duty", condition=~Q(duty_note="")),
            models.CheckConstraint(name="parallel_proceedings_are_explained", condition=Q(parallel="none") | ~Q(parallel_note="")),
        ]

    def __str__(self) -> str:
        return f"{self.transfer} 受理审查"
