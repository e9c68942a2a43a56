"""Forms of the recommendation: text, approval, seal, service, reply, assessment."""

from __future__ import annotations

from typing import Any

from django import forms

from cases.enums import Adoption, RecommendationKind, ServiceMethod
from cases.forms.transfers import text
from cases.workflow.recommendation import TEXT_PARTS
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.web.forms import Form, Rows

MAX_ADVICES = 12


class DraftForm(Form):
    """What begins a recommendation."""

    kind = forms.ChoiceField(label="类型", choices=RecommendationKind.choices, initial=RecommendationKind.CORRECTION)
    addressee = forms.ModelChoiceField(label="被建议单位", queryset=Organisation.objects.none(), required=False, empty_label="其他单位（在右侧填写）")
    addressee_name = forms.CharField(label="其他单位全称", max_length=100, required=False)
    title = forms.CharField(label="事由", max_length=120, help_text="例如：关于规范简易程序处罚的检察建议")

    wide_fields = ("title",)

    def prepare(self) -> None:
        self.fields["addressee"].queryset = Organisation.objects.filter(is_active=True).exclude(kind=OrganisationKind.PROCURATORATE)


class TextForm(Form):
    """The structured editor: the parts of 第十六条, then numbered advice, each with basis and days."""

    kind = forms.ChoiceField(label="类型", choices=RecommendationKind.choices)
    title = forms.CharField(label="事由", max_length=120)
    origin_text = text(TEXT_PARTS[0][1], rows=4, required=False)
    facts_text = text(TEXT_PARTS[1][1], rows=8, required=False)
    unlawful_text = text(TEXT_PARTS[2][1], rows=6, required=False)
    objection_days = forms.IntegerField(label="异议期（日）", min_value=1, max_value=60, help_text="自收到之日起；通常七至十五日")
    reply_months = forms.IntegerField(label="回复期（月）", min_value=1, max_value=6, required=False, help_text="一般为两个月（规定第十九条）")
    reply_days = forms.IntegerField(label="回复期（日）", min_value=1, max_value=60, required=False, help_text="情况紧急另定期限的填写日数，月数留空")
    is_urgent = forms.BooleanField(label="情况紧急", required=False)
    policy_review_asked = forms.BooleanField(label="送法律政策研究部门审核", required=False, help_text="社会治理类一律送审（规定第十七条）")
    committee = forms.BooleanField(label="提请检委会讨论", required=False)
    is_series = forms.BooleanField(label="类案检察建议", required=False, help_text="就多件案卷的同类问题提出，文书列明各案卷")
    copies_to = forms.CharField(label="抄送", required=False, help_text="多个单位用顿号分开")
    contact = forms.CharField(label="联系人及电话", max_length=80, required=False)

    wide_fields = ("title", "origin_text", "facts_text", "unlawful_text", "copies_to")
    rows = {"advices": Rows("advice_count", "建议内容", {"text": "advice_{}", "basis": "basis_{}", "rectify_days": "days_{}"})}

    def clean_copies_to(self) -> list[str]:
        return [part.strip() for part in self.cleaned_data["copies_to"].split("、") if part.strip()]

    def prepare(self) -> None:
        """Rows of advice: those there are, what was posted, and one more to fill in."""
        rows = list(self.subject.advices.all()) if self.subject is not None else []
        posted = self.data.get("advice_count", "") if self.data else ""
        count = int(posted) if posted.isdigit() else len(rows)
        self.count = min(max(count, len(rows) if not posted else 0, 1), MAX_ADVICES)
        if self.data and "add-advice" in self.data:
            self.count = min(self.count + 1, MAX_ADVICES)
        for place in range(self.count):
            row = rows[place] if place < len(rows) else None
            self.fields[f"advice_{place}"] = text(f"建议{place + 1}", rows=3, required=False)
            self.fields[f"basis_{place}"] = text(f"建议{place + 1}的依据", rows=3, required=False)
            self.fields[f"days_{place}"] = forms.IntegerField(label="整改期限（日）", min_value=1, max_value=365, required=False, initial=30)
            if row is not None:
                self.initial |= {f"advice_{place}": row.text, f"basis_{place}": row.basis, f"days_{place}": row.rectify_days}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (cleaned.get("reply_months") is None) == (cleaned.get("reply_days") is None) and not self.errors:
            self.add_error("reply_months", "回复期请填写月数或者日数中的一项。")
        advices = []
        for place in range(self.count):
            words, basis = cleaned.pop(f"advice_{place}", ""), cleaned.pop(f"basis_{place}", "")
            days = cleaned.pop(f"days_{place}", None)
            if not words:
                if basis:
                    self.add_error(f"advice_{place}", "写了依据，请补上建议内容。")
                continue
            if not basis:
                self.add_error(f"basis_{place}", f"请写明建议{place + 1}的依据（法律名称与条款）。")
            advices.append({"text": words, "basis": basis, "rectify_days": days or 30})
        cleaned["advices"] = advices
        return cleaned

    @property
    def advice_rows(self) -> list[tuple[int, Any, Any, Any]]:
        """(number, text, basis, days) bound fields for the template."""
        return [(place + 1, self[f"advice_{place}"], self[f"basis_{place}"], self[f"days_{place}"]) for place in range(self.count)]


