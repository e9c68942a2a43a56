"""Forms of typical cases and notices."""

from __future__ import annotations

from django import forms

from cases.forms.transfers import text as lines
from disputes.forms.intake import files_field
from disputes.forms.settling import ticks
from liaison.enums import NoticeKind, Topic
from liaison.queries.masking import doubts_in
from liaison.queries.sharing import period_now, receivers
from pengjiang.accounts.models import Organisation
from pengjiang.dossiers.enums import Field
from pengjiang.web.forms import Form

ARTICLES = "每行一条，例如：《中华人民共和国行政处罚法》第三十三条第一款"


class Bodies(forms.ModelMultipleChoiceField):
    """Organisations to tick off."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: str, **more) -> None:
        super().__init__(label=label, queryset=Organisation.objects.filter(is_active=True).order_by("order"), **more)


class CaseForm(Form):
    """典型案例 in its parts."""

    title = forms.CharField(label="标题", max_length=160)
    field = forms.ChoiceField(label="领域", choices=[("", "不限"), *Field.choices], required=False)
    cause = forms.CharField(label="案由", max_length=120, required=False)
    item = forms.CharField(label="职权事项代码", max_length=80, required=False)
    facts = lines("基本案情", rows=6)
    course = lines("监督（化解）经过", rows=6, required=False)
    meaning = lines("典型意义", rows=4, required=False)
    articles = lines("依据条文", rows=3, required=False, help_text=ARTICLES)
    rules = forms.CharField(label="体检规则", max_length=120, required=False, help_text="规则编号，多个用空格隔开")
    told = lines("另行指明的姓名和名称", rows=2, required=False, help_text="系统没有自动隐去的姓名、名称写在这里，每行一个；保存时统一隐去，不对外显示")

    wide_fields = ("title", "facts", "course", "meaning", "articles", "told")


class ConfirmForm(Form):
    """脱敏确认: each doubt one by one."""

    cleared = ticks("以下词语经核对不是姓名", [], required=False)
    read_through = forms.BooleanField(label="已逐段核对，没有可以识别个人的信息", required=False)

    wide_fields = ("cleared", "read_through")

    def prepare(self) -> None:
        doubts = doubts_in(self.subject)
        if doubts:
            self.fields["cleared"].choices = [(one, one) for one in doubts]
        else:
            del self.fields["cleared"]


class NoteForm(Form):
    """A reason in one line."""

    note = forms.CharField(label="理由", max_length=200)

    wide_fields = ("note",)


class AddressForm(Form):
    """主送单位: those whom the mechanism lets receive it."""

    topic = forms.ChoiceField(
        label="共享范围", choices=[("", "不限（一般工作通报）"), *Topic.choices], required=False, help_text="选定后，只能主送已签署相应机制文件的单位"
    )
    addressees = Bodies("主送单位")

    wide_fields = ("addressees",)

    def prepare(self) -> None:
        self.fields["addressees"].queryset = receivers("", self.user.organisation)


class NoticeForm(AddressForm):
    """通报 typed by a person."""

    kind = forms.ChoiceField(label="种类", choices=NoticeKind.choices)
    title = forms.CharField(label="标题", max_length=160)
    body = lines("内容", rows=8)
    answer_by = forms.DateField(label="请于何日前反馈", required=False)

    field_order = ("kind", "topic", "title", "body", "answer_by", "addressees")
    wide_fields = ("title", "body", "addressees")


class DrawForm(AddressForm):
    """通报 out of the register."""

    since = forms.DateField(label="统计起")
    until = forms.DateField(label="统计止")

    field_order = ("since", "until", "topic", "addressees")

    def prepare(self) -> None:
        super().prepare()
        self.initial.setdefault("since", period_now()[0])
        self.initial.setdefault("until", period_now()[1])
        self.initial.setdefault("topic", Topic.CIRCULARS)


class EditNoticeForm(Form):
    """Other words."""

    title = forms.CharField(label="标题", max_length=160)
    answer_by = forms.DateField(label="请于何日前反馈", required=False)
    body = lines("内容", rows=8)

    wide_fields = ("title", "body")


class AnswerNoticeForm(Form):
    """反馈."""

    text = lines("反馈内容", rows=5)
    files = files_field("材料")

    wide_fields = ("text", "files")
