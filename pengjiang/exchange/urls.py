"""Addresses of imports and exports; mounted at ``/exchange/``."""

from django.urls import path

from pengjiang.exchange.views import units
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
    path("units/", units.UnitExportList.as_view(), name="units"),
    path("units/new/", units.AskUnitExport.as_view(), name="unit-ask"),
    path("units/<int:pk>/", units.UnitExportPage.as_view(), name="unit"),
    path("units/<int:pk>/approve/", units.ApproveUnitExport.as_view(), name="unit-approve"),
    path("units/<int:pk>/refuse/", units.RefuseUnitExport.as_view(), name="unit-refuse"),
    path("units/<int:pk>/withdraw/", units.WithdrawUnitExport.as_view(), name="unit-withdraw"),
    path("units/<int:pk>/fetch/", units.FetchUnitExport.as_view(), name="unit-fetch"),
    path("exports/<int:pk>/", ExportPage.as_view(), name="export"),
]
