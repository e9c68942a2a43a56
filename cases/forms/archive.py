"""Forms of the archive."""

from __future__ import annotations

from datetime import timedelta

from django import forms

from cases.forms.transfers import text
from cases.forms.ways import files_field
from cases.models import Volume
from pengjiang.common import clock
from pengjiang.web.forms import Form

# As many volumes as one list offers.
LISTED = 200


class VolumeChoice(forms.ModelMultipleChoiceField):
    """Volumes by number and title."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Volume) -> str:
        return f"{obj.number}　{obj.case.title}（保管期限{obj.retention}）"


class SupplementForm(Form):
    """补充归档."""

    title = forms.CharField(label="材料名称", max_length=120)
    part = forms.ChoiceField(label="归入", choices=[("main", "正卷"), ("inner", "副卷")])
    reason = text("补充归档的理由", rows=3)
    files = files_field()


class BorrowForm(Form):
    """申请借阅."""

    purpose = text("借阅事由", rows=3)
    due_on = forms.DateField(label="归还期限", help_text="三十日以内")
    inner = forms.BooleanField(label="同时借阅副卷", required=False)

    def prepare(self) -> None:
        self.initial.setdefault("due_on", clock.today() + timedelta(days=15))


class PackageForm(Form):
    """生成移交包."""

    receiver = forms.CharField(label="接收单位", max_length=100, initial="江门市蓬江区档案馆")
    volumes = VolumeChoice(label="卷宗", queryset=Volume.objects.none(), help_text="在库、没有借出的卷宗")

    wide_fields = ("receiver", "volumes")

    def prepare(self) -> None:
        rows = Volume.objects.visible_to(self.user).filter(state="kept").exclude(borrowings__state="lent").select_related("case")
        keys = rows.order_by("archived_on", "pk").values_list("pk", flat=True)[:LISTED]
        self.fields["volumes"].queryset = Volume.objects.filter(pk__in=list(keys)).select_related("case").order_by("number")


class HandForm(Form):
    """登记移交."""

    received_by = forms.CharField(label="接收人", max_length=60)
    handed_on = forms.DateField(label="移交日期")

    def prepare(self) -> None:
        self.initial.setdefault("handed_on", clock.today())


class DestructionForm(Form):
    """列销毁清单."""

    volumes = VolumeChoice(label="保管期限届满的卷宗", queryset=Volume.objects.none())
    opinion = text("鉴定意见", rows=4)

    wide_fields = ("volumes",)

    def prepare(self) -> None:
        rows = Volume.objects.visible_to(self.user).due(clock.today()).exclude(destructions__state__in=["listed", "reviewed", "approved"])
        keys = list(rows.order_by("number").values_list("pk", flat=True)[:LISTED])
        self.fields["volumes"].queryset = Volume.objects.filter(pk__in=keys).select_related("case").order_by("number")


class WitnessForm(Form):
    """登记销毁."""

    witnesses = forms.CharField(label="监销人", max_length=80, help_text="不少于二人，用顿号隔开")
