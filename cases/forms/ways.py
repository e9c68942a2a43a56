"""Forms of the ways off the path: objection, change, extension, records for bodies outside, contacts, joined matters."""

from __future__ import annotations

from django import forms

from cases.enums import ContactKind, ObjectionResult
from cases.forms.transfers import DossierSearch, text
from cases.models import RectificationItem, Transfer
from pengjiang.common import clock
from pengjiang.dossiers.models import Dossier
from pengjiang.web.forms import Form

# As many files of the register as a page can offer to choose from.


def files_field() -> forms.FileField:
    """Several papers; the view takes them from the request."""
    return forms.FileField(label="附件", required=False)


class ObjectionForm(Form):
    """提出异议."""

    number = forms.CharField(label="来文文号", max_length=60, required=False, help_text="没有文号可不填")
    reasons = text("异议理由", rows=6, help_text="写明对哪一项建议、事实或者依据有异议及理由")
    files = files_field()


class RecheckForm(Form):
    """异议复核."""

    opinion = text("复核情况和意见", rows=6)
    proposal = forms.ChoiceField(label="拟处理", choices=ObjectionResult.choices)


class ReasonForm(Form):
    """A reason that the other side reads."""

    note = text("理由和情况", rows=5, help_text="将印在文书上，被建议单位会看到")


class RecordReplyForm(Form):
    """代录书面回复."""

    received_on = forms.DateField(label="收到日期")
    number = forms.CharField(label="来文文号", max_length=60, required=False)
    contact = forms.CharField(label="联系人及电话", max_length=80, required=False)
    measures = text("来文所述措施", rows=5)
    results = text("来文所述结果", rows=5)
    remaining = text("尚未完成事项及计划", rows=2, required=False)
    files = files_field()

    def prepare(self) -> None:
        self.initial.setdefault("received_on", clock.today())


class ItemChoice(forms.ModelChoiceField):
    """Items by their order."""

    def label_from_instance(self, obj: RectificationItem) -> str:
        return f"第{obj.order}项：{obj.text[:30]}"


class ExtensionForm(Form):
    """申请延期."""

    item = ItemChoice(label="延长哪个期限", queryset=RectificationItem.objects.none(), required=False, empty_label="书面回复期限")
    by = forms.IntegerField(label="延长", min_value=1, max_value=180, help_text="回复期按月设定的填月数，其余填日数")
    reason = text("理由和进度安排", rows=5)

    def prepare(self) -> None:
        self.fields["item"].queryset = self.subject.items.unfinished()


class GrantForm(Form):
    """审批意见, which need not be given."""

    note = text("审批意见", rows=3, required=False)


class ContactForm(Form):
    """口头提示、座谈、走访、回访."""

    kind = forms.ChoiceField(label="方式")
    on = forms.DateField(label="日期")
    place = forms.CharField(label="地点", max_length=120, required=False)
    persons = forms.CharField(label="对方人员", max_length=200, help_text="姓名和职务")
    officers = forms.CharField(label="检察人员", max_length=120)
    content = text("内容", rows=6)
    outcome = text("结果和下一步", rows=3)

    kinds = (ContactKind.ORAL, ContactKind.TALK, ContactKind.VISIT, ContactKind.MEETING)

    def prepare(self) -> None:
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in self.kinds]
        self.initial.setdefault("on", clock.today())


class FollowForm(ContactForm):
    """跟踪督促 of a recommendation (第二十四条)."""

    kinds = (ContactKind.ASK, ContactKind.VISIT, ContactKind.MEETING, ContactKind.RETURN_VISIT)


class OriginForm(Form):
    """跟进监督."""

    origin = text("未落实的情况和理由", rows=5)


class DoneForm(Form):
    """代录整改完成."""

    measure = text("整改情况和依据的材料", rows=4)
    person = forms.CharField(label="对方责任人", max_length=40)


class ExtendReviewForm(Form):
    """延长审查期限."""

    by = forms.IntegerField(label="延长（月）", min_value=1, max_value=3)
    reason = text("理由", rows=4)


class TransferChoice(forms.ModelMultipleChoiceField):
    """Referrals by number and title."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Transfer) -> str:
        return f"{obj.number}　{obj.title}"


class JoinForm(Form):
    """并入线索、案卷: the holder's other matters, and files of the same body."""

    transfers = TransferChoice(label="并入线索", queryset=Transfer.objects.none(), required=False, help_text="本人承办、尚未立案的线索，连同其案卷一并办理")
    dossiers = DossierSearch(label="并入案卷", queryset=Dossier.objects.none(), required=False, help_text="同一被监督单位的案卷都可以查找，可多选")

    wide_fields = ("transfers", "dossiers")

    def prepare(self) -> None:
        case = self.subject
        mine = Transfer.objects.visible_to(self.user).filter(state__in=["accepted", "investigating"], holder=case.holder_id)
        self.fields["transfers"].queryset = mine
        files = Dossier.objects.visible_to(self.user).exclude(cases=case.pk)
        if case.subject_id:
            files = files.filter(organisation=case.subject_id)
        self.fields["dossiers"].offer_files(self, files)
