"""Forms of the pages about clients."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms

from pengjiang.accounts.models import Organisation, User
from pengjiang.api.pushing import choosable, object_of
from pengjiang.api.queries import fitting_people
from pengjiang.api.scopes import choices
from pengjiang.common import clock
from pengjiang.web.forms import Form

USUAL_DAYS = 180


class PersonField(forms.ModelChoiceField):
    """People with where they are and as what."""

    def label_from_instance(self, person: User) -> str:
        return f"{person.name}（{person.organisation.short_name}，{person.role_label}）"


class ClientForm(Form):
    """A system and in whose name it calls."""

    wide_fields = ("purpose",)
    name = forms.CharField(label="系统名称", max_length=60, help_text="例如：镇综合执法平台、区数据中台。")
    person = PersonField(label="责任人", queryset=User.objects.none(), help_text="客户端以其名义、按其权限办理；须在该单位任职，三员不能担任。")
    purpose = forms.CharField(label="用途", max_length=200, help_text="写明取什么、写什么、多久一次，审计时据此核对。")
    scopes = forms.MultipleChoiceField(
        label="授权范围", choices=choices, widget=forms.CheckboxSelectMultiple, help_text="在责任人权限之内再作限制；只勾选用得到的。"
    )

    def prepare(self) -> None:
        organisation = self.subject.organisation if self.subject is not None else None
        self.fields["person"].queryset = fitting_people(organisation).prefetch_related("memberships__organisation")


class NewClientForm(ClientForm):
    """Of one organisation for good."""

    field_order = ["organisation", "name", "person", "purpose", "scopes"]
    organisation = forms.ModelChoiceField(label="单位", queryset=Organisation.objects.filter(is_active=True), help_text="登记后不再改。")

    def prepare(self) -> None:
        super().prepare()
        self.fields["scopes"].initial = ["account:read"]


class TokenForm(Form):
    """Until when a new token holds."""

    expires_on = forms.DateField(label="有效期至", help_text="当日仍有效；最长365天，期满须重新核对用途与责任人后另签。")
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def prepare(self) -> None:
        newest: Any = self.subject.tokens.first()
        self.fields["expires_on"].initial = clock.today() + timedelta(days=USUAL_DAYS)
        self.fields["seen"].initial = newest.pk if newest else None


class HookForm(Form):
    """An address and what it is told of."""

    wide_fields = ("url",)
    url = forms.CharField(label="推送地址", max_length=300, help_text="对方系统收取推送的完整地址，以 http 或者 https 开头；只限内网。")
    events = forms.MultipleChoiceField(
        label="事件",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "该客户端不能选择“%(value)s”，请重新勾选。"},
        help_text="只列出该客户端有读取授权的；责任人看不到的对象不推送。",
    )

    def prepare(self) -> None:
        client = getattr(self.subject, "client", self.subject)
        groups: dict[str, list[tuple[str, str]]] = {}
        for kind in choosable(client):
            groups.setdefault(object_of(kind.code), []).append((kind.code, kind.label))
        self.fields["events"].choices = list(groups.items())
