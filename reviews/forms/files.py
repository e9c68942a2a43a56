"""Forms of marks, differences, objections, rectification."""

from __future__ import annotations

from decimal import Decimal

from django import forms

from pengjiang.accounts.models import User
from pengjiang.web.forms import Form
from reviews.enums import RecheckResult
from reviews.forms.rounds import text
from reviews.services.assigning import free_reviewers


class MarkForm(Form):
    """One item as the scoring page sends it; how far points may go the service says."""

    lost = forms.DecimalField(label="扣分", required=False, max_digits=5, decimal_places=2)
    reason = forms.CharField(label="理由", required=False, max_length=1000)
    page = forms.IntegerField(label="页码", required=False, min_value=1, max_value=99999)
    absent = forms.BooleanField(label="不适用", required=False)
    common = forms.BooleanField(label="共性问题", required=False)
    seen = forms.IntegerField(required=False)

    def clean_lost(self) -> Decimal:
        return self.cleaned_data["lost"] or Decimal(0)


class VetoForm(Form):
    """One veto."""

    marked = forms.BooleanField(label="标记", required=False)
    reason = forms.CharField(label="理由", required=False, max_length=1000)
    page = forms.IntegerField(label="页码", required=False, min_value=1, max_value=99999)
    seen = forms.IntegerField(required=False)


class RulingForm(Form):
    """组长 on a veto."""

    confirmed = forms.TypedChoiceField(
        label="认定", choices=[("1", "确认一票否决"), ("0", "不予确认")], coerce=lambda value: value == "1", widget=forms.RadioSelect
    )
    reason = text("理由", rows=3)
    wide_fields = ("reason",)


class LeaderScoreForm(Form):
    """组长定分."""

    score = forms.DecimalField(label="分数", max_digits=4, decimal_places=1, help_text="在两人分数之间，以0.5分为单位")
    reason = text("理由", rows=3)
    wide_fields = ("reason",)


class ThirdForm(Form):
    """第三人."""

    person = forms.ModelChoiceField(label="第三人", queryset=User.objects.none(), help_text="已排除原评查员和应当回避的人员")

    def prepare(self) -> None:
        self.fields["person"].queryset = User.objects.filter(pk__in=[person.pk for person in free_reviewers(self.subject)]).order_by("name")


class ReassignForm(ThirdForm):
    """改派给谁、为何."""

    reason = text("理由", rows=3)
    wide_fields = ("reason",)

    def prepare(self) -> None:
        free = [person.pk for person in free_reviewers(self.subject.file) if person.organisation and person.organisation.pk == self.subject.body_id]
        self.fields["person"].label, self.fields["person"].empty_label = "改派给", "请选择"
        self.fields["person"].help_text = "同一单位的评查员；已评该案卷和应当回避的人员不列出"
        self.fields["person"].queryset = User.objects.filter(pk__in=free).order_by("name")


class RecheckerForm(Form):
    """复核人."""

    person = forms.ModelChoiceField(label="复核人", queryset=User.objects.none(), help_text="原评查员和应当回避的人员不能复核")

    def prepare(self) -> None:
        self.fields["person"].queryset = User.objects.filter(pk__in=self.subject.round.panel.values("person")).order_by("name")


class TalkForm(Form):
    """合议发言."""

    text = text("意见", rows=3)
    wide_fields = ("text",)


class RecheckForm(Form):
    """复核一项."""

    result = forms.ChoiceField(label="复核结果", choices=RecheckResult.choices, widget=forms.RadioSelect)
    lost_after = forms.DecimalField(label="变更后扣分", required=False, max_digits=5, decimal_places=2, help_text="维持的不填")
    reason = text("理由", rows=4)
    wide_fields = ("reason",)


class MeasureForm(Form):
    """整改措施."""

    measure = text("整改措施", rows=3)
    person = forms.CharField(label="责任人", max_length=40)
    wide_fields = ("measure",)


class ProofForm(Form):
    """整改证明; that there is a file the service judges."""

    note = text("完成情况", rows=3)
    files = forms.FileField(label="证明材料", required=False)
    wide_fields = ("note", "files")


class RemarksForm(Form):
    """核验意见."""

    remarks = text("核验意见", rows=3, required=False)
    wide_fields = ("remarks",)


class SendBackForm(Form):
    """缺少什么."""

    remarks = text("缺少什么", rows=3)
    wide_fields = ("remarks",)


class ReferForm(Form):
    """转监督线索."""

    reason = text("为何应当进行法律监督", rows=4)
    wide_fields = ("reason",)


class ObjectForm(Form):
    """A ground and evidence for each finding; those left empty are not objected to."""

    def prepare(self) -> None:
        self.findings = list(self.subject.findings.visible_to(self.user).standing().select_related("file"))
        for one in self.findings:
            name = f"{one.file.number} {one.code} {one.title}"
            self.fields[f"ground_{one.pk}"] = forms.CharField(label=f"{name}：申诉理由", required=False)
            self.fields[f"files_{one.pk}"] = forms.FileField(label=f"{name}：证据", required=False)
