"""The addresses that the tests of papers need, wherever the application mounts the rest."""

from django.http import HttpResponse
from django.urls import include, path

urlpatterns = [
    path("documents/", include("pengjiang.documents.urls")),
    path("verify/", include("pengjiang.documents.verify_urls")),
    path("web/", include("pengjiang.web.urls")),
    path("accounts/", include(([path("sign-in/", lambda _request: HttpResponse("登录"), name="sign-in")], "accounts"))),
    path("", lambda _request: HttpResponse("首页"), name="home"),
]
