"""行政争议: what is in dispute, between whom, at which stage, and who settles it jointly."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from disputes.enums import Channel, Outcome, PartyKind, Risk, Stage, Willingness
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.crypto import EncryptedTextField
from pengjiang.common.models import Stamped
from pengjiang.dossiers.enums import Field
from pengjiang.dossiers.models import Dossier
from pengjiang.workflow.registry import machine_of

OVER = ("refused", "closed")
DONE = ("performed", "unsettled", "visiting", *OVER)


class DisputeQuerySet(ScopedQuerySet):
    """The station is joint: both its bodies see every dispute, a town its own."""

    def visible_to(self, user: Any) -> DisputeQuerySet:
        if user.is_procuratorate or user.is_bureau:
            return self.all()
        return self.filter(Q(town__in=user.organisation_ids)) if user.is_town else self.none()

    def open(self) -> DisputeQuerySet:
        return self.exclude(state__in=DONE)

    def handled_by(self, user: Any) -> DisputeQuerySet:
        return self.filter(Q(procurator=user.pk) | Q(assistant=user.pk) | Q(officer=user.pk))


class Dispute(Stamped):
    """One dispute at the station, from application to the last follow-up."""

    number = models.CharField("编号", max_length=60, blank=True)
    title = models.CharField("争议名称", max_length=120)
    channel = models.CharField("申请途径", max_length=20, choices=Channel.choices)
    stage = models.CharField("所处阶段", max_length=20, choices=Stage.choices)
    field = models.CharField("领域", max_length=20, choices=Field.choices)
    source = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="来源单位")
    town = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="行政机关")
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="disputes", null=True, blank=True, verbose_name="争议案卷")
    act = models.CharField("争议行政行为", max_length=160)
    act_on = models.DateField("行为日期", null=True, blank=True)
    served_on = models.DateField("送达日期", null=True, blank=True)
    item = models.CharField("职权事项", max_length=80, blank=True)
    cause = models.CharField("案由", max_length=120, blank=True)
    amount = models.DecimalField("争议金额（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    party_name = models.CharField("当事人", max_length=120)
    party_kind = models.CharField("当事人类型", max_length=20, choices=PartyKind.choices, default=PartyKind.PERSON)
    party_phone = EncryptedTextField("联系电话", blank=True)
    agent = models.CharField("代理人", max_length=80, blank=True)
    third_parties = models.CharField("第三人", max_length=200, blank=True)
    facts = models.TextField("争议经过")
    demands = models.TextField("当事人诉求")
    party_willing = models.CharField("当事人意愿", max_length=20, choices=Willingness.choices, default=Willingness.UNKNOWN)
    town_willing = models.CharField("行政机关意愿", max_length=20, choices=Willingness.choices, default=Willingness.UNKNOWN)
    risk = models.CharField("风险等级", max_length=10, choices=Risk.choices, default=Risk.LOW)
    risk_note = models.CharField("风险说明", max_length=200, blank=True)
    mediators = models.CharField("商定的调解人", max_length=200, blank=True)

    state = models.CharField("状态", max_length=20, default="applied")
    applied_on = models.DateField("申请日期")
    applied_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    accepted_on = models.DateField("受理日期", null=True, blank=True)
    refusal = models.TextField("不予受理理由", blank=True)
    procurator = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="承办检察官")
    assistant = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="检察官助理")
    officer = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="司法局承办人")

    # The proceedings it rides on (domain.md 3.1, 3.3).
    reconsider_applied_on = models.DateField("申请复议日期", null=True, blank=True)
    reconsider_accepted_on = models.DateField("复议受理日期", null=True, blank=True)
    reconsider_simple = models.BooleanField("复议适用简易程序", default=False)
    copy_received_on = models.DateField("镇街收到复议申请书副本", null=True, blank=True)
    answered_on = models.DateField("镇街提交复议答复", null=True, blank=True)
    reconsider_decided_on = models.DateField("当事人收到复议决定", null=True, blank=True)
    sued_on = models.DateField("起诉日期", null=True, blank=True)
    # Another statute's days in place of the six months, and the article that sets them.
    suit_basis = models.CharField("起诉期限依据", max_length=120, blank=True)
    suit_days = models.PositiveSmallIntegerField("法律另定的起诉期限（日）", null=True, blank=True)
    stayed_on = models.DateField("中止复议日期", null=True, blank=True)

    means = ArrayField(models.CharField(max_length=20), verbose_name="化解手段", default=list, blank=True)
    outcome = models.CharField("化解结果", max_length=20, choices=Outcome.choices, blank=True)
    outcome_note = models.TextField("结果说明", blank=True)
    ended_on = models.DateField("化解终结日期", null=True, blank=True)
    closed_on = models.DateField("办结日期", null=True, blank=True)
    suspension = models.CharField("中止原因", max_length=200, blank=True)
    typical_on = models.DateField("列为典型案例素材日期", null=True, blank=True)

    objects = DisputeQuerySet.as_manager()

    class Meta:
        verbose_name = "行政争议"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="dispute_number_is_unique", condition=~Q(number="")),
            models.CheckConstraint(name="refused_dispute_says_why", condition=~Q(state="refused") | ~Q(refusal="")),
            models.CheckConstraint(
                name="accepted_dispute_has_a_day", condition=Q(state__in=["applied", "refused"]) | Q(accepted_on__isnull=False)
            ),
            models.CheckConstraint(
                name="ended_dispute_has_an_outcome",
                condition=~Q(state__in=["performed", "unsettled", "visiting", "closed"]) | (~Q(outcome="") & Q(ended_on__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="dispute_state"),
            models.Index(fields=["town", "-id"], name="dispute_town"),
            models.Index(fields=["accepted_on"], name="dispute_accepted"),
        ]

    def get_absolute_url(self) -> str:
        return reverse("disputes:dispute", args=[self.pk])

    def __str__(self) -> str:
        return self.title

    @property
    def handler_ids(self) -> set[int]:
        return {key for key in (self.procurator_id, self.assistant_id, self.officer_id) if key}

    @property
    def town_name(self) -> str:
        """Of what is over, by the name of then."""
        return self.town.name_on(self.ended_on)

    @property
    def town_note(self) -> str:
        return self.town.note_on(self.ended_on)

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label

    @property
    def handlers_label(self) -> str:
        return "、".join(person.name for person in (self.procurator, self.officer) if person) or "待定"

    @property
    def masked_party(self) -> str:
        """黄某 for a person, 某厂 for others: what goes outside the station (domain.md 12.3)."""
        return f"{self.party_name[0]}某" if self.party_kind == PartyKind.PERSON else "某单位"


class PartQuerySet(ScopedQuerySet):
    """Parts of a dispute: for whom the dispute exists."""

    def visible_to(self, user: Any) -> PartQuerySet:
        return self.filter(dispute__in=Dispute.objects.visible_to(user))


class StationQuerySet(ScopedQuerySet):
    """Parts that stay between the two bodies of the station."""

    def visible_to(self, user: Any) -> StationQuerySet:
        return self.all() if user.is_procuratorate or user.is_bureau else self.none()


class HandlerQuerySet(ScopedQuerySet):
    """What was said in mediation: for its handlers alone, whatever else their colleagues may see."""

    def visible_to(self, user: Any) -> HandlerQuerySet:
        return self.filter(Q(dispute__procurator=user.pk) | Q(dispute__assistant=user.pk) | Q(dispute__officer=user.pk))


class Part(Stamped):
    """What belongs to a dispute leads to its page."""

    tab = "overview"

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        return f"{self.dispute.get_absolute_url()}?tab={self.tab}"
