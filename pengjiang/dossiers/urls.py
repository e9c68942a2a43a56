"""Addresses of the register; mounted at ``/dossiers/``."""

from django.urls import path

from pengjiang.dossiers.views.detail import DossierPage, DownloadFacts, RevealIds
from pengjiang.dossiers.views.editing import CreateDossier, EditFacts, UploadFacts
from pengjiang.dossiers.views.listing import DossierList

app_name = "dossiers"

urlpatterns = [
    path("", DossierList.as_view(), name="list"),
    path("new/", CreateDossier.as_view(), name="create"),
    path("<int:pk>/", DossierPage.as_view(), name="detail"),
    path("<int:pk>/facts/", EditFacts.as_view(), name="edit"),
    path("<int:pk>/facts/upload/", UploadFacts.as_view(), name="upload-facts"),
    path("<int:pk>/facts.json", DownloadFacts.as_view(), name="facts"),
    path("<int:pk>/ids/", RevealIds.as_view(), name="ids"),
]
