"""Taking a workbook."""

from django import forms

from pengjiang.accounts.models import Organisation
from pengjiang.web.forms import Form


class UploadForm(Form):
    """One workbook."""

    workbook = forms.FileField(
        label="台账工作簿",
        help_text="Excel（.xlsx、.xls）或 CSV；标题行、空行、合计行、签名行会自动略过",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )


class UnitExportForm(Form):
    """Which of one's units, and why."""

    organisation = forms.ModelChoiceField(label="单位", queryset=Organisation.objects.none())
    reason = forms.CharField(label="事由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="例如：机构撤并，依粤府函〔2026〕16号")

    wide_fields = ("reason",)

    def prepare(self) -> None:
        field = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=self.user.organisation_ids)
        field.initial = self.user.organisation
        field.label_from_instance = lambda row: row.name


class UnitRefusalForm(Form):
    """不予批准."""

    note = forms.CharField(label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
