"""Addresses of the engine itself; mounted at ``/web/`` with ``include("pengjiang.web.urls")``."""

from django.urls import path

from pengjiang.web.views.bulk import BulkJobPage
from pengjiang.web.views.drafts import DiscardDraft, SaveDraft

app_name = "web"

urlpatterns = [
    path("bulk/<int:pk>/", BulkJobPage.as_view(), name="bulk-job"),
    path("drafts/", SaveDraft.as_view(), name="draft"),
    path("drafts/discard/", DiscardDraft.as_view(), name="discard-draft"),
]
