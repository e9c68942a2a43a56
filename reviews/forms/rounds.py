"""Forms of plan, team, approval, sample."""

from __future__ import annotations

from typing import Any

from django import forms

from cases.forms.transfers import DossierSearch
from pengjiang.access.decide import roles_with
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.dossiers.models import Dossier
from pengjiang.web.forms import Form
from reviews.enums import ConflictGround, ForcedReason, RubricStatus
from reviews.models import RubricVersion
from reviews.permissions import ReviewPermission
from reviews.scoring import AbsentRule
from reviews.services.closing import DEMANDS

REASONS = {label: code for code, label in ForcedReason.choices} | {"投诉": "complaint", "败诉": "lost", "纠错": "lost", "高额罚款": "high_fine"}


def text(label: str, *, rows: int = 4, required: bool = True, help_text: str = "") -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}))


class People(forms.ModelMultipleChoiceField):
    """People with their bodies."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name}（{obj.organisation.short_name if obj.organisation else '未任职'}）"


class PlanForm(Form):
    """评查方案."""

    title = forms.CharField(label="名称", max_length=80, help_text="例如：2026年第三季度行政执法案卷联合评查")
    year = forms.IntegerField(label="年度", min_value=2020, max_value=2099)
    quarter = forms.TypedChoiceField(label="季度", coerce=int, choices=[(1, "第一季度"), (2, "第二季度"), (3, "第三季度"), (4, "第四季度")])
    period_from = forms.DateField(label="结案期间起")
    period_to = forms.DateField(label="结案期间止")
    size = forms.IntegerField(label="抽取数量", min_value=1, max_value=1000)
    minimum = forms.IntegerField(label="每单位最低数量", min_value=0, max_value=100, initial=3)
    high_fine = forms.DecimalField(label="罚款数额较大标准", min_value=0, max_digits=12, decimal_places=2, required=False, help_text="达到的案卷列为必评，留空不按罚款列入")
    absent_rule = forms.ChoiceField(label="不适用项目", choices=[(rule.value, rule.label) for rule in AbsentRule])
    submit_by = forms.DateField(label="报送截止")
    score_by = forms.DateField(label="初评截止")
    publish_by = forms.DateField(label="通报时间")
    ranked = forms.BooleanField(label="通报公布各单位排名", required=False)
    rubrics = forms.ModelMultipleChoiceField(label="评查标准", queryset=RubricVersion.objects.none(), widget=forms.CheckboxSelectMultiple, required=False)
    aims = text("评查目的", rows=2, required=False)
    scope = text("评查范围补充", rows=2, required=False)
    forced = text("必评案卷", rows=3, required=False, help_text="每行一件：案号，空格，理由（有投诉举报、复议被纠正或者诉讼败诉、罚款数额较大）")
    numbers = text("限定案号清单", rows=3, required=False, help_text="每行一个案号；填写后只在清单内抽取，留空则从台账中本期结案的案卷抽取")
    discipline = text("评查纪律", rows=2, required=False)

    wide_fields = ("title", "rubrics", "aims", "scope", "forced", "numbers", "discipline")

    def prepare(self) -> None:
        self.fields["rubrics"].queryset = RubricVersion.objects.filter(status=RubricStatus.ACTIVE)
        if not self.fields["rubrics"].queryset.exists():
            del self.fields["rubrics"]  # the first plan: those that come along are entered with it
        self.initial.setdefault("year", clock.today().year)

    def clean_forced(self) -> list[dict[str, str]]:
        rows = []
        for line in self.cleaned_data["forced"].splitlines():
            number, _, why = line.strip().partition(" ")
            if not number:
                continue
            reason = REASONS.get(why.strip())
            if reason is None:
                raise forms.ValidationError(f"“{number}”后请空一格写明理由：{'、'.join(ForcedReason.labels)}。")
            rows.append({"number": number, "reason": reason})
        return rows


class EditPlanForm(PlanForm):
    """A plan with what it says already."""

    def prepare(self) -> None:
        super().prepare()
        self.initial |= initial_of_plan(self.subject)


class TeamForm(Form):
    """评查组."""

    leader = forms.ModelChoiceField(label="评查组长", queryset=User.objects.none(), help_text="组长裁定分歧，不担任评查员")
    people = People(label="评查员", queryset=User.objects.none(), help_text="两家都要有人")
    wide_fields = ("people",)

    def prepare(self) -> None:
        self.fields["leader"].queryset = User.objects.holding(*roles_with(ReviewPermission.LEAD)).order_by("name")
        self.fields["people"].queryset = User.objects.holding(*roles_with(ReviewPermission.SCORE)).order_by("name")
        self.initial |= {"leader": self.subject.leader_id, "people": list(self.subject.panel.values_list("person_id", flat=True))}


class PlanDecisionForm(Form):
    """One rung's word."""

    approve = forms.TypedChoiceField(label="决定", choices=[("1", "同意"), ("0", "退回修改")], coerce=lambda value: value == "1", widget=forms.RadioSelect)
    opinion = text("意见", rows=3, required=False, help_text="退回须写明理由")
    wide_fields = ("opinion",)


