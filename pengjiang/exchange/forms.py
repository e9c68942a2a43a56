"""Taking a workbook."""

from django import forms

from pengjiang.web.forms import Form


class UploadForm(Form):
    """One workbook."""

    workbook = forms.FileField(
        label="台账工作簿",
        help_text="Excel（.xlsx、.xls）或 CSV；标题行、空行、合计行、签名行会自动略过",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )
