"""Address of the search."""

from django.urls import path

from pengjiang.search.views import SearchPage

app_name = "search"

urlpatterns = [path("", SearchPage.as_view(), name="results")]
