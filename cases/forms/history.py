"""Forms of correction, of matters from before this system, and of joining and parting cases."""

from __future__ import annotations

from typing import Any

from django import forms

from cases.case_types import CASE_TYPE_CHOICES, CASE_TYPES
from cases.correctable import correctable_of
from cases.enums import Adoption, Channel, OpenStage, RecommendationKind
from cases.forms.transfers import DossierChoice, text
from cases.forms.ways import files_field
from cases.models import SupervisionCase
from pengjiang.accounts.enums import OrganisationKind, Role
from pengjiang.accounts.models import Organisation, User
from pengjiang.dossiers.models import Dossier
from pengjiang.web.forms import Form

RESULTS = [(f"{kind.code}:{one.code}", f"{kind.label}：{one.label}") for kind in CASE_TYPES.values() for one in kind.results]
# A rectification that takes longer than two years is a mistyped number.
MOST_DAYS = 730
RECOMMENDATION_FIELDS = ("issued_on", "served_on", "replied_on", "adoption", "adoption_reason", "problem", "kind")


class CorrectForm(Form):
    """更正日期."""

    field = forms.ChoiceField(label="更正哪个日期")
    day = forms.DateField(label="正确日期")
    reason = text("理由和依据", rows=4, help_text="写明错在何处、据何更正")
    files = files_field()

    def prepare(self) -> None:
        days = correctable_of(self.subject)
        self.fields["field"].choices = [(one.field, f"{one.label}（现为{getattr(self.subject, one.field):%Y-%m-%d}）") for one in days]


class HistoryForm(Form):
    """补录历史案件: the case, and its recommendation where one was made."""

    number = forms.CharField(label="原案号", max_length=60, help_text="照原文书填写，系统不另编号")
    unified_number = forms.CharField(label="统一受案号", max_length=80, required=False)
    title = forms.CharField(label="案件名称", max_length=120)
    case_type = forms.ChoiceField(label="案件类别", choices=CASE_TYPE_CHOICES, initial="unlawful_act")
    channel = forms.ChoiceField(label="案源", choices=Channel.choices)
    subject = forms.ModelChoiceField(label="被监督单位", queryset=Organisation.objects.none(), required=False, empty_label="其他单位（在右侧填写）")
    subject_name = forms.CharField(label="其他被监督单位全称", max_length=100, required=False)
    handled_by_name = forms.CharField(label="原承办人", max_length=60, required=False)
    docketed_on = forms.DateField(label="立案日期")
    closed_on = forms.DateField(label="办结日期")
    result = forms.ChoiceField(label="办理结果", choices=RESULTS)
    result_note = text("结果说明", rows=2, required=False)
    recommendation_number = forms.CharField(label="检察建议书文号", max_length=60, required=False, help_text="未制发检察建议的，以下不填")
    kind = forms.ChoiceField(label="检察建议类型", choices=RecommendationKind.choices, initial=RecommendationKind.CORRECTION)
    issued_on = forms.DateField(label="签发日期", required=False)
    served_on = forms.DateField(label="送达日期", required=False)
    replied_on = forms.DateField(label="回复日期", required=False)
    adoption = forms.ChoiceField(label="采纳情况", choices=[("", "未选择"), *Adoption.choices], required=False)
    adoption_reason = forms.CharField(label="采纳情况说明", max_length=300, required=False)
    problem = text("主要问题", rows=2, required=False)

    wide_fields = ("title", "result_note", "adoption_reason", "problem")

    def prepare(self) -> None:
        self.fields["subject"].queryset = Organisation.objects.exclude(kind=OrganisationKind.PROCURATORATE)

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        kind, _, result = values.get("result", "").partition(":")
        if kind and values.get("case_type") and kind != values["case_type"]:
            self.add_error("result", "结果与所选案件类别不一致，请重新选择。")
        if values.get("recommendation_number"):
            for name in ("issued_on", "served_on", "adoption"):
                if not values.get(name):
                    self.add_error(name, f"填写了检察建议书文号的，请填写{self.fields[name].label}。")
        values["result"] = result
        return values

    def as_told(self) -> dict[str, Any]:
        """What the service takes: the case's values, and the recommendation's in one."""
        values = dict(self.cleaned_data)
        number = values.pop("recommendation_number")
        part = {name: values.pop(name) for name in RECOMMENDATION_FIELDS}
        return {**values, "recommendation": {"number": number, **part} if number else None}


