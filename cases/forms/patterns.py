"""Opening a referral from a pattern."""

from __future__ import annotations

from django import forms

from cases.forms.transfers import DossierChoice, text
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.dossiers.models import Dossier
from pengjiang.web.forms import Form


class ReferPatternForm(Form):
    """登记类案线索: what it is about, and which of the files go with it."""

    title = forms.CharField(label="线索名称", max_length=120)
    subject = forms.ModelChoiceField(label="被监督单位", queryset=Organisation.objects.none(), required=False, empty_label="涉及多个单位（在右侧填写）")
    subject_name = forms.CharField(label="被监督单位（多个）", max_length=100, required=False, help_text="例如：杜阮镇人民政府等3个单位")
    reason = text("线索内容", rows=6)
    provisions = text("涉嫌违反的规定", rows=3, required=False)
    dossiers = DossierChoice(label="涉及案卷", queryset=Dossier.objects.none(), help_text="一并作为类案线索的案卷，可以去掉个别案卷")

    wide_fields = ("title", "reason", "provisions", "dossiers")

    def prepare(self) -> None:
        self.fields["subject"].queryset = Organisation.objects.filter(is_active=True, kind=OrganisationKind.TOWN)
        hits = self.subject.hits.values("dossier") if self.subject else ()
        self.fields["dossiers"].queryset = Dossier.objects.visible_to(self.user).filter(pk__in=hits).for_list().order_by("organisation__order", "number")
