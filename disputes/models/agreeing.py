"""Agreement and what is owed under it; the first-violation assessment."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from disputes.enums import AgreementKind, Debtor, LeniencyDecision, LeniencyView, NextStep
from disputes.models.disputes import Dispute, Part, PartQuerySet
from pengjiang.access.scope import ScopedQuerySet
from pengjiang.accounts.models import User
from pengjiang.common.models import Stamped
from pengjiang.workflow.registry import machine_of


class Agreement(Part):
    """和解（调解）协议, drafted from its parts; signed once every safeguard is ticked."""

    tab = "agreement"

    dispute = models.OneToOneField(Dispute, models.CASCADE, related_name="agreement_text", verbose_name="争议")
    kind = models.CharField("协议类型", max_length=20, choices=AgreementKind.choices)
    facts = models.TextField("双方确认的事实")
    breach = models.TextField("违约处理")
    other = models.TextField("其他约定", blank=True)
    witnesses = models.CharField("见证人", max_length=120, blank=True)
    safeguards = ArrayField(models.CharField(max_length=20), verbose_name="合法性保障", default=list, blank=True)
    signed_on = models.DateField("签订日期", null=True, blank=True)
    withdrawn_on = models.DateField("撤回申请日期", null=True, blank=True)
    withdrawn_what = models.CharField("撤回的申请", max_length=120, blank=True)
    confirmation = models.CharField("确认文书", max_length=120, blank=True)
    confirmed_on = models.DateField("确认日期", null=True, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = "化解协议"

    def __str__(self) -> str:
        return f"{self.dispute}{self.get_kind_display()}"


class ObligationQuerySet(ScopedQuerySet):
    """As the agreement."""

    def visible_to(self, user: Any) -> ObligationQuerySet:
        return self.filter(agreement__dispute__in=Dispute.objects.visible_to(user))


class Obligation(Stamped):
    """What one side does by a day; each instalment is one."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="obligations", verbose_name="协议")
    order = models.PositiveSmallIntegerField("序号")
    debtor = models.CharField("义务人", max_length=10, choices=Debtor.choices)
    text = models.CharField("义务", max_length=300)
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, null=True, blank=True)
    due_on = models.DateField("履行期限")
    state = models.CharField("状态", max_length=20, default="agreed")
    done_on = models.DateField("履行日期", null=True, blank=True)
    note = models.CharField("情况", max_length=200, blank=True)
    next_step = models.CharField("违约处理", max_length=20, choices=NextStep.choices, blank=True)

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = "协议义务"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "order"], name="obligation_order_in_agreement"),
            models.CheckConstraint(name="done_obligation_has_day", condition=~Q(state="done") | Q(done_on__isnull=False)),
            models.CheckConstraint(name="breach_says_what_next", condition=~Q(state="breached") | ~Q(next_step="")),
        ]

    def get_absolute_url(self) -> str:
        return f"{self.dispute.get_absolute_url()}?tab=agreement"

    def __str__(self) -> str:
        return self.text

    @property
    def dispute(self) -> Dispute:
        return self.agreement.dispute

    @property
    def state_label(self) -> str:
        return machine_of(self).states[self.state].label

    @property
    def debtor_name(self) -> str:
        names = {Debtor.PARTY: self.dispute.party_name, Debtor.TOWN: self.dispute.town.name}
        return names.get(self.debtor) or self.dispute.third_parties or "第三人"


class LeniencyQuerySet(PartQuerySet):
    """The town reads the opinion once it is sent."""

    def visible_to(self, user: Any) -> LeniencyQuerySet:
        rows = super().visible_to(user)
        return rows.exclude(state="draft") if user.is_town else rows


class Leniency(Part):
    """首违不罚评估 (行政处罚法第三十三条第一款): three conditions, each with its proof. The town decides."""

    tab = "leniency"

    dispute = models.OneToOneField(Dispute, models.CASCADE, related_name="leniency", verbose_name="争议")
    violated_on = models.DateField("违法行为日期")
    look_back_years = models.PositiveSmallIntegerField("回溯年数", default=2)
    earlier = models.JSONField("登记簿中的在先违法", default=list, blank=True)
    checked_on = models.DateField("查询登记簿日期")
    slight_harm = models.BooleanField("危害后果轻微", null=True)
    harm_note = models.TextField("危害后果依据")
    corrected_on = models.DateField("改正日期", null=True, blank=True)
    corrected_in_time = models.BooleanField("及时改正", null=True)
    correction_note = models.TextField("改正依据")
    list_name = models.CharField("免罚清单", max_length=160, blank=True)
    list_item = models.CharField("清单事项", max_length=160, blank=True)
    list_since = models.DateField("清单施行日期", null=True, blank=True)
    list_until = models.DateField("清单失效日期", null=True, blank=True)
    recheck_on = models.DateField("复查日期", null=True, blank=True)
    recheck_note = models.CharField("复查情况", max_length=200, blank=True)
    commitment_on = models.DateField("承诺日期", null=True, blank=True)
    view = models.CharField("评估意见", max_length=10, choices=LeniencyView.choices)
    state = models.CharField("状态", max_length=20, default="draft")
    sent_on = models.DateField("送镇街日期", null=True, blank=True)
    decision = models.CharField("镇街决定", max_length=10, choices=LeniencyDecision.choices, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decision_number = models.CharField("决定文号", max_length=80, blank=True)
    decision_note = models.TextField("决定理由", blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="登记人")

    objects = LeniencyQuerySet.as_manager()

    class Meta:
        verbose_name = "首违不罚评估"
        constraints = [
            models.CheckConstraint(
                name="leniency_decided_says_what", condition=~Q(state="decided") | (~Q(decision="") & Q(decided_on__isnull=False))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispute}首违不罚评估"

    @property
    def conditions(self) -> list[tuple[str, bool | None, str]]:
        """Each condition, whether it holds, and on what."""
        before = (
            f"近{self.look_back_years}年登记簿中有{len(self.earlier)}件在先处罚"
            if self.earlier
            else f"近{self.look_back_years}年登记簿中没有在先处罚"
        )
        return [
            ("初次违法", not self.earlier, f"{before}（{self.checked_on.year}年{self.checked_on.month}月{self.checked_on.day}日查询）"),
            ("危害后果轻微", self.slight_harm, self.harm_note),
            ("及时改正", self.corrected_in_time, self.correction_note),
        ]

    @property
    def holds(self) -> bool | None:
        """All three, none of them open."""
        values = [value for _, value, _ in self.conditions]
        return False if False in values else None if None in values else True
