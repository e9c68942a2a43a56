"""检察建议: the text in its parts, its versions, the approvals it went through, and the addressee's reply."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from cases.enums import Adoption, RecommendationKind
from cases.models.supervision import SupervisionCase
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.models import Stamped
from pengjiang.workflow.registry import machine_of

# From service on the addressee sees it; before, it does not exist for them.
SERVED_STATES = ("objection", "objected", "rechecked", "amending", "superseded", "rectifying", "replied", "assessed", "closed", "archived")


class RecommendationQuerySet(ScopedQuerySet):
    """Recommendations by side."""

    def visible_to(self, user: Any) -> RecommendationQuerySet:
        """The procuratorate all; the addressee what has been served on it."""
        if user.is_procuratorate:
            return self.all()
        if user.is_town or user.is_bureau:
            return self.filter(addressee__in=user.organisation_ids, served_on__isnull=False)
        return self.none()


class Recommendation(Stamped):
    """A 检察建议书. The text's parts follow 《人民检察院检察建议工作规定》第十六条 (J-10) and domain.md 11.2."""

    case = models.ForeignKey(SupervisionCase, models.PROTECT, related_name="recommendations", verbose_name="案件")
    kind = models.CharField("类型", max_length=20, choices=RecommendationKind.choices, default=RecommendationKind.CORRECTION)
    title = models.CharField("事由", max_length=120)
    addressee = models.ForeignKey(Organisation, models.PROTECT, related_name="recommendations", null=True, blank=True, verbose_name="被建议单位")
    addressee_name = models.CharField("被建议单位全称", max_length=100)
    origin_text = models.TextField("案件或者问题的来源", blank=True)
    facts_text = models.TextField("查明的事实与证据", blank=True)
    unlawful_text = models.TextField("存在的违法情形或者应当消除的隐患", blank=True)
    objection_days = models.PositiveSmallIntegerField("异议期（日）", default=15)
    reply_months = models.PositiveSmallIntegerField("回复期（月）", null=True, blank=True, default=2)
    reply_days = models.PositiveSmallIntegerField("回复期（日）", null=True, blank=True)
    is_urgent = models.BooleanField("紧急", default=False)
    policy_review_asked = models.BooleanField("送法律政策研究部门审核", default=False)
    committee = models.BooleanField("提请检委会讨论", default=False)
    copies_to = models.JSONField("抄送", default=list, blank=True)
    contact = models.CharField("联系人及电话", max_length=80, blank=True)

    is_series = models.BooleanField("类案检察建议", default=False)
    # The recommendation this one was made to take the place of (第二十二条), with the reasons.
    replaces = models.OneToOneField("self", models.PROTECT, related_name="replaced_by", null=True, blank=True, verbose_name="取代的检察建议")
    change_reason = models.TextField("变更、撤回的理由", blank=True)

    state = models.CharField("状态", max_length=20, default="draft")
    serial = models.CharField("登记号", max_length=60, blank=True)
    number = models.CharField("文号", max_length=60, blank=True)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="起草人")
    approved_on = models.DateField("批准日期", null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="批准人")
    issued_on = models.DateField("签发日期", null=True, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)
    replied_on = models.DateField("回复日期", null=True, blank=True)
    adoption = models.CharField("采纳情况", max_length=10, choices=Adoption.choices, blank=True)
    adoption_reason = models.TextField("采纳情况说明", blank=True)
    assessed_on = models.DateField("审查日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "检察建议"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="recommendation_number_is_unique", condition=~Q(number="")),
            models.UniqueConstraint(fields=["serial"], name="recommendation_serial_is_unique", condition=~Q(serial="")),
            models.CheckConstraint(
                name="approved_recommendation_has_serial",
                condition=Q(state__in=["draft", "approving", "returned"], serial="", approved_on=None)
                | (~Q(state__in=["draft", "approving", "returned"]) & ~Q(serial="") & Q(approved_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="recommendation_numbered_once_issued",
                condition=Q(state__in=["draft", "approving", "returned", "approved"], number="", issued_on=None)
                | (~Q(state__in=["draft", "approving", "returned", "approved"]) & ~Q(number="") & Q(issued_on__isnull=False)),
            ),
            models.CheckConstraint(
                name="served_recommendation_has_day",
                condition=~Q(state__in=SERVED_STATES) | Q(served_on__isnull=False),
            ),
            models.CheckConstraint(
                name="assessed_recommendation_says_how",
                condition=~Q(state__in=["assessed", "closed", "archived"])
                | (~Q(adoption="") & Q(assessed_on__isnull=False) & (Q(adoption="full") | ~Q(adoption_reason=""))),
            ),
            models.CheckConstraint(
                name="reply_limit_is_months_or_days",
                condition=Q(reply_months__isnull=False, reply_days=None) | Q(reply_months=None, reply_days__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="recommendation_state"),
            models.Index(fields=["addressee", "-id"], name="recommendation_addressee"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("cases:recommendation", args=[self.pk])

    def __str__(self) -> str:
        return self.number or self.title

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

    @property
    def replies_itself(self) -> bool:
        """The addressee works in this system; for others (a court, a department) the office records what comes in."""
        return self.addressee_id is not None and self.addressee.kind == OrganisationKind.TOWN


class PartOfRecommendationQuerySet(ScopedQuerySet):
    """Parts are seen by those who see the recommendation."""

    def visible_to(self, user: Any) -> PartOfRecommendationQuerySet:
        return self.filter(recommendation__in=Recommendation.objects.visible_to(user))


class Advice(Stamped):
    """建议内容: one numbered, workable item with its basis and the days the addressee has for it."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="advices", verbose_name="检察建议")
    order = models.PositiveSmallIntegerField("序号")
    text = models.TextField("建议内容")
    basis = models.TextField("依据")
    rectify_days = models.PositiveSmallIntegerField("整改期限（日）", default=30)

    objects = PartOfRecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "建议内容"
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "order"], name="advice_order", deferrable=models.Deferrable.DEFERRED)]

    def __str__(self) -> str:
        return self.text[:40]


class RecommendationVersion(models.Model):
    """The text as it was sent for approval; two versions are compared beside the remarks."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="versions", verbose_name="检察建议")
    number = models.PositiveSmallIntegerField("版次")
    content = models.JSONField("内容")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="送审人")
    made_at = models.DateTimeField("送审时间", default=clock.now)

    class Meta:
        verbose_name = "送审稿"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["recommendation", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"第{self.number}稿"


class ApprovalRound(models.Model):
    """One way through the chain; the chain is frozen from the document type's setting when the text is sent."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="rounds", verbose_name="检察建议")
    version = models.OneToOneField(RecommendationVersion, models.PROTECT, related_name="round", verbose_name="送审稿")
    closed_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "审批"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["recommendation"], name="one_open_round", condition=Q(closed_at=None))]

    def __str__(self) -> str:
        return f"审批 {self.version}"


class ApprovalStep(models.Model):
    """One rung: whose turn, what they decided, with remarks on parts of the text."""

    class Decision(models.TextChoices):
        APPROVED = "approved", "同意"
        RETURNED = "returned", "退回修改"

    round = models.ForeignKey(ApprovalRound, models.PROTECT, related_name="steps", verbose_name="审批")
    order = models.PositiveSmallIntegerField("顺序")
    role = models.CharField("审批角色", max_length=30)
    label = models.CharField("环节", max_length=40)
    decided_as = models.CharField("署名", max_length=90, blank=True)
    decision = models.CharField("意见", max_length=10, choices=Decision.choices, blank=True)
    opinion = models.TextField("意见内容", blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="审批人")
    decided_at = models.DateTimeField("审批时间", null=True, blank=True)

    class Meta:
        verbose_name = "审批环节"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["round", "order"], name="step_order_once"),
            models.CheckConstraint(
                name="decided_step_has_person_and_time",
                condition=Q(decision="", decided_by=None, decided_at=None)
                | (~Q(decision="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
            ),
            models.CheckConstraint(name="returned_step_says_why", condition=~Q(decision="returned") | ~Q(opinion="")),
        ]

    @property
    def decider(self) -> str:
        """Who decided, as signed: 某某代某某 where one stood in."""
        return self.decided_as or (self.decided_by.name if self.decided_by_id else "")

    def __str__(self) -> str:
        return self.label


class Remark(models.Model):
    """A remark beside one part of the text."""

    step = models.ForeignKey(ApprovalStep, models.PROTECT, related_name="remarks", verbose_name="审批环节")
    part = models.CharField("所指部分", max_length=40)
    text = models.TextField("批注")

    class Meta:
        verbose_name = "批注"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:40]


class Reply(Stamped):
    """书面回复 of the addressee (第十九条): measures, results with proof, what remains."""

    recommendation = models.OneToOneField(Recommendation, models.PROTECT, related_name="reply", verbose_name="检察建议")
    number = models.CharField("回复文号", max_length=60, blank=True)
    measures = models.TextField("采取的措施")
    results = models.TextField("整改结果")
    remaining = models.TextField("尚未完成事项及计划", blank=True)
    contact = models.CharField("联系人及电话", max_length=80, blank=True)
    replied_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="回复人")
    replied_on = models.DateField("回复日期")

    objects = PartOfRecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = "书面回复"

    def get_absolute_url(self) -> str:
        return self.recommendation.get_absolute_url()

    def __str__(self) -> str:
        return f"{self.recommendation} 回复"
