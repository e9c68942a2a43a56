"""The page of a dossier: overview, papers, timeline, and the tabs of other apps."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from pengjiang.access import can
from pengjiang.audit.queries import timeline
from pengjiang.dossiers import services
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.dossiers.presenting import Overview
from pengjiang.dossiers.registry import TABS
from pengjiang.events.reading import handles
from pengjiang.files.presenting import files_panel
from pengjiang.files.queries import page_counts
from pengjiang.web.components import Action, Entry, Tab
from pengjiang.web.views.base import Crumb, DetailPage, ObjectView

OWN_TABS = {"overview": "概况", "files": "案卷材料", "facts": "事实全文", "timeline": "时间线"}


class DossierPage(DetailPage):
    """One dossier."""

    model = Dossier
    permission = DossierPermission.VIEW
    menu_key = "dossiers"
    template_name = "dossiers/detail.html"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organisation").prefetch_related("parties")

    def get_title(self) -> str:
        return self.object.name

    def get_actions(self) -> Sequence[Action]:
        user, dossier = self.request.user, self.object
        edit = can(user, DossierPermission.EDIT, dossier)
        upload = can(user, DossierPermission.UPLOAD, dossier)
        if not can(user, DossierPermission.EDIT).ok:
            return ()
        return (
            Action("补全事实", reverse("dossiers:edit", args=[dossier.pk]), edit, icon="edit", primary=True),
            Action("上传材料", reverse("dossiers:detail", args=[dossier.pk]) + "?tab=files", upload, icon="upload"),
            Action("以事实文件更新", reverse("dossiers:upload-facts", args=[dossier.pk]), edit, icon="document"),
            Action("以此案卷新建", f"{reverse('dossiers:create')}?like={dossier.pk}", can(user, DossierPermission.CREATE, dossier), icon="copy"),
        )

    @property
    def tab(self) -> str:
        asked = self.request.GET.get("tab", "overview")
        return asked if asked in OWN_TABS or asked in TABS else "overview"

    def get_context(self) -> dict[str, Any]:
        user, dossier = self.request.user, self.object
        context = {
            **super().get_context(),
            "tab": self.tab,
            "tabs": self._tabs(),
            "may_reveal": can(user, DossierPermission.REVEAL, dossier).ok,
        }
        if self.tab == "files":
            context["files"] = files_panel(user, dossier)
        elif self.tab == "timeline":
            context["entries"] = [
                Entry(line.sentence, line.when, line.who, citation=line.citation)
                for line in timeline(dossier, user, handling=handles(user, dossier))
            ]
        elif self.tab == "facts":
            context["document"] = json.dumps(dossier.document(masked=True), ensure_ascii=False, indent=2)
        elif self.tab in TABS:
            declared = TABS.get(self.tab)
            asked = declared.asked(user, dossier, self.request.GET) if declared.asked else declared.context(user, dossier)
            context |= {"other_tab": declared.template, **asked}
        else:
            context["overview"] = Overview(dossier)
        return context

    def _tabs(self) -> list[Tab]:
        user, dossier = self.request.user, self.object
        pages = page_counts([dossier])[dossier.pk]
        tabs = [
            Tab(label, f"?tab={key}", key == self.tab, f"{pages} 页" if key == "files" and pages else "") for key, label in OWN_TABS.items()
        ]
        others = [
            Tab(declared.label, f"?tab={declared.key}", declared.key == self.tab, declared.count(user, dossier))
            for declared in TABS
            if declared.visible(user, dossier)
        ]
        return [*tabs[:2], *others, *tabs[2:]]


class RevealIds(ObjectView):
    """The parties' full ID numbers, once, with an entry in the trail. Asked by a button, so that no link reveals by accident."""

    model = Dossier
    permission = DossierPermission.REVEAL
    menu_key = "dossiers"
    template_name = "dossiers/ids.html"
    title = "完整证件号码"

    def get_parents(self) -> Sequence[Crumb]:
        return (Crumb(str(self.object), self.object.get_absolute_url()),)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render(parties=None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = self.render(parties=services.reveal_ids(self.object, actor=request.user))
        response.headers["Cache-Control"] = "no-store"
        return response


class DownloadFacts(ObjectView):
    """The dossier/1 document as a file; ID numbers in full only for those who may reveal them."""

    model = Dossier
    permission = DossierPermission.VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        dossier: Dossier = self.object
        masked = not can(request.user, DossierPermission.REVEAL, dossier).ok
        services.note_download(dossier, actor=request.user)
        text = json.dumps(dossier.document(masked=masked), ensure_ascii=False, indent=2)
        response = HttpResponse(text, content_type="application/json; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="dossier-{dossier.pk}.json"'
        response.headers["Cache-Control"] = "no-store"
        return response
