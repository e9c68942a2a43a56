"""How far the readings are, and reading once more."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.readings import queries, services
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
    """Reads anew what could not be read."""

    model = Dossier
    permission = DossierPermission.EDIT
    service = staticmethod(services.begin_failed_again)
    title = "重新识读"
    done = "未能识读的材料已重新排队。"
    menu_key = "dossiers"
