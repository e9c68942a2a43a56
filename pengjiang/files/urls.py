"""Addresses of files; mounted at ``/files/``."""

from django.urls import path

from pengjiang.files.views.reading import Download, PageImageView, ReadVolume, VolumeFiles
from pengjiang.files.views.uploading import Arrange, Join, Remove, Upload

app_name = "files"

urlpatterns = [
    path("of/<str:ref>/<slug:kind>/", ReadVolume.as_view(), name="volume"),
    path("of/<str:ref>/<slug:kind>/upload/", Upload.as_view(), name="upload"),
    path("of/<str:ref>/<slug:kind>/list/", VolumeFiles.as_view(), name="list"),
    path("of/<str:ref>/<slug:kind>/join/", Join.as_view(), name="join"),
    path("<uuid:uuid>/", Download.as_view(), name="download"),
    path("<uuid:uuid>/pages/<int:number>.webp", PageImageView.as_view(), name="page"),
    path("<uuid:uuid>/remove/", Remove.as_view(), name="remove"),
    path("<uuid:uuid>/up/", Arrange.as_view(), {"act": "up"}, name="up"),
    path("<uuid:uuid>/down/", Arrange.as_view(), {"act": "down"}, name="down"),
    path("<uuid:uuid>/turn/", Arrange.as_view(), {"act": "turn"}, name="turn"),
]
