"""Sign-in, password, second factor, one's own settings."""

from __future__ import annotations

from django import forms

from pengjiang.accounts.models import User
from pengjiang.accounts.standing_in import possible_delegates


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(label="账号", max_length=40, error_messages={"required": "请输入账号。"})
    password = forms.CharField(
        label="密码", strip=False, max_length=200, widget=forms.PasswordInput, error_messages={"required": "请输入密码。"}
    )


class PasswordForm(forms.Form):
    """One's own new password; the old one again, so that an open desk is not enough."""

    old_password = forms.CharField(label="现密码", strip=False, max_length=200, widget=forms.PasswordInput)
    password = forms.CharField(
        label="新密码",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput,
        help_text="至少12位，含大写字母、小写字母、数字、符号中的至少三种，不得与账号、姓名相近。",
    )
    again = forms.CharField(label="再输一次新密码", strip=False, max_length=200, widget=forms.PasswordInput)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        for field in self.fields.values():
            field.error_messages["required"] = f"请输入{field.label.removeprefix('再输一次')}。"

    def clean_old_password(self) -> str:
        old = self.cleaned_data["old_password"]
        if not self.user.check_password(old):
            raise forms.ValidationError("现密码不对，请重新输入。")
        return old

    def clean(self) -> dict:
        data = super().clean()
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", "两次输入的新密码不一致。")
        return data


class TokenForm(forms.Form):
    """The six digits of the moment."""

    token = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$", label="动态口令", error_messages={"invalid": "动态口令是6位数字。", "required": "请输入动态口令。"}
    )

    def clean_token(self) -> str:
        return "".join(self.cleaned_data["token"].split())


class ProfileForm(forms.Form):
    """How one can be reached, and what a person decides alone."""

    phone = forms.RegexField(
        r"^\+?[\d -]{5,20}$", label="手机", required=False, help_text="加密保存",
        error_messages={"invalid": "手机号码只能是数字、空格和短横线，5至20位。"},
    )  # fmt: skip
    email = forms.EmailField(
        label="电子邮箱", required=False, help_text="即办事项和每日摘要发到这里；不填则只在系统内通知",
        error_messages={"invalid": "电子邮箱应如 name@example.cn。"},
    )  # fmt: skip
    wants_digest = forms.BooleanField(
        label="每日接收邮件摘要", required=False, help_text="每个早晨一封，列出前一日以来的新通知。超期与须本人决定的事项另行即时发信。"
    )

    def clean(self) -> dict:
        data = super().clean()
        if data.get("wants_digest") and "email" not in self.errors and not data.get("email"):
            self.add_error("email", "接收邮件摘要须填写电子邮箱；不需要的，请取消“每日接收邮件摘要”。")
        return data


class DelegationForm(forms.Form):
    """Whom one lets act for oneself, from when until when, why."""

    delegate = forms.ModelChoiceField(label="代办人", queryset=User.objects.none(), empty_label="请选择", help_text="只列出同级或者上级的同单位人员")
    since = forms.DateField(label="起始日期", help_text="含当日，例如 2026-08-04")
    until = forms.DateField(label="截止日期", help_text="含当日")
    reason = forms.CharField(label="事由", max_length=200, help_text="例如：外出培训、休假")

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegate"].queryset = User.objects.filter(pk__in=[person.pk for person in possible_delegates(user)]).order_by("name")
        for field in self.fields.values():
            field.error_messages["required"] = f"请填写{field.label}。"
        for name in ("since", "until"):
            self.fields[name].error_messages["invalid"] = f"{self.fields[name].label}应为年月日，例如 2026-08-04。"
