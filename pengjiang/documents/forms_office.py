"""Forms for what an office sets: number schemes and series, and each document type's source, chain, letterhead and texts."""

from __future__ import annotations

from typing import Any

from django import forms

from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.documents.enums import NumberSource
from pengjiang.documents.registry import DOCUMENT_TYPES, DocumentType
from pengjiang.documents.services.settings import approval_chain, setting_for
from pengjiang.web.forms import Form

CONDITIONS = {"always": "一律需要", "governance": "社会治理类或者要求送审", "committee": "提请检委会讨论", "no_committee": "不经检委会"}


class SchemeForm(Form):
    """A number scheme."""

    name = forms.CharField(label="名称", max_length=80)
    code = forms.ChoiceField(label="用于")
    variant = forms.CharField(label="分类", max_length=40, required=False, help_text="同一用途下再分的类别，例如案件类别；一般留空")
    organisation = forms.ModelChoiceField(label="单位", queryset=Organisation.objects.none(), required=False, empty_label="全区通用")
    prefix = forms.CharField(label="字头", max_length=40, help_text="年份前的文字，例如：江蓬检行建")
    suffix = forms.CharField(label="字尾", max_length=10, initial="号")
    since = forms.DateField(label="启用日期")
    until = forms.DateField(label="停用日期", required=False)

    def prepare(self) -> None:
        self.fields["organisation"].queryset = Organisation.objects.filter(is_active=True)
        known = {kind.scheme: kind.title for kind in DOCUMENT_TYPES if kind.scheme}
        known |= {"transfer": "线索编号", "case": "案号", "recommendation_serial": "检察建议登记号"}
        self.fields["code"].choices = sorted(known.items(), key=lambda pair: pair[1])
        self.initial.setdefault("since", clock.today())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("until") and cleaned.get("since") and cleaned["until"] < cleaned["since"]:
            self.add_error("until", "停用日期不能早于启用日期。")
        return cleaned


class SeriesForm(Form):
    """Where a year begins."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2099)
    first_serial = forms.IntegerField(label="起始序号", min_value=1, help_text="本系统启用前已编的号不再使用，从下一号开始")

    def prepare(self) -> None:
        self.initial.setdefault("year", clock.today().year)


class TypeSettingForm(Form):
    """What holds for a document type from a day on. The chain is one rung to a line."""

    since = forms.DateField(label="自何日起", help_text="此前的设置到前一日为止，已制发的文书不变")
    number_source = forms.ChoiceField(label="文号来源", required=False)
    letterhead = forms.CharField(label="发文机关标志", max_length=60, required=False, help_text="留空用单位全称")
    contact = forms.CharField(label="联系人", max_length=40, required=False)
    telephone = forms.CharField(label="联系电话", max_length=40, required=False)

    def prepare(self) -> None:
        kind: DocumentType = self.kind
        self.fields["number_source"].choices = [("", f"默认（{kind.default_source.label}）"), *NumberSource.choices]
        if not kind.scheme:
            del self.fields["number_source"]
        for name, default in kind.texts.items():
            self.fields[f"text_{name}"] = forms.CharField(
                label=f"固定用语：{default[:12]}…", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="留空用默认用语"
            )
        if kind.chain:
            choices = [(role.value, role.label) for role in Role]
            for place in range(len(kind.chain) + 2):
                self.fields[f"rung_{place}"] = forms.ChoiceField(label=f"审批环节{place + 1}", choices=[("", "—"), *choices], required=False)
                self.fields[f"when_{place}"] = forms.ChoiceField(label=f"环节{place + 1}何时需要", choices=list(CONDITIONS.items()), required=False)
        self.wide_fields = tuple(name for name in self.fields if name.startswith("text_"))

    kind: DocumentType

    def values(self) -> dict[str, Any]:
        """For ``change_setting``. Raises ``forms.ValidationError`` never: empty rungs are left out."""
        cleaned, kind = self.cleaned_data, self.kind
        values: dict[str, Any] = {name: cleaned[name] for name in ("letterhead", "contact", "telephone")}
        if "number_source" in cleaned:
            values["number_source"] = cleaned["number_source"]
        if kind.texts:
            values["texts"] = {name: cleaned[f"text_{name}"] for name in kind.texts if cleaned[f"text_{name}"]}
        if kind.chain:
            labels = {rung["role"]: rung["label"] for rung in kind.chain}
            rungs = [(cleaned[f"rung_{place}"], cleaned[f"when_{place}"]) for place in range(len(kind.chain) + 2)]
            values["chain"] = [
                {"role": role, "label": labels.get(role, f"{Role(role).label}审批"), "when": when or "always"} for role, when in rungs if role
            ]
        return values

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.kind.chain and not any(cleaned.get(f"rung_{place}") for place in range(len(self.kind.chain) + 2)):
            self.add_error("rung_0", "至少保留一个审批环节。")
        return cleaned


def initial_of(kind: DocumentType, organisation: Organisation | None) -> dict[str, Any]:
    """What holds today, for the form."""
    setting = setting_for(kind.code, organisation=organisation)
    initial: dict[str, Any] = {"since": clock.today()}
    if setting is not None:
        initial |= {name: getattr(setting, name) for name in ("number_source", "letterhead", "contact", "telephone")}
        initial |= {f"text_{name}": text for name, text in setting.texts.items()}
    for place, rung in enumerate(approval_chain(kind.code, organisation=organisation)):
        initial |= {f"rung_{place}": rung["role"], f"when_{place}": rung["when"]}
    return initial
