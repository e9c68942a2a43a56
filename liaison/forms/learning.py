"""Forms of questions, courses and the calculator."""

from __future__ import annotations

from django import forms

from cases.forms.transfers import text as lines
from disputes.forms.intake import files_field
from disputes.forms.settling import ticks
from liaison.discretion import EFFECTS, GROUNDS
from liaison.enums import CourseKind
from liaison.forms.sharing import ARTICLES
from liaison.forms.together import Person
from liaison.models import Mentor
from liaison.permissions import LiaisonPermission as P
from pengjiang.access import can
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation, User
from pengjiang.dossiers.enums import Field
from pengjiang.web.forms import Form

ANY_FIELD = [("", "不限"), *Field.choices]


class QuestionForm(Form):
    """提问."""

    title = forms.CharField(label="问题", max_length=160, help_text="先在常见问题里查一查")
    field = forms.ChoiceField(label="领域", choices=ANY_FIELD, required=False)
    about = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    text = lines("具体情况", rows=6, help_text="采纳的解答会脱敏后供各镇街查阅")

    wide_fields = ("title", "text")


class RouteForm(Form):
    """分派."""

    mentor = forms.ModelChoiceField(label="导师", queryset=Mentor.objects.none())

    def prepare(self) -> None:
        self.fields["mentor"].queryset = Mentor.objects.current().select_related("person")


class AnswerForm(Form):
    """解答."""

    text = lines("解答", rows=6)
    articles = lines("依据条文", rows=3, help_text=ARTICLES)

    wide_fields = ("text", "articles")


class FollowForm(Form):
    """追问."""

    text = lines("追问", rows=4)


class CourseForm(Form):
    """课程."""

    kind = forms.ChoiceField(label="形式", choices=CourseKind.choices, required=False)
    title = forms.CharField(label="课程名称", max_length=120)
    field = forms.ChoiceField(label="领域", choices=ANY_FIELD, required=False)
    town = forms.ModelChoiceField(label="面向镇街", queryset=Organisation.objects.none(), required=False, empty_label="全区")
    problem = forms.CharField(label="针对的共性问题", max_length=120, required=False)
    summary = lines("内容提要", rows=4)

    wide_fields = ("summary",)

    def prepare(self) -> None:
        if self.user.is_town:
            del self.fields["kind"], self.fields["town"]
        else:
            self.fields["town"].queryset = Organisation.objects.filter(kind=OrganisationKind.TOWN, is_active=True).order_by("order")


class SessionForm(Form):
    """课次."""

    starts_at = forms.DateTimeField(label="时间")
    place = forms.CharField(label="地点", max_length=120)


class MaterialForm(Form):
    """资料."""

    title = forms.CharField(label="名称", max_length=120)
    reference = forms.CharField(label="录像存放位置", max_length=200, required=False, help_text="录像不上传，写明存放的服务器和目录")
    files = files_field("课件")

    wide_fields = ("reference", "files")


class CheckInForm(Form):
    """签到."""

    code = forms.CharField(label="签到码", max_length=6, help_text="六位数字，由授课导师当场公布")


class ListForm(Form):
    """签到表."""

    people = forms.ModelMultipleChoiceField(label="到课学员", queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        self.fields["people"].queryset = User.objects.filter(pk__in=self.subject.course.enrolments.exclude(state="left").values("person")).order_by("name")


class ExerciseForm(Form):
    """One radio group per exercise."""

    def prepare(self) -> None:
        for place, row in enumerate(self.subject.course.exercises.all(), start=1):
            choices = [(str(at), f"{'ABCD'[at]}. {option}") for at, option in enumerate(row.options)]
            self.fields[f"exercise-{row.pk}"] = forms.ChoiceField(
                label=f"{place}. {row.text}", choices=choices, widget=forms.RadioSelect, error_messages={"required": f"请作答第{place}题。"}
            )
        self.wide_fields = tuple(self.fields)


class MentorForm(Form):
    """导师."""

    person = Person(label="人员", queryset=User.objects.none())
    fields_ = ticks("专长领域", Field.choices, required=False)
    note = forms.CharField(label="简介", max_length=200, required=False)

    wide_fields = ("fields_", "note")

    def prepare(self) -> None:
        able = [person.pk for person in User.objects.filter(is_active=True) if can(person, P.ANSWER).ok]
        self.fields["person"].queryset = User.objects.filter(pk__in=able).order_by("name")


class CalculatorForm(Form):
    """裁量计算."""

    item = forms.ChoiceField(label="职权事项")
    on = forms.DateField(label="违法行为日期")
    person = forms.ChoiceField(label="当事人", choices=[("person", "自然人、个体工商户"), ("unit", "单位")])
    step = forms.ChoiceField(label="裁量阶次", required=False)
    grounds = ticks("从轻、减轻、从重情节", [(one.code, f"{one.label}（{EFFECTS[one.effect]}，{one.citation}）") for one in GROUNDS], required=False)
    conditions = ticks(
        "不予处罚条件",
        [
            ("slight_act", "违法行为轻微"),
            ("no_harm", "没有造成危害后果"),
            ("first", "初次违法"),
            ("slight_harm", "危害后果轻微"),
            ("corrected", "及时改正"),
            ("faultless", "有证据足以证明没有主观过错"),
        ],
        required=False,
    )
    amount = forms.DecimalField(label="拟罚金额", max_digits=14, decimal_places=2, min_value=0, required=False)

    wide_fields = ("item", "grounds", "conditions")
