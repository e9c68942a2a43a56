"""Addresses of the library."""

from django.urls import path

from pengjiang.library.views import data, importing, laws, rules

app_name = "library"

urlpatterns = [
    path("rules/", rules.RuleList.as_view(), name="rules"),
    path("rules/<str:rule>/", rules.RulePage.as_view(), name="rule"),
    path("laws/", laws.LawList.as_view(), name="laws"),
    path("laws/<str:law>/", laws.LawPage.as_view(), name="law"),
    path("laws/<str:law>/<str:article>/", laws.ArticlePage.as_view(), name="article"),
    path("laws/<str:law>/<str:article>/<str:since>/", laws.ArticlePage.as_view(), name="article"),
    path("texts/<int:pk>/", laws.TextPage.as_view(), name="text"),
    path("import/", importing.ImportPage.as_view(), name="import"),
    path("cite/", laws.Cite.as_view(), name="cite"),
    path("data/", data.DataList.as_view(), {"kind": "items"}, name="data-start"),
    path("data/<slug:kind>/", data.DataList.as_view(), name="data"),
    path("data/<slug:kind>/<int:pk>/", data.DataPage.as_view(), name="row"),
]
