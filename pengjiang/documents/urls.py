"""Addresses of papers; mounted at ``/documents/``."""

from django.urls import path, re_path

from pengjiang.documents.views.office import EditScheme, EditType, NewScheme, SchemeList, StartSeries, TypeList
from pengjiang.documents.views.papers import PaperCard, PaperFile, PaperPage, RetryPaper
from pengjiang.documents.views.printing import PrintFile, PrintPage

app_name = "documents"

urlpatterns = [
    path("numbers/", SchemeList.as_view(), name="schemes"),
    path("numbers/new/", NewScheme.as_view(), name="scheme-new"),
    path("numbers/<int:pk>/", EditScheme.as_view(), name="scheme"),
    path("numbers/<int:pk>/series/", StartSeries.as_view(), name="series"),
    path("types/", TypeList.as_view(), name="types"),
    path("types/<slug:code>/", EditType.as_view(), name="type"),
    path("prints/<int:pk>/", PrintPage.as_view(), name="print"),
    path("prints/<int:pk>/open/", PrintFile.as_view(), name="print-file"),
    path("<int:pk>/", PaperPage.as_view(), name="detail"),
    path("<int:pk>/card/", PaperCard.as_view(), name="card"),
    path("<int:pk>/preview/", PaperFile.as_view(inline=True), name="preview"),
    re_path(r"^(?P<pk>\d+)/(?P<format>pdf|docx)/$", PaperFile.as_view(), name="download"),
    path("<int:pk>/retry/", RetryPaper.as_view(), name="retry"),
]