class DecisionForm(Form):
    """An approver's decision with remarks beside the parts."""

    opinion = text("审批意见", rows=3, required=False, help_text="退回修改须写明意见")

    wide_fields = ("opinion",)

    def prepare(self) -> None:
        for field, label in (*TEXT_PARTS, ("advices", "建议内容")):
            self.fields[f"remark_{field}"] = text(f"对“{label}”的批注", rows=2, required=False)

    def remarks(self) -> dict[str, str]:
        """Remarks by part."""
        return {name.removeprefix("remark_"): value for name, value in self.cleaned_data.items() if name.startswith("remark_") and value}


class SealForm(Form):
    """用印: the unified system's number."""

    number = forms.CharField(label="文号", max_length=60, help_text="全国检察业务应用系统编发的文号，例如：江蓬检行建〔2026〕4号")


class FileUpForm(Form):
    """备案."""

    note = forms.CharField(label="备案情况", max_length=200, help_text="报送的部门与日期")


class ServeForm(Form):
    """送达回证."""

    method = forms.ChoiceField(label="送达方式", choices=ServiceMethod.choices)
    served_on = forms.DateField(label="收到日期", help_text="异议期、回复期、整改期自次日起算")
    place = forms.CharField(label="送达地点", max_length=120)
    receiver = forms.CharField(label="收件人", max_length=40)
    receiver_title = forms.CharField(label="收件人职务", max_length=60, required=False)
    servers = forms.CharField(label="送达人", max_length=80)
    consent = forms.BooleanField(label="被建议单位同意宣告送达", required=False)
    invited = forms.CharField(label="受邀参加人员", max_length=200, required=False, help_text="人大代表、政协委员、特约检察员、人民监督员等")
    witness = forms.CharField(label="见证人", max_length=80, required=False)
    opinion = text("被建议单位意见", rows=2, required=False)
    note = forms.CharField(label="备注", max_length=200, required=False)

    wide_fields = ("invited", "opinion", "note")

    def prepare(self) -> None:
        self.initial.setdefault("served_on", clock.today())


class ReplyForm(Form):
    """书面回复."""

    number = forms.CharField(label="回复文号", max_length=60, required=False)
    contact = forms.CharField(label="联系人及电话", max_length=80)
    measures = text("采取的措施", rows=6)
    results = text("整改结果", rows=6)
    remaining = text("尚未完成事项及计划", rows=3, required=False)
    files = forms.FileField(label="附件", required=False)

    wide_fields = ("measures", "results", "remaining", "files")


class AssessForm(Form):
    """采纳情况."""

    adoption = forms.ChoiceField(label="采纳情况", choices=Adoption.choices)
    adoption_reason = text("说明", rows=4, required=False, help_text="部分采纳、未采纳的必须写明")


class NoteForm(Form):
    """What is missing."""

    note = text("说明", rows=4)


class PlanItemForm(Form):
    """整改措施."""

    measure = text("整改措施", rows=4)
    person = forms.CharField(label="责任人", max_length=40)


class RemarksForm(Form):
    """核验意见."""

    remarks = text("核验意见", rows=3, required=False)


class SendBackForm(Form):
    """退回补充."""

    remarks = text("缺少什么", rows=3)


class UrgeForm(Form):
    """签发催办函."""

    new_day = forms.DateField(label="新的期限")


class DropForm(Form):
    """不再需要."""

    reason = forms.CharField(label="理由", max_length=200)
