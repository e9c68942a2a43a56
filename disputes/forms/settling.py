"""Forms of plan, meetings, measures, agreement and closing."""

from __future__ import annotations

from django import forms

from cases.enums import Problem
from cases.forms.transfers import text
from disputes.enums import AgreementKind, Contact, Debtor, Means, MeasureKind, NextStep, Outcome, Safeguard
from disputes.forms.intake import files_field
from pengjiang.web.forms import Form


def ticks(label: str, choices: list, *, required: bool = True) -> forms.MultipleChoiceField:
    """Things to tick off one by one."""
    return forms.MultipleChoiceField(label=label, choices=choices, required=required, widget=forms.CheckboxSelectMultiple)


class PlanForm(Form):
    """化解方案."""

    party_position = text("当事人立场", rows=3)
    town_position = text("行政机关立场", rows=3)
    gaps = text("分歧焦点", rows=3)
    bottom_line = text("法律底线", rows=3, help_text="写明不得突破的法律规定和裁量范围")
    means = ticks("化解手段", Means.choices)
    roles = text("分工", rows=2)
    timetable = text("时间安排", rows=2)

    wide_fields = ("means",)


class MeetingForm(Form):
    """调解笔录."""

    held_on = forms.DateField(label="日期")
    host = forms.CharField(label="主持人", max_length=80)
    place = forms.CharField(label="地点", max_length=120)
    present = forms.CharField(label="参加人员", max_length=300)
    party_said = text("当事人意见", rows=3)
    town_said = text("行政机关意见", rows=3)
    minutes = text("笔录", rows=8)
    result = forms.CharField(label="结果", max_length=200)
    files = files_field("签名笔录")

    wide_fields = ("minutes", "result", "files")


class MeasureForm(Form):
    """化解措施."""

    kind = forms.ChoiceField(label="形式", choices=MeasureKind.choices)
    means = forms.ChoiceField(label="化解手段", choices=Means.choices)
    on = forms.DateField(label="日期")
    people = forms.CharField(label="人员", max_length=200)
    content = text("内容")
    result = forms.CharField(label="结果", max_length=200)
    files = files_field("材料")

    wide_fields = ("content", "result", "files")


class HearingForm(Form):
    """听证通知."""

    at = forms.DateTimeField(label="听证时间", help_text="须在三日前告知参加人")
    place = forms.CharField(label="听证地点", max_length=120)
    host = forms.CharField(label="主持人", max_length=80)
    listeners = forms.CharField(label="听证员", max_length=200, help_text="一般三至七人，以顿号隔开")
    questions = text("听证的问题", rows=4)
    is_public = forms.BooleanField(label="公开听证", required=False, initial=True)
    wide_fields = ("listeners", "questions")

    def prepare(self) -> None:
        host = self.subject.procurator
        self.initial |= {"place": "检察听证室", "host": host.name if host else ""}


class AgreementForm(Form):
    """协议各部分."""

    kind = forms.ChoiceField(label="协议类型", choices=AgreementKind.choices)
    witnesses = forms.CharField(label="见证人", max_length=120, required=False)
    facts = text("双方确认的事实")
    breach = text("违约处理", rows=3, help_text="写明逾期不履行的，恢复何种程序")
    other = text("其他约定", rows=2, required=False)

    wide_fields = ("facts", "breach", "other")


class ObligationForm(Form):
    """义务, with instalments."""

    debtor = forms.ChoiceField(label="义务人", choices=Debtor.choices)
    due_on = forms.DateField(label="（首期）履行期限")
    text = forms.CharField(label="义务", max_length=260)
    amount = forms.DecimalField(label="金额", max_digits=14, decimal_places=2, min_value=0, required=False)
    instalments = forms.IntegerField(label="分期数", min_value=1, max_value=36, initial=1)
    months_between = forms.IntegerField(label="每期间隔（月）", min_value=1, max_value=12, initial=1)

    wide_fields = ("text",)


class SignForm(Form):
    """签订."""

    signed_on = forms.DateField(label="签订日期")
    witnesses = forms.CharField(label="见证人", max_length=120, required=False)
    safeguards = ticks("合法性保障（逐项确认）", Safeguard.choices, required=False)
    files = files_field("签字协议")

    wide_fields = ("safeguards", "files")


class WithdrawForm(Form):
    """撤回申请."""

    what = forms.ChoiceField(label="撤回的申请", choices=[(one, one) for one in ("行政复议申请", "行政诉讼起诉", "监督申请", "信访事项")])
    on = forms.DateField(label="撤回日期")
    confirmation = forms.CharField(label="确认文书名称及文号", max_length=120, required=False, help_text="例如行政复议调解书、终止决定书")
    confirmed_on = forms.DateField(label="确认日期", required=False)
    freely = forms.BooleanField(label="当事人自愿撤回，未受任何压力", required=False)


class PerformForm(Form):
    """履行."""

    done_on = forms.DateField(label="履行日期")
    note = forms.CharField(label="履行情况", max_length=200)
    files = files_field("履行证明")

    wide_fields = ("files",)


class BreachForm(Form):
    """违约."""

    next_step = forms.ChoiceField(label="下一步", choices=NextStep.choices)
    note = forms.CharField(label="违约情况", max_length=200)

    wide_fields = ("note",)


class ExtendForm(Form):
    """重新约定."""

    due_on = forms.DateField(label="新的履行期限")
    note = forms.CharField(label="重新约定的情况", max_length=200)

    wide_fields = ("note",)


class ShortNoteForm(Form):
    """One line."""

    note = forms.CharField(label="理由", max_length=200)

    wide_fields = ("note",)


class SettleForm(Form):
    """化解结果."""

    outcome = forms.ChoiceField(label="化解结果", choices=[pair for pair in Outcome.choices if pair[0] not in {"settled", "unsettled"}])
    note = text("化解情况")


class CloseForm(Form):
    """结案报告."""

    course = text("化解经过", rows=5, help_text="不得写入调解中的陈述")
    result = text("化解结果", rows=3)
    follow_up = text("回访安排", rows=2)
    visit_on = forms.DateField(label="首次回访日期")
    recurring = forms.BooleanField(label="存在类案问题", required=False)
    lessons = text("类案问题与启示", rows=3, required=False)

    wide_fields = ("course", "result", "lessons")


class VisitDayForm(Form):
    """安排回访."""

    due_on = forms.DateField(label="计划回访日期")


class VisitForm(Form):
    """回访情况."""

    done_on = forms.DateField(label="回访日期")
    way = forms.ChoiceField(label="回访方式", choices=Contact.choices)
    people = forms.CharField(label="回访人员", max_length=120)
    content = text("回访情况")


class ReferForm(Form):
    """转监督."""

    problem = forms.ChoiceField(label="疑似问题类别", choices=Problem.choices)
    reason = text("发现的违法情形", help_text="不得引用调解中的陈述；以案卷材料为据")


class MarkForm(Form):
    """类案是否有用."""

    target = forms.CharField(widget=forms.HiddenInput, max_length=80)
    helped = forms.BooleanField(required=False, widget=forms.HiddenInput)
