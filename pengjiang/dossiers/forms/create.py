"""Registering a file: what must be known at once; the facts follow on their own page."""

from __future__ import annotations

from typing import Any

from django import forms

from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.dossiers.enums import Field, FileType
from pengjiang.dossiers.facts.copying import begun_like
from pengjiang.dossiers.models import Dossier
from pengjiang.web.forms import Form


class CreateForm(Form):
    """The head of a dossier."""

    organisation = forms.ModelChoiceField(label="镇街", queryset=Organisation.objects.none(), empty_label=None)
    number = forms.CharField(label="案号（文号）", max_length=80, help_text="照决定书填写，例如 蓬杜罚决字〔2026〕1号")
    file_type = forms.ChoiceField(label="案卷类型", choices=FileType.choices)
    field = forms.ChoiceField(label="领域", choices=Field.choices)
    title = forms.CharField(label="案件名称", max_length=200, required=False)
    party = forms.CharField(label="当事人", max_length=200, required=False)
    cause = forms.CharField(label="案由", max_length=120, required=False)
    note = forms.CharField(label="备注", max_length=300, required=False)
    like = forms.ModelChoiceField(label="样本案卷", queryset=Dossier.objects.none(), required=False, widget=forms.HiddenInput)

    def prepare(self) -> None:
        self.fields["like"].queryset = Dossier.objects.visible_to(self.user).filter(organisation__in=self.user.organisation_ids)
        towns = Organisation.objects.filter(kind=OrganisationKind.TOWN, pk__in=self.user.organisation_ids)
        self.fields["organisation"].queryset = towns
        self.fields["organisation"].initial = towns.first()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        town = cleaned.get("organisation")
        if self.errors or town is None:
            return cleaned
        facts: dict[str, Any] = {
            "format": "dossier/1",
            "complete": False,
            "number": cleaned["number"],
            "body": town.code,
            "file_type": cleaned["file_type"],
            "field": cleaned["field"],
        }
        if cleaned["title"]:
            facts["title"] = cleaned["title"]
        if cleaned["party"]:
            facts["parties"] = [{"name": cleaned["party"]}]
        like = cleaned.get("like")
        if like is not None:
            facts = begun_like(like.document(masked=True), facts)
        return {"organisation": town, "facts": facts, "cause": cleaned["cause"], "note": cleaned["note"], "like": like}


class FactsFileForm(Form):
    """A dossier/1 document, as a file or pasted."""

    file = forms.FileField(label="事实文件", required=False, help_text="dossier/1 格式的 JSON 文件，UTF-8 编码")
    text = forms.CharField(label="或者粘贴内容", required=False, widget=forms.Textarea(attrs={"rows": 14}))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        upload, text = cleaned.get("file"), cleaned.get("text", "").strip()
        if upload is None and not text:
            raise forms.ValidationError("请选择事实文件，或者粘贴其内容。")
        if upload is not None and upload.size > 5 * 1024 * 1024:
            raise forms.ValidationError("事实文件超过 5 兆，请核对是否选错了文件。")
        return {"content": upload.read() if upload is not None else text}
