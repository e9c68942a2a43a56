"""The public verification page; mounted at ``/verify/``."""

from django.urls import path

from pengjiang.documents.views.verify import VerifyDocument, VerifyStart

app_name = "verify"

urlpatterns = [
    path("", VerifyStart.as_view(), name="start"),
    path("<str:code>/", VerifyDocument.as_view(), name="document"),
]
