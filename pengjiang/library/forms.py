"""Taking a zip of law texts."""

from django import forms

from pengjiang.web.forms import Form


class ImportForm(Form):
    """One zip."""

    wide_fields = ("archive", "dry_run")
    archive = forms.FileField(
        label="压缩包",
        help_text="zip格式，内含标记文本文件（.md，UTF-8编码），一个文件一部法规的一个文本。",
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
    dry_run = forms.BooleanField(label="只检查，不载入", required=False, initial=True, help_text="先检查一遍，没有问题再取消勾选正式载入。")
