"""Addresses of imports and exports; mounted at ``/exchange/``."""

from django.urls import path

from pengjiang.exchange.views.exporting import ExportPage
from pengjiang.exchange.views.importing import BatchPage, ConfirmImport, DropImport, ImportHistory, NewImport, RefusedRows

app_name = "exchange"

urlpatterns = [
    path("imports/", ImportHistory.as_view(), name="imports"),
    path("imports/new/<str:spec>/", NewImport.as_view(), name="new"),
    path("imports/<int:pk>/", BatchPage.as_view(), name="batch"),
    path("imports/<int:pk>/confirm/", ConfirmImport.as_view(), name="confirm"),
    path("imports/<int:pk>/drop/", DropImport.as_view(), name="drop"),
    path("imports/<int:pk>/refused.xlsx", RefusedRows.as_view(), name="refused"),
    path("exports/<int:pk>/", ExportPage.as_view(), name="export"),
]
