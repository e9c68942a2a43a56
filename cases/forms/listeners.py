"""Forms of the register of listeners."""

from __future__ import annotations

from django import forms

from cases.enums import ListenerKind
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.web.forms import Form


class ListenerForm(Form):
    """听证员."""

    name = forms.CharField(label="姓名", max_length=40)
    kind = forms.ChoiceField(label="类别", choices=[("", "请选择"), *ListenerKind.choices])
    unit = forms.CharField(label="工作单位", max_length=100, required=False)
    profession = forms.CharField(label="职业、专业", max_length=100, required=False, help_text="例如：律师、建筑工程师")
    phone = forms.RegexField(r"^[\d\-+ ]{0,20}$", label="联系电话", required=False, error_messages={"invalid": "电话号码只能含数字。"}, help_text="加密保存")
    since = forms.DateField(label="聘期起")
    until = forms.DateField(label="聘期止", required=False, help_text="留空为未定")
    avoids = forms.ModelMultipleChoiceField(
        label="应当回避的单位", queryset=Organisation.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, help_text="曾任职或者有其他利害关系的单位"
    )
    note = forms.CharField(label="备注", max_length=200, required=False)

    wide_fields = ("avoids", "note")

    def prepare(self) -> None:
        self.fields["avoids"].queryset = Organisation.objects.filter(kind=OrganisationKind.TOWN, is_active=True)
        self.fields["avoids"].label_from_instance = lambda row: row.short_name
        self.fields["since"].initial = clock.today()
