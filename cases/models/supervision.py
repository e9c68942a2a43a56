"""监督案件."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.case_types import CASE_TYPE_CHOICES, CASE_TYPES, result_label
from cases.enums import Channel
from cases.models.transfers import Transfer
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.models import Stamped
from pengjiang.dossiers.models import Dossier
from pengjiang.workflow.registry import machine_of

# Nothing is done in it any more.
OVER = ("closed", "archived", "merged")


class SupervisionCaseQuerySet(ScopedQuerySet):
    """Cases are the procuratorate's alone: towns and bureau never see one."""

    def visible_to(self, user: Any) -> SupervisionCaseQuerySet:
        return self.all() if user.is_procuratorate else self.none()

    def open(self) -> SupervisionCaseQuerySet:
        return self.exclude(state__in=OVER)


class SupervisionCase(Stamped):
    """A docketed case of one of the types of ``cases.case_types``."""

    number = models.CharField("案号", max_length=60, unique=True)
    unified_number = models.CharField("统一受案号", max_length=80, blank=True)
    case_type = models.CharField("案件类别", max_length=20, choices=CASE_TYPE_CHOICES)
    channel = models.CharField("案源", max_length=20, choices=Channel.choices)
    title = models.CharField("案件名称", max_length=120)
    transfer = models.OneToOneField(Transfer, models.PROTECT, related_name="case", null=True, blank=True, verbose_name="线索")
    # For a case without a referral: the duty in which the matter was found, and what was found.
    origin = models.TextField("案件来源说明", blank=True)
    # Further referrals handled together with it (类案, 并案办理).
    joined = models.ManyToManyField(Transfer, related_name="joined_cases", blank=True, verbose_name="并入线索")
    follows = models.ForeignKey("cases.Recommendation", models.PROTECT, related_name="followed_by", null=True, blank=True, verbose_name="跟进的检察建议")
    subject = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="被监督单位")
    subject_name = models.CharField("被监督单位（其他）", max_length=100, blank=True)
    dossiers = models.ManyToManyField(Dossier, related_name="cases", blank=True, verbose_name="涉及案卷")
    holder = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="承办检察官")
    assistant = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="检察官助理")
    # 并案, 串案, 拆分.
    merged_into = models.ForeignKey("self", models.PROTECT, related_name="merged", null=True, blank=True, verbose_name="并入案件")
    split_from = models.ForeignKey("self", models.PROTECT, related_name="parts", null=True, blank=True, verbose_name="拆分自")
    related = models.ManyToManyField("self", blank=True, verbose_name="串案")
    # 补录: a matter from before this system; its handler of that time may have no account.
    is_history = models.BooleanField("补录", default=False)
    handled_by_name = models.CharField("原承办人", max_length=60, blank=True)
    state = models.CharField("状态", max_length=20, default="accepted")
    docketed_on = models.DateField("立案（受理）日期")
    plan = models.TextField("调查核实方案", blank=True)
    investigation_asked_on = models.DateField("呈批日期", null=True, blank=True)
    investigation_decided_on = models.DateField("决定调查核实日期", null=True, blank=True)
    investigation_decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="决定人")
    investigation_decided_as = models.CharField("决定署名", max_length=90, blank=True)
    concluded_on = models.DateField("调查终结日期", null=True, blank=True)
    # 调查终结报告 in the parts of domain.md 11.3; keys: process, facts, analysis, view, proposal, risk.
    report = models.JSONField("调查终结报告", default=dict, blank=True)
    suspended_reason = models.CharField("中止原因", max_length=200, blank=True)
    result = models.CharField("办理结果", max_length=40, blank=True)
    result_note = models.TextField("结果说明", blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)

    objects = SupervisionCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "监督案件"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(name="case_has_a_subject", condition=Q(subject__isnull=False) | ~Q(subject_name="")),
            models.CheckConstraint(
                name="investigated_case_was_decided",
                condition=~Q(state__in=["investigating", "concluded"]) | Q(investigation_decided_on__isnull=False),
            ),
            models.CheckConstraint(
                name="closed_case_has_result_and_day",
                condition=~Q(state__in=["closed", "archived"]) | (Q(closed_on__isnull=False) & ~Q(result="")),
            ),
            models.CheckConstraint(name="merged_case_names_target", condition=~Q(state="merged") | Q(merged_into__isnull=False)),
            models.CheckConstraint(name="suspended_case_says_why", condition=~Q(state="suspended") | ~Q(suspended_reason="")),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="case_state"), models.Index(fields=["holder", "-id"], name="case_holder")]

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.pk])

    @property
    def investigation_decider(self) -> str:
        """Who decided, as signed: 某某代某某 where one stood in."""
        return self.investigation_decided_as or (self.investigation_decided_by.name if self.investigation_decided_by_id else "")

    def __str__(self) -> str:
        return self.title

    @property
    def subject_label(self) -> str:
        """The body under supervision; of what is over, by the name of then."""
        return self.subject.name_on(self.closed_on) if self.subject_id else self.subject_name

    @property
    def subject_note(self) -> str:
        return self.subject.note_on(self.closed_on) if self.subject_id else ""

    @property
    def type(self):
        """The declared type."""
        return CASE_TYPES[self.case_type]

    @property
    def state_label(self) -> str:
        """The state's word."""
        return machine_of(self).states[self.state].label

    @property
    def result_label(self) -> str:
        return result_label(self.case_type, self.result)
