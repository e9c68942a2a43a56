"""Pages about clients, below the console."""

from django.urls import path

from pengjiang.api.views import clients, hooks

app_name = "api"

urlpatterns = [
    path("", clients.ClientList.as_view(), name="clients"),
    path("new/", clients.NewClient.as_view(), name="client-new"),
    path("<int:pk>/", clients.ClientPage.as_view(), name="client"),
    path("<int:pk>/edit/", clients.EditClient.as_view(), name="client-edit"),
    path("<int:pk>/switch/", clients.SwitchClient.as_view(), name="client-switch"),
    path("<int:pk>/tokens/new/", clients.IssueToken.as_view(), name="token-new"),
    path("tokens/<int:pk>/revoke/", clients.RevokeToken.as_view(), name="token-revoke"),
    path("<int:pk>/deliveries/", hooks.Deliveries.as_view(), name="deliveries"),
    path("<int:pk>/hooks/new/", hooks.NewHook.as_view(), name="hook-new"),
    path("hooks/<int:pk>/edit/", hooks.EditHook.as_view(), name="hook-edit"),
    path("hooks/<int:pk>/switch/", hooks.SwitchHook.as_view(), name="hook-switch"),
    path("hooks/<int:pk>/secret/", hooks.RenewSecret.as_view(), name="hook-secret"),
    path("hooks/<int:pk>/test/", hooks.TryHook.as_view(), name="hook-test"),
    path("hooks/<int:pk>/remove/", hooks.RemoveHook.as_view(), name="hook-remove"),
]
