"""Every address of the application."""

from django.urls import include, path

from pengjiang.api.routes import patterns
from pengjiang.dashboard.views import HomePage
from pengjiang.web.views.components import ComponentsPage

pages = [
    path("", HomePage.as_view(), name="home"),
    path("", include("pengjiang.accounts.urls")),
    path("", include("pengjiang.dashboard.urls")),
    path("notices/", include("pengjiang.notifications.urls")),
    path("search/", include("pengjiang.search.urls")),
    path("console/components/", ComponentsPage.as_view(), name="components"),
    path("console/clients/", include("pengjiang.api.urls")),
    path("console/", include("pengjiang.console.urls")),
    path("web/", include("pengjiang.web.urls")),
    path("documents/", include("pengjiang.documents.urls")),
    path("verify/", include("pengjiang.documents.verify_urls")),
    path("files/", include("pengjiang.files.urls")),
    path("dossiers/", include("pengjiang.dossiers.urls")),
    path("library/interface/", include("pengjiang.api.reader_urls")),
    path("library/", include("pengjiang.library.urls")),
    path("readings/", include("pengjiang.readings.urls")),
    path("checkups/", include("pengjiang.checkups.urls")),
    path("exchange/", include("pengjiang.exchange.urls")),
    path("cases/", include("cases.urls")),
    path("reviews/", include("reviews.urls")),
    path("disputes/", include("disputes.urls")),
    path("liaison/", include("liaison.urls")),
]

urlpatterns = [*pages, path("api/v1/", include((patterns(pages), "v1")))]

handler400 = "pengjiang.api.errors.bad_request"
handler403 = "pengjiang.web.views.errors.forbidden"
handler404 = "pengjiang.api.errors.not_found"
handler500 = "pengjiang.api.errors.server_error"
