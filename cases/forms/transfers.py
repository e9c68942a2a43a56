"""Forms of referral and intake."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet

from cases.case_types import CASE_TYPE_CHOICES
from cases.enums import Channel, Parallel, Problem, Reasonableness, RecusalGround, Tool
from cases.models import Transfer
from cases.queries.recusals import candidates
from pengjiang.accounts.enums import OrganisationKind, Role
from pengjiang.accounts.models import Organisation, User
from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.models import Dossier
from pengjiang.web.choosing import SearchChoice
from pengjiang.web.forms import Form


def text(label: str, *, rows: int = 4, required: bool = True, help_text: str = "") -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows}))


class DossierChoice(forms.ModelMultipleChoiceField):
    """Files by number and title."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Dossier) -> str:
        return f"{obj.number}　{obj.title}"


class DossierSearch(SearchChoice):
    """Files of a register too long to list: looked for by number, title and party."""

    def label_from_instance(self, obj: Dossier) -> str:
        return "　".join(part for part in (obj.number, obj.title, obj.party_name) if part)

    def offer_files(self, form: forms.BaseForm, rows: QuerySet) -> None:
        """From these files, the newest first."""
        self.offer(form, "dossiers", rows.for_list(), search=("number", "title", "party_name"), placeholder="按案号、名称、当事人查找全部案卷")


class TransferForm(Form):
    """线索移送 by a town: its own files, the suspected problem, why."""

    title = forms.CharField(label="线索名称", max_length=120, help_text="写明案由和问题，例如：某某食店占道经营处罚案程序问题")
    dossiers = DossierSearch(label="涉及案卷", queryset=Dossier.objects.none(), help_text="本单位的案卷都可以查找，可多选；已勾选的始终留在最前")
    problem = forms.ChoiceField(label="疑似问题类别", choices=Problem.choices)
    parties = forms.CharField(label="当事人", max_length=200, required=False)
    reason = text("移送理由", help_text="为什么请检察院审查")
    facts = text("基本情况", required=False)
    provisions = text("涉嫌违反的规定", rows=2, required=False, help_text="写明法律全称与条款")
    contact = forms.CharField(label="联系人及电话", max_length=80)
    is_urgent = forms.BooleanField(label="紧急", required=False)

    wide_fields = ("title", "dossiers", "reason", "facts", "provisions")

    def prepare(self) -> None:
        self.fields["dossiers"].offer_files(self, Dossier.objects.visible_to(self.user).filter(organisation__in=self.user.organisation_ids))


class RegisterForm(Form):
    """登记线索 found by the office itself."""

    channel = forms.ChoiceField(label="案源", choices=[pair for pair in Channel.choices if pair[0] != Channel.TOWN_REFERRAL])
    external_number = forms.CharField(label="来文或统一受案号", max_length=80, required=False)
    title = forms.CharField(label="线索名称", max_length=120)
    subject = forms.ModelChoiceField(label="被监督单位", queryset=Organisation.objects.none(), required=False, empty_label="其他单位（在右侧填写）")
    subject_name = forms.CharField(label="其他被监督单位全称", max_length=100, required=False)
    problem = forms.ChoiceField(label="疑似问题类别", choices=Problem.choices)
    parties = forms.CharField(label="当事人", max_length=200, required=False)
    reason = text("线索内容")
    provisions = text("涉嫌违反的规定", rows=2, required=False)
    is_urgent = forms.BooleanField(label="紧急", required=False)

    wide_fields = ("title", "reason", "provisions")

    def prepare(self) -> None:
        self.fields["subject"].queryset = Organisation.objects.filter(is_active=True).exclude(kind=OrganisationKind.PROCURATORATE)


