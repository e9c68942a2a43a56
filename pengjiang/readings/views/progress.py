"""How far the readings are, and reading once more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.urls import reverse

from pengjiang.access import Decision, can
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.readings import queries, services
from pengjiang.readings.models import Reading
from pengjiang.web.views.acting import ActionView
from pengjiang.web.views.base import ObjectView


class ShowProgress(ObjectView):
    """The lines that the facts form and the dossier's page ask for again and again."""

    model = Dossier
    permission = DossierPermission.EDIT
    template_name = "readings/progress.html"
    menu_key = "dossiers"
    title = "识读进度"

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "progress": replace(queries.progress_of(self.object), arrived=True)}


class ReadAgain(ActionView):
    """Reads a file anew."""

    model = Reading
    permission = DossierPermission.EDIT
    service = staticmethod(services.begin_again)
    title = "重新识读"
    done = "已重新排队识读。"
    menu_key = "dossiers"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("dossier", "file")

    def decide(self) -> Decision:
        return can(self.request.user, self.permission, self.object.dossier)

    def get_done_url(self, result: Any) -> str:
        return reverse("dossiers:detail", args=[self.object.dossier_id])

    def get_cancel_url(self) -> str:
        return self.get_done_url(None)
