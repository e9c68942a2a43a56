"""Who may see, add and remove the papers of a dossier. That it is visible at all has been asked before."""

from __future__ import annotations

from django.urls import reverse

from pengjiang.access import can
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.files.registry import file_policy

file_policy(
    "dossiers.dossier",
    view=lambda user, dossier: can(user, DossierPermission.VIEW, dossier),
    upload=lambda user, dossier: can(user, DossierPermission.UPLOAD, dossier),
    remove=lambda user, dossier: can(user, DossierPermission.REMOVE_FILE, dossier),
    url=lambda dossier: reverse("dossiers:detail", args=[dossier.pk]) + "?tab=files",
)
