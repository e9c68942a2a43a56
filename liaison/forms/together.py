"""Forms of agreements, duties, meetings, contacts."""

from __future__ import annotations

from django import forms

from cases.forms.transfers import text as lines
from disputes.forms.intake import files_field
from disputes.forms.settling import ticks
from liaison.enums import AgreementKind, Every, Topic
from liaison.forms.sharing import Bodies
from liaison.models import Article, Party
from pengjiang.accounts.enums import ADMINISTRATORS
from pengjiang.accounts.models import Membership, Organisation, User
from pengjiang.web.forms import Form


class Person(forms.ModelChoiceField):
    """People with their bodies."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.organisation.short_name if obj.organisation else ''}　{obj.name}"


def people() -> object:
    held = Membership.objects.current().exclude(role__in=ADMINISTRATORS)
    return User.objects.filter(is_active=True, pk__in=held.values("user")).order_by("name")


class AgreementForm(Form):
    """机制文件."""

    name = forms.CharField(label="名称", max_length=160)
    kind = forms.ChoiceField(label="类别", choices=AgreementKind.choices)
    until = forms.DateField(label="有效期至", required=False)
    organisations = Bodies("签署单位", required=False, help_text="本单位为牵头单位，不必选")
    others = forms.CharField(label="系统外签署单位", max_length=200, required=False, help_text="例如区卫生健康局，多个用顿号隔开")
    topics = ticks("签署后可以共享", Topic.choices, required=False)
    text = lines("条文", rows=10, required=False, help_text="每段一条；可写“【标题】内容”")

    wide_fields = ("name", "organisations", "topics", "text")


class ArticleForm(Form):
    """One article."""

    title = forms.CharField(label="条目", max_length=60, required=False)
    text = lines("内容", rows=4)


class JoinForm(Form):
    """Another party."""

    organisation = forms.ModelChoiceField(label="单位", queryset=Organisation.objects.filter(is_active=True).order_by("order"))


class SignForm(Form):
    """签署."""

    party = forms.ModelChoiceField(label="签署单位", queryset=Party.objects.none())
    signed_on = forms.DateField(label="签署日期")
    signer = forms.CharField(label="签署人", max_length=40)
    files = files_field("签署文本")

    wide_fields = ("files",)

    def prepare(self) -> None:
        self.fields["party"].queryset = self.subject.parties.filter(signed_on=None)


class BeginForm(Form):
    """施行."""

    since = forms.DateField(label="施行日期")


class DutyForm(Form):
    """Who informs whom of what, by when."""

    bound = forms.ModelChoiceField(label="由谁办理", queryset=Organisation.objects.none())
    informs = forms.CharField(label="告知谁", max_length=100)
    what = forms.CharField(label="事项", max_length=160)
    every = forms.ChoiceField(label="频次", choices=Every.choices)
    within = forms.IntegerField(label="期末后几日内", min_value=0, max_value=90, initial=10)
    since = forms.DateField(label="首个周期自")
    article = forms.ModelChoiceField(label="所依条文", queryset=Article.objects.none(), required=False)

    wide_fields = ("what",)

    def prepare(self) -> None:
        self.fields["bound"].queryset = Organisation.objects.filter(pk__in=self.subject.parties.values("organisation")).order_by("order")
        self.fields["article"].queryset = self.subject.articles.all()


class TickForm(Form):
    """办理 with proof."""

    done_on = forms.DateField(label="办理日期")
    note = lines("办理情况", rows=3)
    files = files_field("办理证明")

    wide_fields = ("note", "files")


class MeetingForm(Form):
    """召集."""

    title = forms.CharField(label="会议名称", max_length=120)
    starts_at = forms.DateTimeField(label="时间")
    place = forms.CharField(label="地点", max_length=120)
    agenda = lines("议程", rows=4, help_text="每行一项")
    invited = Bodies("参会单位")

    wide_fields = ("title", "agenda", "invited")


class HoldForm(Form):
    """召开情况."""

    host = forms.CharField(label="主持人", max_length=40)
    absent = forms.CharField(label="请假人员", max_length=200, required=False)
    present = lines("出席人员", rows=2, help_text="用顿号隔开")
    minutes = lines("议定事项", rows=8)

    wide_fields = ("present", "minutes")


class TaskForm(Form):
    """任务."""

    organisation = forms.ModelChoiceField(label="责任单位", queryset=Organisation.objects.none())
    due_on = forms.DateField(label="完成期限")
    text = forms.CharField(label="任务", max_length=200)

    wide_fields = ("text",)

    def prepare(self) -> None:
        bodies = [self.subject.organisation_id, *self.subject.invited.values_list("pk", flat=True)]
        self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=bodies).order_by("order")


class FinishForm(Form):
    """完成情况."""

    result = lines("完成情况", rows=3)
    files = files_field("材料")

    wide_fields = ("result", "files")


class ContactForm(Form):
    """联络员."""

    person = Person(label="人员", queryset=User.objects.none())
    telephone = forms.CharField(label="办公电话", max_length=40)

    def prepare(self) -> None:
        self.fields["person"].queryset = people()


class DutyDayForm(Form):
    """值班."""

    day = forms.DateField(label="日期")
    person = Person(label="值班人员", queryset=User.objects.none())
    note = forms.CharField(label="备注", max_length=80, required=False)

    def prepare(self) -> None:
        self.fields["person"].queryset = people()
