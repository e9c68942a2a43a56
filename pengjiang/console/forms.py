"""Forms of the console."""

from __future__ import annotations

from typing import Any

from django import forms

from pengjiang.accounts.enums import ROLE_KIND, OrganisationKind, Role
from pengjiang.accounts.models import Organisation, OrganisationChange
from pengjiang.common import clock
from pengjiang.law.rows import Mark
from pengjiang.law.rowvalues import plain
from pengjiang.web.forms import Form


class OrganisationForm(Form):
    """A new organisation; its code stays."""

    code = forms.SlugField(label="代码", max_length=40, help_text="小写字母与连字符，启用后不再改；镇街用案卷格式中的代码，例如 duruan。")
    kind = forms.ChoiceField(label="类别", choices=OrganisationKind.choices)
    name = forms.CharField(label="全称", max_length=100)
    short_name = forms.CharField(label="简称", max_length=40)
    order = forms.IntegerField(label="排序", min_value=0, max_value=999, initial=0)
    address = forms.CharField(label="地址", max_length=200, required=False)
    telephone = forms.CharField(label="联系电话", max_length=40, required=False)


class OrganisationHistoryForm(Form):
    """更名、合并: from which day, on what basis."""

    organisation = forms.ModelChoiceField(label="单位", queryset=Organisation.objects.none())
    kind = forms.ChoiceField(label="种类", choices=[("", "请选择"), *OrganisationChange.Kind.choices])
    effective_on = forms.DateField(label="生效日期", help_text="批文载明的日期；可以登记将来的日期")
    basis = forms.CharField(label="批准文号", max_length=120, help_text="例如 粤府函〔2026〕15号")
    name = forms.CharField(label="新全称", max_length=100, required=False, help_text="更名的填写")
    short_name = forms.CharField(label="新简称", max_length=40, required=False, help_text="更名的填写")
    successor = forms.ModelChoiceField(
        label="并入单位", queryset=Organisation.objects.none(), required=False, empty_label="不适用", help_text="合并的选择；并入后原单位停用"
    )

    wide_fields = ("name",)

    def prepare(self) -> None:
        units = Organisation.objects.filter(is_active=True)
        for name in ("organisation", "successor"):
            self.fields[name].queryset = units
            self.fields[name].label_from_instance = lambda row: row.name


class OrganisationChangeForm(OrganisationForm):
    """An existing one."""

    code = kind = None
    name = forms.CharField(label="全称", max_length=100, help_text="仅更正录入错误；批准更名的，请在“更名、合并”中登记生效日期和文号。")
    is_active = forms.BooleanField(label="启用", required=False, help_text="停用后，其人员的任职随之失效，历史记录不变。")


class PersonForm(Form):
    """A person's own facts."""

    name = forms.CharField(label="姓名", max_length=40)
    title = forms.CharField(label="职务", max_length=60, required=False)
    email = forms.EmailField(label="电子邮箱", required=False, error_messages={"invalid": "电子邮箱的格式不对，例如 chen@example.cn。"})
    phone = forms.RegexField(
        r"^[\d\-+ ]{0,20}$", label="手机", required=False, error_messages={"invalid": "手机号码只能含数字。"}, help_text="加密保存。"
    )


class NewPersonForm(PersonForm):
    """A new person with a first password."""

    field_order = ["username", "name", "password", "title", "email", "phone"]
    username = forms.RegexField(
        r"^[a-z][a-z0-9_.-]{2,39}$",
        label="登录名",
        help_text="小写字母开头，3至40位小写字母、数字、点、连字符；一人一号，不得共用。",
        error_messages={"invalid": "登录名须以小写字母开头，为3至40位小写字母、数字、点、连字符。"},
    )
    password = forms.CharField(
        label="初始密码", strip=False, widget=forms.PasswordInput, help_text="至少12位，三种以上字符；本人首次登录须修改。"
    )


class FirstPasswordForm(Form):
    """A new first password."""

    password = forms.CharField(
        label="初始密码", strip=False, widget=forms.PasswordInput, help_text="至少12位，三种以上字符；本人下次登录须修改。同时解除锁定。"
    )


class GrantForm(Form):
    """A post: where, as what, between which days."""

    organisation = forms.ModelChoiceField(label="单位", queryset=Organisation.objects.none())
    role = forms.ChoiceField(label="角色", choices=())
    department = forms.CharField(label="部门", max_length=60, required=False)
    since = forms.DateField(label="起始日期")
    until = forms.DateField(label="截止日期", required=False, help_text="留空为未定。")
    is_main = forms.BooleanField(label="主要身份", required=False, initial=True)

    def prepare(self) -> None:
        self.fields["organisation"].queryset = Organisation.objects.filter(is_active=True)
        self.fields["since"].initial = clock.today()
        self.fields["role"].choices = [
            (kind.label, [(role.value, role.label) for role in Role if ROLE_KIND[role] == kind]) for kind in OrganisationKind
        ]


class EndRoleForm(Form):
    """The last day of a post."""

    until = forms.DateField(label="最后一日", help_text="当日仍有效，次日起失效。")

    def prepare(self) -> None:
        self.fields["until"].initial = clock.today()


class YearForm(Form):
    """A year's notice. Days are typed as the notice has them."""

    wide_fields = ("notice_title",)
    year = forms.IntegerField(label="年份", min_value=2020, max_value=2069)
    notice_number = forms.CharField(label="通知文号", max_length=60, help_text="例如 国办发明电〔2025〕7号。")
    notice_title = forms.CharField(label="通知名称", max_length=120)
    rest = forms.CharField(
        label="放假日期",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每行一段，照通知录入：10月1日至7日；跨年的写明年份：2026年12月31日至2027年1月2日。",
    )
    make_up = forms.CharField(
        label="调休上班日期", required=False, widget=forms.Textarea(attrs={"rows": 8}), help_text="每行一日：2月14日。"
    )


class RoleSecurityForm(Form):
    """Roles that must use the second factor."""

    roles = forms.MultipleChoiceField(
        label="须使用动态口令的角色", required=False, choices=Role.choices, widget=forms.CheckboxSelectMultiple
    )


class ReferenceForm(Form):
    """A dated row. The table's own columns are one field each, made from its declaration."""

    since = forms.DateField(label="起始日期", required=False)
    until = forms.DateField(label="截止日期", required=False)
    source = forms.CharField(label="来源", max_length=200, required=False)
    confidence = forms.ChoiceField(label="核对情况", choices=[(mark.value, mark.label) for mark in Mark])

    columns: tuple[tuple[str, str, bool], ...] = ()

    def value(self) -> dict[str, Any]:
        """The table's own columns as plain values; a list is typed one entry per line."""
        given = {name: self.cleaned_data[f"v_{name}"] for name, _, _ in self.columns}
        return {name: plain(item) for name, item in given.items() if item not in ("", None, [])}


class EndForm(Form):
    """The last day of a row."""

    until = forms.DateField(label="最后有效的一日", help_text="当日仍有效，次日起失效。")
