"""Forms of 发函与移送 and 公开听证 and 非诉执行监督."""

from __future__ import annotations

from django import forms

from cases.dispatch_kinds import kinds_for
from cases.enums import CourtAnswerKind, HearingPart, OpinionUse
from cases.forms.transfers import HolderChoice, text
from cases.forms.ways import files_field
from cases.models import Listener, Recommendation
from cases.queries.listeners import conflicts
from cases.workflow.hearing import HEARING_STEPS
from cases.workflow.recommendation import may_escalate
from pengjiang.accounts.enums import OrganisationKind, Role
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.web.forms import Form


class DispatchForm(Form):
    """What is to be written to whom."""

    kind = forms.ChoiceField(label="种类")
    organisation = forms.ModelChoiceField(label="受文单位", queryset=Organisation.objects.none(), required=False, empty_label="系统外单位（在右侧填写）")
    addressee_name = forms.CharField(label="系统外单位全称", max_length=100, required=False, help_text="移送、报告类留空时写给通常的受文机关")
    contact = forms.CharField(label="联系人及电话", max_length=80, required=False)
    reply_months = forms.IntegerField(label="回复期（月）", min_value=1, max_value=6, required=False, help_text="只用于检察意见书，不填为二个月")
    facts = text("事实和情况", rows=6)
    reason = text("理由和依据", rows=4, required=False)
    request = text("意见或者请求", rows=3, required=False)
    materials = text("随附材料", rows=2, required=False, help_text="每行一项")

    def prepare(self) -> None:
        about = self.subject
        on_recommendation = isinstance(about, Recommendation)
        case = about.case if on_recommendation else about
        self.fields["kind"].choices = [
            (kind.code, kind.label)
            for kind in kinds_for(case.case_type, on_recommendation=on_recommendation, may_escalate=not on_recommendation or may_escalate(about))
        ]
        self.fields["organisation"].queryset = Organisation.objects.filter(is_active=True).exclude(kind=OrganisationKind.PROCURATORATE)


class EditDispatchForm(Form):
    """The draft's words."""

    addressee_name = forms.CharField(label="受文单位全称", max_length=100)
    contact = forms.CharField(label="联系人及电话", max_length=80, required=False)
    reply_months = forms.IntegerField(label="回复期（月）", min_value=1, max_value=6, required=False, help_text="只用于检察意见书")
    facts = text("事实和情况", rows=6)
    reason = text("理由和依据", rows=4, required=False)
    request = text("意见或者请求", rows=3, required=False)
    materials = text("随附材料", rows=2, required=False, help_text="每行一项")


class OpinionForm(Form):
    """The approver's word."""

    opinion = text("审批意见", rows=3, required=False)


class ReceiptForm(Form):
    """登记回执."""

    receiver = forms.CharField(label="签收人", max_length=60)
    received_on = forms.DateField(label="签收日期")
    files = files_field()

    def prepare(self) -> None:
        self.initial.setdefault("received_on", clock.today())


class ReplyToForm(Form):
    """书面回复."""

    answer_number = forms.CharField(label="回复文号", max_length=60, required=False)
    answer = text("处理结果", rows=6)
    files = files_field()


class AnswerToForm(ReplyToForm):
    """登记回复."""

    answered_on = forms.DateField(label="回复日期")

    field_order = ("answered_on", "answer_number", "answer", "files")

    def prepare(self) -> None:
        self.initial.setdefault("answered_on", clock.today())


class AskHearingForm(Form):
    """呈请公开听证."""

    requested_by = forms.CharField(label="申请人", max_length=100, required=False, help_text="依职权决定的留空")
    is_public = forms.BooleanField(label="公开听证", required=False, initial=True)
    reason = text("听证理由", rows=4)
    issues = text("听证要解决的问题", rows=4)


class ArrangeForm(Form):
    """时间、地点、主持人."""

    at = forms.DateTimeField(label="听证时间", help_text="须在三日前告知参加人")
    place = forms.CharField(label="听证地点", max_length=120, initial="本院检察听证室")
    host = forms.ModelChoiceField(label="主持人", queryset=User.objects.none())
    place_approved = forms.BooleanField(label="检察长同意在检察听证室以外的场所举行", required=False)

    def prepare(self) -> None:
        self.fields["host"].queryset = User.objects.holding(Role.PROCURATOR, Role.DEPT_HEAD, Role.DEPUTY_CHIEF, Role.CHIEF).distinct()
        self.fields["host"].label_from_instance = lambda row: row.name


class ListenerChoice(HolderChoice):
    """Of the register: how often invited, and who must keep away."""

    def label_from_instance(self, obj: Listener) -> str:
        return f"{super().label_from_instance(obj)}　{obj.described}　受邀{obj.invited}次"


class PersonForm(Form):
    """听证参加人."""

    part = forms.ChoiceField(label="身份", choices=HearingPart.choices)
    listener = ListenerChoice(
        label="从名册选择听证员", queryset=Listener.objects.none(), required=False, empty_label="不从名册选择", help_text="应当回避的在括号内注明，不能选定；选定后不必填写以下两项"
    )
    name = forms.CharField(label="姓名或者单位", max_length=100, required=False)
    title = forms.CharField(label="职务或者身份说明", max_length=100, required=False, help_text="例如：区人大代表、人民监督员、律师")

    wide_fields = ("listener",)

    def prepare(self) -> None:
        field = self.fields["listener"]
        field.queryset = Listener.objects.serving(clock.today()).with_invitations().prefetch_related("avoids")
        field.reasons = conflicts(field.queryset, self.subject)


class HearingRecordForm(Form):
    """听证笔录 by the running order."""

    recorded = forms.BooleanField(label="全程录音录像", required=False, initial=True)

    def prepare(self) -> None:
        for place, (key, label, _) in enumerate(HEARING_STEPS, start=1):
            self.fields[key] = text(f"{place}. {label}", rows=3)
        self.fields["opinion"] = text("听证员意见", rows=4)


class UseForm(Form):
    """What was made of the opinion."""

    use = forms.ChoiceField(label="意见处理", choices=OpinionUse.choices)
    use_note = text("说明", rows=4, required=False, help_text="部分采纳、未采纳的须写明理由并报检察长")


class CourtAnswerForm(Form):
    """法院答复."""

    kind = forms.ChoiceField(label="答复", choices=CourtAnswerKind.choices)
    on = forms.DateField(label="答复日期")
    number = forms.CharField(label="裁定文号", max_length=80, required=False)
    applied_on = forms.DateField(label="申请日期", required=False, help_text="案卷没有记载时填写")
    note = text("理由和情况", rows=4, required=False, help_text="不予受理、不予执行、终结执行的须写明")


class OpenCaseForm(Form):
    """立非诉执行监督案."""

    title = forms.CharField(label="案件名称", max_length=120)
    origin = text("在履行何项监督职责中发现、发现了什么", rows=5)

    wide_fields = ("title",)
