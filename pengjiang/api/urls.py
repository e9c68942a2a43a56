"""Pages about clients, below the console."""

from django.urls import path

from pengjiang.api.views import clients

app_name = "api"

urlpatterns = [
    path("", clients.ClientList.as_view(), name="clients"),
    path("new/", clients.NewClient.as_view(), name="client-new"),
    path("<int:pk>/", clients.ClientPage.as_view(), name="client"),
    path("<int:pk>/edit/", clients.EditClient.as_view(), name="client-edit"),
    path("<int:pk>/switch/", clients.SwitchClient.as_view(), name="client-switch"),
    path("<int:pk>/tokens/new/", clients.IssueToken.as_view(), name="token-new"),
    path("tokens/<int:pk>/revoke/", clients.RevokeToken.as_view(), name="token-revoke"),
]
