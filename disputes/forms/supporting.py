"""Forms of the first-violation assessment, relief, legal aid and support of suits."""

from __future__ import annotations

from django import forms

from cases.forms.transfers import text
from disputes.enums import LeniencyDecision, LeniencyView, ReliefCheck, ReliefGround
from disputes.forms.settling import ticks
from pengjiang.web.forms import Form

OPEN = (("", "尚未核实"), ("yes", "成立"), ("no", "不成立"))


class Tristate(forms.TypedChoiceField):
    """成立, 不成立, or not yet looked at."""

    def __init__(self, label: str) -> None:
        super().__init__(label=label, choices=OPEN, required=False, coerce=lambda value: value == "yes", empty_value=None)

    def prepare_value(self, value: object) -> object:
        return {True: "yes", False: "no", None: ""}.get(value, value) if not isinstance(value, str) else value


class LeniencyForm(Form):
    """首违不罚评估."""

    violated_on = forms.DateField(label="违法行为日期")
    look_back_years = forms.IntegerField(label="回溯年数", min_value=1, max_value=5, initial=2, help_text="系统据此查询全区登记簿")
    slight_harm = Tristate("危害后果轻微")
    corrected_in_time = Tristate("及时改正")
    harm_note = text("危害后果依据", rows=3)
    correction_note = text("改正依据", rows=3)
    corrected_on = forms.DateField(label="改正日期", required=False)
    commitment_on = forms.DateField(label="承诺书日期", required=False)
    recheck_on = forms.DateField(label="复查日期", required=False)
    recheck_note = forms.CharField(label="复查情况", max_length=200, required=False)
    list_name = forms.CharField(label="免罚清单名称", max_length=160, required=False)
    list_item = forms.CharField(label="清单事项", max_length=160, required=False)
    list_since = forms.DateField(label="清单施行日期", required=False)
    list_until = forms.DateField(label="清单失效日期", required=False)
    view = forms.ChoiceField(label="评估意见", choices=LeniencyView.choices)


class LeniencyDecisionForm(Form):
    """镇街的决定."""

    decision = forms.ChoiceField(label="决定", choices=LeniencyDecision.choices)
    decided_on = forms.DateField(label="决定日期")
    decision_number = forms.CharField(label="决定文号", max_length=80)
    decision_note = text("决定理由")


class ReliefForm(Form):
    """司法救助申请."""

    applicant = forms.CharField(label="申请人", max_length=80)
    ground = forms.ChoiceField(label="救助情形", choices=ReliefGround.choices)
    hardship = text("困难情况")
    checks = ticks("救助条件（逐项核实）", ReliefCheck.choices, required=False)
    monthly_wage = forms.DecimalField(label="上一年度职工月平均工资", max_digits=10, decimal_places=2, min_value=1)
    months = forms.IntegerField(label="救助月数", help_text="一般不超过三十六个月；金额＝月平均工资×月数")

    wide_fields = ("hardship", "checks")


class PayForm(Form):
    """发放."""

    paid_on = forms.DateField(label="发放日期")
    bank = forms.CharField(label="发放方式与收款账户", max_length=120, help_text="账号只写后四位")


class ReferReliefForm(Form):
    """转介."""

    referred_to = forms.CharField(label="转介单位", max_length=80, help_text="民政、乡村振兴、妇联等")
    referred_result = forms.CharField(label="转介结果", max_length=200, required=False)


class AidForm(Form):
    """法律援助转介."""

    applicant = forms.CharField(label="申请人", max_length=80)
    matter = forms.CharField(label="援助事项", max_length=200)
    reason = text("转介理由")


class GiveAidForm(Form):
    """给予援助."""

    lawyer = forms.CharField(label="承办律师", max_length=80)
    answer = text("答复", rows=2, required=False)


class DeclineAidForm(Form):
    """不予援助."""

    answer = text("不予援助的理由")


class SuitForm(Form):
    """支持起诉."""

    supported = forms.CharField(label="被支持的当事人", max_length=120)
    defendant = forms.CharField(label="被告", max_length=120)
    court = forms.CharField(label="受诉法院", max_length=80)
    civil = forms.BooleanField(label="系民事诉讼（行政诉讼不得支持起诉）", required=False)
    facts = text("基本事实")
    harm = text("受损害情况", rows=3)
    reasons = text("支持起诉的理由", rows=3)
    evidence = text("证据清单", rows=3)
