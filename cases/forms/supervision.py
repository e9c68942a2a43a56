"""Forms of the supervision case."""

from __future__ import annotations

from typing import Any

from django import forms

from cases.enums import InvestigationMeans, Problem
from cases.forms.transfers import text
from cases.models import SupervisionCase
from cases.queries.checks import faults_of
from cases.workflow.supervision import REPORT_PARTS
from pengjiang.dossiers.models import Dossier
from pengjiang.law.citations import Citation
from pengjiang.web.forms import Form


class PlanForm(Form):
    """呈批调查核实."""

    plan = text("调查核实方案", rows=6, help_text="写明核实的事项、方式、人员与时间安排")


class DecideForm(Form):
    """检察长决定."""

    note = forms.CharField(label="意见", max_length=200, required=False)

    wide_fields = ("note",)


class RecordForm(Form):
    """调查核实记录."""

    means = forms.ChoiceField(label="方式", choices=InvestigationMeans.choices)
    on = forms.DateField(label="日期")
    place = forms.CharField(label="地点", max_length=120, required=False)
    persons = forms.CharField(label="被询问（走访）人", max_length=200, required=False)
    officers = forms.CharField(label="调查人员", max_length=120, help_text="至少二人")
    content = text("内容", rows=8)

    wide_fields = ("content", "officers")


class CitationsField(forms.CharField):
    """Citations one to a line, as people write them; cleaned to the dossier format's objects."""

    widget = forms.Textarea(attrs={"rows": 3})

    def clean(self, value: Any) -> list[dict[str, Any]]:
        text_ = super().clean(value)
        cleaned = []
        for line in text_.splitlines():
            if not line.strip():
                continue
            found = Citation.find_all(line)
            if not found or found[0].article is None:
                raise forms.ValidationError(f"“{line.strip()}”应写明法律全称与条款，例如：《中华人民共和国行政处罚法》第五十二条第一款。")
            cleaned += [
                {
                    key: str(part)
                    for key, part in (("law", one.law), ("article", one.article), ("paragraph", one.paragraph), ("item", one.item))
                    if part is not None
                }
                for one in found
            ]
        return cleaned


def cite(rows: list[dict[str, Any]]) -> list[Citation]:
    """Stored citations as values."""
    return [Citation(row["law"], row.get("article"), row.get("paragraph"), row.get("item")) for row in rows]


class FindingForm(Form):
    """认定的问题."""

    category = forms.ChoiceField(label="问题类别", choices=Problem.choices)
    dossier = forms.ModelChoiceField(label="案卷", queryset=Dossier.objects.none(), required=False, empty_label="不涉及具体案卷")
    document = forms.CharField(label="文书", max_length=60, required=False, help_text="例如：行政处罚决定书")
    page = forms.IntegerField(label="页码", min_value=1, required=False)
    fact = text("认定的事实", rows=3)
    problem = text("存在的问题", rows=3)
    citations = CitationsField(label="依据", help_text="每行一条，例如：《中华人民共和国行政处罚法》第五十二条第一款")

    wide_fields = ("fact", "problem", "citations")

    def prepare(self) -> None:
        case = self.subject
        self.fields["dossier"].queryset = case.dossiers.all()
        self.fields["dossier"].label_from_instance = lambda row: f"{row.number}　{row.title}"


class TakeOverForm(Form):
    """从体检结果引入: the faults that the file check found in the case's files and that are not yet findings."""

    chosen = forms.MultipleChoiceField(
        label="体检发现的问题", choices=(), widget=forms.CheckboxSelectMultiple, help_text="引入后可逐条修改；人工判断、缺数据的事项不引入"
    )

    wide_fields = ("chosen",)

    def prepare(self) -> None:
        field = self.fields["chosen"]
        field.choices = [(fault.key, fault.label) for fault in faults_of(self.subject)]
        if not field.choices:
            field.help_text = "涉及案卷没有尚未引入的体检问题；可在案卷页“案卷体检”中重新体检，或者直接增加认定问题。"


class ReportForm(Form):
    """调查终结报告, part by part."""

    wide_fields = tuple(key for key, _ in REPORT_PARTS)

    def prepare(self) -> None:
        for key, label in REPORT_PARTS:
            self.fields[key] = text(label, rows=5, required=False)


class ConclusionForm(Form):
    """A note that ends something."""

    note = text("理由与情况", rows=4)


class CloseForm(Form):
    """办结: one of the results of the case's type."""

    result = forms.ChoiceField(label="办理结果")
    result_note = text("结果说明", rows=3, required=False)

    def prepare(self) -> None:
        case: SupervisionCase = self.subject
        self.fields["result"].choices = [(row.code, row.label) for row in case.type.results_after(case.state)]