class DrawForm(Form):
    """A seed from a public draw of lots, or a random one."""

    seed = forms.IntegerField(label="随机种子", required=False, min_value=0, max_value=2**53, help_text="公开抽签得出的数字；留空由系统随机产生并公布")


class ReasonForm(Form):
    """Why."""

    reason = text("理由", rows=3)
    wide_fields = ("reason",)


class ConflictForm(Form):
    """登记回避."""

    person = forms.ModelChoiceField(label="评查员", queryset=User.objects.none())
    town = forms.ModelChoiceField(label="回避的单位", queryset=Organisation.objects.none())
    ground = forms.ChoiceField(label="事由", choices=ConflictGround.choices)
    note = forms.CharField(label="说明", max_length=200, required=False)

    def prepare(self) -> None:
        self.fields["person"].queryset = User.objects.filter(pk__in=self.subject.panel.values("person")).order_by("name")
        self.fields["town"].queryset = Organisation.objects.filter(kind=OrganisationKind.TOWN, is_active=True)


class CalibrationForm(Form):
    """Two files of the frame that were not drawn."""

    dossiers = DossierSearch(label="校准案卷", queryset=Dossier.objects.none(), help_text="从未抽中的案卷中选择两件")
    wide_fields = ("dossiers",)

    def prepare(self) -> None:
        taken = self.subject.files.values("dossier")
        keys = [entry[5] for entry in self.subject.frame]
        self.fields["dossiers"].offer_files(self, Dossier.objects.filter(pk__in=keys).exclude(pk__in=taken))


class ClarifyForm(Form):
    """统一尺度."""

    code = forms.CharField(label="项目编号", max_length=8, help_text="例如：A31")
    text = text("尺度说明", rows=3)
    wide_fields = ("text",)

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()


class MeetingForm(Form):
    """定级会议."""

    met_on = forms.DateField(label="会议日期")
    attending = forms.CharField(label="参会人员", max_length=300)
    minutes = text("会议纪要", rows=6)
    wide_fields = ("attending", "minutes")

    def prepare(self) -> None:
        row = self.subject
        self.initial |= {"met_on": row.met_on or clock.today(), "attending": row.attending, "minutes": row.minutes}


class CircularForm(Form):
    """What people write of the circular."""

    achievements = text("主要做法和成效", rows=6)
    demands = text("整改要求", rows=5, required=False, help_text="每行一条；留空用统一要求")
    wide_fields = ("achievements", "demands")

    def prepare(self) -> None:
        self.initial |= {"achievements": self.subject.achievements, "demands": self.subject.demands or DEMANDS}


class ExcellentForm(Form):
    """优秀案卷."""

    files = forms.ModelMultipleChoiceField(label="优秀案卷", queryset=None, widget=forms.CheckboxSelectMultiple, required=False, help_text="只列出定为优秀等次的案卷")
    wide_fields = ("files",)

    def prepare(self) -> None:
        best = self.subject.files.reviewed().filter(grade="excellent")
        self.fields["files"].queryset = best.order_by("order")
        self.initial["files"] = list(best.filter(excellent=True).values_list("pk", flat=True))


class RubricImportForm(Form):
    """An office's own standard."""

    kind = forms.ChoiceField(label="类别", choices=RubricVersion._meta.get_field("kind").choices)
    title = forms.CharField(label="名称", max_length=60)
    file = forms.FileField(label="标准表格", help_text="列名：编号、评查项目、部分、满分、扣分办法、依据；扣分办法写成“分值 理由”，用分号隔开")
    wide_fields = ("file",)


def initial_of_plan(row: Any) -> dict[str, Any]:
    """A plan's values for its form."""
    names = [name for name in PlanForm.base_fields if name not in {"rubrics", "forced"}]
    labels = dict(ForcedReason.choices)
    forced = "\n".join(f"{entry['number']} {labels[entry['reason']]}" for entry in row.forced)
    return {name: getattr(row, name) for name in names} | {"rubrics": list(row.rubrics.values_list("pk", flat=True)), "forced": forced}
