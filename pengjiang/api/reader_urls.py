"""The reader's pages of the interface."""

from django.urls import path

from pengjiang.api.views import reader

app_name = "api-reader"

urlpatterns = [
    path("", reader.ReaderStart.as_view(), name="start"),
    path("<slug:room>/", reader.ReaderRoom.as_view(), name="room"),
    path("<slug:room>/<slug:operation>/", reader.ReaderOperation.as_view(), name="operation"),
]
