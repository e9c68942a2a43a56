"""登记类案线索: from a pattern's page, with its files."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from cases.forms.patterns import ReferPatternForm
from cases.models import Transfer
from cases.permissions import TransferPermission as P
from cases.services.patterns import refer_pattern
from pengjiang.checkups.models import Pattern
from pengjiang.common import clock
from pengjiang.web.views.acting import ActionView
from pengjiang.web.views.base import Crumb

MOST = 100


class ReferPattern(ActionView):
    """One 类案 referral; what the pattern found is filled in and may be changed."""

    model = Pattern
    permission = P.REGISTER
    title = "登记类案线索"
    menu_key = "patterns"
    form_class = ReferPatternForm
    service = staticmethod(refer_pattern)
    done = "类案线索已登记，各案卷的体检结果一并随附，待案件管理部门受理。"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(self.object.model.title, self.object.get_absolute_url())]

    def get_initial(self) -> dict[str, Any]:
        pattern = self.object
        hits = list(pattern.hits.select_related("organisation").order_by("organisation__order", "pk"))
        towns = list(dict.fromkeys(hit.organisation for hit in hits))
        several = f"{towns[0].name}等{len(towns)}个单位" if towns else ""
        groups = list(dict.fromkeys(hit.group for hit in hits if hit.group))[:5]
        names = "、".join(town.short_name for town in towns)
        found = f"涉及{names}共{len(hits)}件案卷。" if hits else ""
        return {
            "title": f"{pattern.model.title}类案线索",
            "subject": towns[0].pk if len(towns) == 1 else None,
            "subject_name": several if len(towns) > 1 else "",
            "reason": f"经案卷体检数据比对，发现{pattern.model.title}的情形：{pattern.model.looks_for}{found}" + (f"分组：{'；'.join(groups)}。" if groups else ""),
            "provisions": "\n".join(str(one) for one in pattern.model.citations(clock.today())),
            "dossiers": [hit.dossier_id for hit in hits[:MOST]],
        }

    def get_done_url(self, result: Transfer) -> str:
        return result.get_absolute_url()

    def get_cancel_url(self) -> str:
        return reverse("checkups:pattern", args=[self.object.code])
