"""Forms of the link between procuratorate and bureau."""

from __future__ import annotations

from django import forms

from cases.case_types import CASE_TYPE_CHOICES
from cases.enums import Problem, SupervisionPaper
from cases.forms.transfers import DossierSearch, text
from cases.models import SupervisionCase
from cases.services.handoffs import kinds_of
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.dossiers.models import Dossier
from pengjiang.web.forms import Form


class HandoffForm(Form):
    """移送衔接事项."""

    kind = forms.ChoiceField(label="种类")
    title = forms.CharField(label="事项名称", max_length=120)
    subject = forms.ModelChoiceField(label="涉及镇街", queryset=Organisation.objects.none(), required=False, empty_label="不涉及")
    person = forms.CharField(label="当事人（申请人）", max_length=120, required=False, help_text="法律援助、支持起诉须填写")
    case = forms.ModelChoiceField(label="来源案件", queryset=SupervisionCase.objects.none(), required=False, empty_label="没有", help_text="仅本院可见")
    answer_days = forms.IntegerField(label="反馈期限（日）", min_value=1, max_value=90, initial=30)
    dossiers = DossierSearch(label="涉及案卷", queryset=Dossier.objects.none(), required=False, help_text="可多选；已勾选的始终留在最前")
    facts = text("基本情况", rows=5)
    request = text("移送的理由和请求", rows=4)

    wide_fields = ("title", "dossiers")

    def prepare(self) -> None:
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds_of(self.user)]
        self.fields["subject"].queryset = Organisation.objects.filter(kind=OrganisationKind.TOWN, is_active=True)
        if self.user.is_procuratorate:
            self.fields["case"].queryset = SupervisionCase.objects.visible_to(self.user).open().filter(holder=self.user.pk)
        else:
            del self.fields["case"]
        self.fields["dossiers"].offer_files(self, Dossier.objects.visible_to(self.user))


class OpinionForm(Form):
    """登记监督意见、决定."""

    opinion_kind = forms.ChoiceField(label="监督文书", choices=SupervisionPaper.choices)
    opinion_number = forms.CharField(label="文号", max_length=60)
    opined_on = forms.DateField(label="作出日期")
    correct_by = forms.DateField(label="要求纠正的期限", required=False)
    opinion = text("内容", rows=5)

    def prepare(self) -> None:
        self.initial.setdefault("opined_on", clock.today())


class CorrectionForm(Form):
    """登记纠正情况."""

    corrected_on = forms.DateField(label="纠正日期")
    correction = text("镇街纠正情况", rows=5)

    def prepare(self) -> None:
        self.initial.setdefault("corrected_on", clock.today())


class ReturnForm(Form):
    """退回."""

    reason = text("退回理由", rows=4, help_text="移送单位会看到")


class ResultForm(Form):
    """反馈结果."""

    answer = text("办理结果", rows=5, help_text="印入反馈函")


class JointForm(Form):
    """联合督办."""

    note = text("双方分工", rows=4)


class TakeUpForm(Form):
    """转为线索: what the referral needs beyond what was handed over."""

    problem = forms.ChoiceField(label="疑似问题类别", choices=[("", "请选择"), *Problem.choices])
    subject = forms.ModelChoiceField(label="被监督单位", queryset=Organisation.objects.none(), required=False, empty_label="其他单位（在右侧填写）")
    subject_name = forms.CharField(label="其他被监督单位全称", max_length=100, required=False)

    def prepare(self) -> None:
        self.fields["subject"].queryset = Organisation.objects.filter(kind=OrganisationKind.TOWN, is_active=True)
        self.fields["subject"].initial = self.subject.subject_id


class OpenFromHandoffForm(TakeUpForm):
    """立案监督."""

    problem = None
    case_type = forms.ChoiceField(label="案件类别", choices=CASE_TYPE_CHOICES, initial="unlawful_act")
    title = forms.CharField(label="案件名称", max_length=120)
    origin = text("在履行何项监督职责中发现、发现了什么", rows=5)

    field_order = ("title", "case_type", "subject", "subject_name", "origin")
    wide_fields = ("title",)
