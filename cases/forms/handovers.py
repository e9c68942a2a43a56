"""Forms of change of handler and handover."""

from __future__ import annotations

from django import forms

from cases.forms.transfers import HolderChoice, text
from cases.queries.recusals import recusal_reasons
from cases.services.handovers import holders
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import User
from pengjiang.common.refs import ObjectRef
from pengjiang.web.forms import Form


class ChangeHandlerForm(Form):
    """变更承办人: recusal stands beside the names."""

    holder = HolderChoice(label="新的承办检察官", queryset=User.objects.none(), required=False, empty_label="不变", help_text="应当回避的人员在括号内注明，不能选定")
    assistant = HolderChoice(label="新的检察官助理", queryset=User.objects.none(), required=False, empty_label="不变")
    reason = text("变更理由", rows=3)

    def prepare(self) -> None:
        case = self.subject
        for name, role, now in (("holder", Role.PROCURATOR, case.holder_id), ("assistant", Role.ASSISTANT, case.assistant_id)):
            people = list(User.objects.holding(role).exclude(pk=now).order_by("username"))
            field = self.fields[name]
            field.reasons = recusal_reasons(people, subject=case.subject, target=str(ObjectRef.of(case)))
            field.queryset = User.objects.filter(pk__in=[person.pk for person in people]).order_by("username")


class BulkAssignForm(Form):
    """One procurator for several referrals; recusal is looked at matter by matter, and what cannot go says why."""

    holder = forms.ModelChoiceField(label="承办检察官", queryset=User.objects.none(), help_text="逐件审查回避；应当回避的不分给此人，结果中注明原因")

    def prepare(self) -> None:
        self.fields["holder"].queryset = User.objects.holding(Role.PROCURATOR).order_by("username")


class BulkReassignForm(BulkAssignForm):
    """The same for cases, whose change needs its reason."""

    reason = text("变更理由", rows=3)


class HandoverForm(Form):
    """工作交接: from whom to whom. Who has left the office may still hold matters."""

    giver = forms.ModelChoiceField(label="移交人", queryset=User.objects.none(), help_text="包括已停用、离任而仍有未办结事项的人员")
    taker = forms.ModelChoiceField(label="接收人", queryset=User.objects.none())
    reason = text("交接事由", rows=3)

    def prepare(self) -> None:
        self.fields["giver"].queryset = User.objects.filter(pk__in=holders()).order_by("username")
        self.fields["taker"].queryset = User.objects.holding(Role.PROCURATOR, Role.ASSISTANT).order_by("username")


class ReceiveForm(Form):
    """确认接收."""

    note = text("接收意见", rows=3, required=False, help_text="核对清单后填写；没有意见可不填")
