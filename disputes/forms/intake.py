"""Forms of application, acceptance, handlers and proceedings."""

from __future__ import annotations

from typing import Any

from django import forms

from cases.enums import RecusalGround
from cases.forms.transfers import text
from cases.queries.recusals import recusal_reasons
from disputes.enums import Channel, PartyKind, Risk, Stage, Willingness
from disputes.services.proceedings import MOST_EXTENSION, suit_periods
from pengjiang.accounts.enums import OrganisationKind, Role
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.enums import Field
from pengjiang.dossiers.models import Dossier
from pengjiang.law.stored import stored
from pengjiang.web.forms import Form

FILES = "可一次选择多份；支持图片、扫描件和文字材料"


def files_field(label: str = "附件") -> forms.FileField:
    """Several files; what they are the service judges."""
    return forms.FileField(label=label, required=False, help_text=FILES)


class PersonChoice(forms.ModelChoiceField):
    """People by name and post."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name}（{obj.role_label}）"


class ApplicationForm(Form):
    """化解申请."""

    title = forms.CharField(label="争议名称", max_length=120, help_text="写明当事人和争议的行为，例如：黄某环境违法拟处罚争议")
    channel = forms.ChoiceField(label="申请途径", choices=Channel.choices)
    stage = forms.ChoiceField(label="所处阶段", choices=Stage.choices)
    town = forms.ModelChoiceField(label="行政机关", queryset=Organisation.objects.none(), empty_label="请选择")
    field = forms.ChoiceField(label="领域", choices=Field.choices)
    dossier_number = forms.CharField(
        label="争议案卷", max_length=80, required=False, help_text="填写案号；登记簿中有的，行为、金额和日期自动带入"
    )
    act = forms.CharField(label="争议行政行为", max_length=160)
    act_on = forms.DateField(label="行为日期", required=False)
    served_on = forms.DateField(label="送达日期", required=False, help_text="复议、诉讼期限由此起算")
    item = forms.ChoiceField(label="职权事项", required=False, help_text="选定后按事项列出裁量阶次和类案")
    cause = forms.CharField(label="案由", max_length=120, required=False)
    amount = forms.DecimalField(label="争议金额", max_digits=14, decimal_places=2, min_value=0, required=False)
    party_name = forms.CharField(label="当事人", max_length=120)
    party_kind = forms.ChoiceField(label="当事人类型", choices=PartyKind.choices)
    party_phone = forms.CharField(label="联系电话", max_length=20, required=False)
    agent = forms.CharField(label="代理人", max_length=80, required=False)
    third_parties = forms.CharField(label="第三人", max_length=200, required=False, help_text="多人以顿号隔开")
    facts = text("争议经过")
    demands = text("当事人诉求", rows=3)
    party_willing = forms.ChoiceField(label="当事人意愿", choices=Willingness.choices, initial=Willingness.UNKNOWN)
    town_willing = forms.ChoiceField(label="行政机关意愿", choices=Willingness.choices, initial=Willingness.UNKNOWN)
    risk = forms.ChoiceField(label="风险等级", choices=Risk.choices)
    risk_note = forms.CharField(label="风险说明", max_length=200, required=False, help_text="有无信访、群体或者舆情风险")
    mediators = forms.CharField(label="商定的调解人", max_length=200, required=False)
    files = files_field("申请材料")

    wide_fields = ("title", "act", "facts", "demands", "files")

    def prepare(self) -> None:
        towns = Organisation.objects.filter(kind=OrganisationKind.TOWN, is_active=True).order_by("order")
        if self.user.is_town:
            towns = towns.filter(pk__in=self.user.organisation_ids)
            self.fields["channel"].choices = [(Channel.TOWN.value, Channel.TOWN.label)]
        self.fields["town"].queryset = towns
        listed = sorted({(row.field, row.code): row.name for row in stored().items}.items())
        self.fields["item"].choices = [("", "未确定"), *((code, f"{name}（{Field(field).label}）") for (field, code), name in listed)]
        self.fields["town"].label_from_instance = lambda row: row.name

    def clean(self) -> dict:
        values = super().clean()
        number = values.pop("dossier_number", "").strip()
        values["dossier"] = None
        if number and values.get("town"):
            values["dossier"] = Dossier.objects.visible_to(self.user).filter(organisation=values["town"], number=number).first()
            if values["dossier"] is None:
                self.add_error(
                    "dossier_number", f"登记簿中没有{values['town'].short_name}案号为“{number}”的案卷，请核对；未登记的可以不填。"
                )
        return values


# Who may handle a dispute in which place.
HANDLERS = {
    "procurator": (Role.PROCURATOR,),
    "assistant": (Role.ASSISTANT,),
    "officer": (Role.BUREAU_RECONSIDERATION, Role.BUREAU_SUPERVISION),
}


class HandlersForm(Form):
    """One handler of each body; who must keep away is not offered."""

    procurator = PersonChoice(label="承办检察官", queryset=User.objects.none(), empty_label="请选择")
    assistant = PersonChoice(label="检察官助理", queryset=User.objects.none(), required=False, empty_label="不指定")
    officer = PersonChoice(label="司法局承办人", queryset=User.objects.none(), empty_label="请选择")

    def prepare(self) -> None:
        kept_away = []
        for name, wanted in HANDLERS.items():
            people = User.objects.holding(*wanted)
            reasons = recusal_reasons(list(people), subject=self.subject.town, target=str(ObjectRef.of(self.subject)))
            kept_away += [f"{person.name}{reasons[person.pk]}" for person in people if person.pk in reasons]
            self.fields[name].queryset = people.exclude(pk__in=reasons).order_by("username")
        if kept_away:
            self.fields["procurator"].help_text = "不列出应当回避的人员：" + "；".join(dict.fromkeys(kept_away))


class BulkHandlersForm(Form):
    """Other handlers for several disputes; recusal is looked at dispute by dispute."""

    procurator = PersonChoice(label="承办检察官", queryset=User.objects.none(), required=False, empty_label="不变", help_text="逐件审查回避；应当回避的不变更，结果中注明原因")
    assistant = PersonChoice(label="检察官助理", queryset=User.objects.none(), required=False, empty_label="不变")
    officer = PersonChoice(label="司法局承办人", queryset=User.objects.none(), required=False, empty_label="不变")

    def prepare(self) -> None:
        for name, wanted in HANDLERS.items():
            self.fields[name].queryset = User.objects.holding(*wanted).order_by("username")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors and not any(cleaned.get(name) for name in HANDLERS):
            self.add_error("procurator", "请至少选择一名新的承办人。")
        return cleaned


class AcceptForm(HandlersForm):
    """受理."""

    mediators = forms.CharField(label="商定的调解人", max_length=200, required=False)


class ReasonForm(Form):
    """Why."""

    reason = text("理由")


class NoteForm(Form):
    """What happened and why."""

    note = text("情况说明")


class RecuseForm(Form):
    """回避."""

    person = PersonChoice(label="回避人员", queryset=User.objects.none(), empty_label="请选择")
    ground = forms.ChoiceField(label="回避事由", choices=RecusalGround.choices)
    note = forms.CharField(label="说明", max_length=200, required=False)

    def prepare(self) -> None:
        self.fields["person"].queryset = User.objects.filter(pk__in=self.subject.handler_ids)


class ProceedingsForm(Form):
    """复议、诉讼进展: the days from which limits run."""

    stage = forms.ChoiceField(label="所处阶段", choices=Stage.choices)
    served_on = forms.DateField(label="行政行为送达当事人", required=False)
    suit_basis = forms.ChoiceField(
        label="起诉期限依据", required=False, help_text="只有法律可以另定期限；行政法规规定的十五日不适用，仍为六个月"
    )
    reconsider_applied_on = forms.DateField(label="申请复议", required=False)
    reconsider_accepted_on = forms.DateField(label="复议受理", required=False)
    reconsider_simple = forms.BooleanField(label="复议适用简易程序", required=False)
    copy_received_on = forms.DateField(label="镇街收到复议申请书副本", required=False)
    answered_on = forms.DateField(label="镇街提交复议答复", required=False)
    reconsider_decided_on = forms.DateField(label="当事人收到复议决定", required=False)
    sued_on = forms.DateField(label="提起诉讼", required=False)

    def prepare(self) -> None:
        special = [(basis, f"{row.value}日：{basis}，{row.matter}") for basis, row in suit_periods(self.subject).items()]
        self.fields["suit_basis"].choices = [("", "六个月：《中华人民共和国行政诉讼法》第四十六条第一款"), *special]


class ExtendReconsiderationForm(Form):
    """延长复议审理期限."""

    by = forms.IntegerField(label="延长日数", min_value=1, max_value=MOST_EXTENSION, initial=MOST_EXTENSION)
    approved_by = forms.CharField(label="批准人", max_length=40, help_text="行政复议机构负责人")
    reason = text("延长的理由", rows=3)
    wide_fields = ("reason",)


class StayForm(Form):
    """中止复议."""

    on = forms.DateField(label="中止日期")
    both_agree = forms.BooleanField(label="双方均同意调解", required=False)
