"""Addresses of papers; mounted at ``/documents/``."""

from django.urls import path, re_path

from pengjiang.documents.views.papers import PaperCard, PaperFile, PaperPage, RetryPaper

app_name = "documents"

urlpatterns = [
    path("<int:pk>/", PaperPage.as_view(), name="detail"),
    path("<int:pk>/card/", PaperCard.as_view(), name="card"),
    path("<int:pk>/preview/", PaperFile.as_view(inline=True), name="preview"),
    re_path(r"^(?P<pk>\d+)/(?P<format>pdf|docx)/$", PaperFile.as_view(), name="download"),
    path("<int:pk>/retry/", RetryPaper.as_view(), name="retry"),
]
