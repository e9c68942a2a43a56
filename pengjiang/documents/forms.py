"""Forms of the public page and of retrying."""

from __future__ import annotations

from django import forms

from pengjiang.documents.models.issued import CODE_LENGTH
from pengjiang.documents.services.verifying import normalise
from pengjiang.web.forms import Form

MOST_MB = 30


class CodeForm(Form):
    """The code, typed from paper."""

    code = forms.CharField(label="核验码", max_length=60, help_text="印在文书首页左下方，连字符和大小写不影响核验。")

    def clean_code(self) -> str:
        code = normalise(self.cleaned_data["code"])
        if len(code) != CODE_LENGTH:
            raise forms.ValidationError(f"核验码应为{CODE_LENGTH}位字母和数字，现在是{len(code)}位。")
        return code


class CompareForm(Form):
    """The file somebody holds."""

    file = forms.FileField(label="PDF 文件", widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}))

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MOST_MB * 1024 * 1024:
            raise forms.ValidationError(f"文件超过{MOST_MB}兆，不是本系统生成的文书。")
        return file