class OpenHistoryForm(Form):
    """补录在办案件: the stage it has reached, with the days that the limits run from."""

    number = forms.CharField(label="原案号", max_length=60, help_text="照原文书填写，系统不另编号")
    unified_number = forms.CharField(label="统一受案号", max_length=80, required=False)
    title = forms.CharField(label="案件名称", max_length=120)
    case_type = forms.ChoiceField(label="案件类别", choices=CASE_TYPE_CHOICES, initial="unlawful_act")
    channel = forms.ChoiceField(label="案源", choices=[("", "请选择"), *Channel.choices])
    subject = forms.ModelChoiceField(label="被监督单位", queryset=Organisation.objects.none(), required=False, empty_label="其他单位（在右侧填写）")
    subject_name = forms.CharField(label="其他被监督单位全称", max_length=100, required=False)
    holder = forms.ModelChoiceField(label="承办检察官", queryset=User.objects.none())
    handled_by_name = forms.CharField(label="原承办人", max_length=60, required=False)
    stage = forms.ChoiceField(label="现在的阶段", choices=[("", "请选择"), *OpenStage.choices])
    docketed_on = forms.DateField(label="立案日期")
    investigation_decided_on = forms.DateField(label="决定调查核实日期", required=False, help_text="调查核实以后各阶段填写")
    concluded_on = forms.DateField(label="调查终结日期", required=False, help_text="调查终结以后各阶段填写")
    recommendation_number = forms.CharField(label="检察建议书文号", max_length=60, required=False, help_text="已提出检察建议的填写以下各项")
    issued_on = forms.DateField(label="签发日期", required=False)
    served_on = forms.DateField(label="送达日期", required=False)
    advices = text("建议内容", rows=3, required=False, help_text="每行一项，竖线后为自送达起的整改日数，例如：纠正该案处罚决定|30")
    problem = text("主要问题", rows=2, required=False)
    replied_on = forms.DateField(label="回复日期", required=False)
    reply = text("回复的主要内容", rows=2, required=False)

    wide_fields = ("title", "advices", "problem", "reply")

    def prepare(self) -> None:
        self.fields["subject"].queryset = Organisation.objects.exclude(kind=OrganisationKind.PROCURATORATE).filter(is_active=True)
        self.fields["holder"].queryset = User.objects.holding(Role.PROCURATOR).order_by("username")
        self.fields["holder"].label_from_instance = lambda row: row.name

    def clean_advices(self) -> list[tuple[str, int]]:
        found = []
        for line in self.cleaned_data["advices"].splitlines():
            advice, _, days = line.replace("｜", "|").rpartition("|")
            if not line.strip():
                continue
            if not advice.strip() or not days.strip().isdigit() or not 0 < int(days) <= MOST_DAYS:
                raise forms.ValidationError(f"“{line.strip()}”看不懂，请写成“建议内容|整改日数”，日数在1至{MOST_DAYS}之间。")
            found.append((advice.strip(), int(days)))
        return found

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("recommendation_number") or values.get("stage") == OpenStage.RECOMMENDED:
            for name in ("recommendation_number", "issued_on", "served_on", "advices"):
                if not values.get(name) and name not in self.errors:
                    self.add_error(name, f"已提出检察建议的，请填写{self.fields[name].label}。")
        return values

    def as_told(self) -> dict[str, Any]:
        """What the service takes."""
        values = dict(self.cleaned_data)
        number = values.pop("recommendation_number")
        part = {name: values.pop(name) for name in ("issued_on", "served_on", "advices", "problem", "replied_on", "reply")}
        return {**values, "recommendation": {"number": number, **part} if number else None}


class CaseChoice(forms.ModelChoiceField):
    """Cases by number and title."""

    def label_from_instance(self, obj: SupervisionCase) -> str:
        return f"{obj.number}　{obj.title}"


class OtherCaseForm(Form):
    """串案: any other open case."""

    other = CaseChoice(label="另一案件", queryset=SupervisionCase.objects.none())
    note = text("理由", rows=3)

    wide_fields = ("other",)

    def prepare(self) -> None:
        self.fields["other"].queryset = SupervisionCase.objects.visible_to(self.user).open().exclude(pk=self.subject.pk)


class MergeCaseForm(OtherCaseForm):
    """并案: into a case of the same holder."""

    def prepare(self) -> None:
        super().prepare()
        self.fields["other"].queryset = self.fields["other"].queryset.filter(holder=self.subject.holder_id)


class SplitForm(Form):
    """拆分."""

    title = forms.CharField(label="拆出案件的名称", max_length=120)
    dossiers = DossierChoice(label="拆出的案卷", queryset=Dossier.objects.none(), help_text="所选案卷及其认定问题转入新案")
    note = text("理由", rows=3)

    wide_fields = ("title", "dossiers")

    def prepare(self) -> None:
        self.fields["dossiers"].queryset = self.subject.dossiers.order_by("number")
