"""The town's answer to a finding."""

from __future__ import annotations

from django import forms

from pengjiang.checkups.enums import Answer
from pengjiang.web.forms import Form


class AnswerForm(Form):
    """已补正 with proof, 有异议 with a reason, or 待处理."""

    answer = forms.ChoiceField(label="答复", choices=Answer.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="说明", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="有异议的写明理由；已补正的写明补正了什么")
    files = forms.FileField(label="证明材料", required=False)

    wide_fields = ("reason", "files")