class ScreeningForm(Form):
    """The gate of domain.md 5.5: every answer is required and printed."""

    origin = forms.ChoiceField(label="监督职责来源", choices=Channel.choices)
    tool = forms.ChoiceField(label="拟采用的监督方式", choices=Tool.choices, initial=Tool.RECOMMENDATION, help_text="由轻到重：口头提示、座谈磋商、检察建议、移送")
    duty_note = text("如何属于履行法律监督职责中发现", rows=3, help_text="主动移送、交办、转交、数据线索须写明与哪项已履行的监督职责相关联")
    parallel = forms.ChoiceField(label="是否进入其他程序", choices=Parallel.choices, initial=Parallel.NONE)
    parallel_note = forms.CharField(label="其他程序的案号与进展", max_length=200, required=False)
    reasonableness = forms.ChoiceField(label="合法性与合理性", choices=Reasonableness.choices, initial=Reasonableness.LEGALITY)
    effect = text("影响的合法权益或者公共利益", rows=3)

    wide_fields = ("duty_note", "effect")

    def prepare(self) -> None:
        if self.subject is not None:
            self.initial.setdefault("origin", self.subject.channel)


class AnswerForm(Form):
    """A reason that the other side reads."""

    answer = text("理由", help_text="移送单位会看到")


class FileForm(Form):
    """存查."""

    answer = text("存查理由")


class NoteForm(Form):
    """A note for the record."""

    note = text("说明", rows=3)


class HandOverForm(Form):
    """转其他部门."""

    handed_to = forms.CharField(label="转送部门", max_length=80)
    answer = text("理由")


class HolderChoice(forms.ModelChoiceField):
    """Procurators; those who must keep away stand there with the reason."""

    reasons: dict[int, str]

    def label_from_instance(self, obj: User) -> str:
        reason = self.reasons.get(obj.pk, "")
        return f"{obj.name}（{reason}）" if reason else obj.name


class AssignForm(Form):
    """分案."""

    holder = HolderChoice(label="承办检察官", queryset=User.objects.none(), help_text="应当回避的人员在括号内注明，不能选定")

    def prepare(self) -> None:
        people = candidates(subject=self.subject.subject, target=str(ObjectRef.of(self.subject)))
        field = self.fields["holder"]
        field.reasons = {person.pk: reason for person, reason in people}
        field.queryset = User.objects.filter(pk__in=[person.pk for person, _ in people])


class MergeForm(Form):
    """并案."""

    other = forms.ModelChoiceField(label="并入的线索", queryset=Transfer.objects.none())

    def prepare(self) -> None:
        self.fields["other"].queryset = (
            Transfer.objects.visible_to(self.user).filter(state__in=["accepted", "investigating", "docketed"]).exclude(pk=self.subject.pk)
        )


class DocketForm(Form):
    """立案."""

    case_type = forms.ChoiceField(label="案件类别", choices=CASE_TYPE_CHOICES, initial="unlawful_act")
    unified_number = forms.CharField(label="统一受案号", max_length=80, required=False, help_text="全国检察业务应用系统的编号，可后补")
    title = forms.CharField(label="案件名称", max_length=120)
    assistant = forms.ModelChoiceField(label="检察官助理", queryset=User.objects.none(), required=False, empty_label="不指定")

    wide_fields = ("title",)

    def prepare(self) -> None:
        self.fields["assistant"].queryset = User.objects.holding(Role.ASSISTANT)


class RecusalForm(Form):
    """登记回避."""

    person = forms.ModelChoiceField(label="人员", queryset=User.objects.none())
    ground = forms.ChoiceField(label="回避事由", choices=RecusalGround.choices)
    organisation = forms.ModelChoiceField(label="回避的单位", queryset=Organisation.objects.none())
    note = forms.CharField(label="说明", max_length=200, required=False)

    wide_fields = ("note",)

    def prepare(self) -> None:
        self.fields["person"].queryset = User.objects.holding(Role.PROCURATOR, Role.ASSISTANT, Role.DEPT_HEAD, Role.DEPUTY_CHIEF, Role.CHIEF)
        self.fields["organisation"].queryset = Organisation.objects.filter(is_active=True).exclude(kind=OrganisationKind.PROCURATORATE)
