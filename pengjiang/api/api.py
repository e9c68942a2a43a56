"""Addresses that are neither an object of the rooms nor an act of a page."""

from pengjiang.api.rooms import deadlines, files, uploads
from pengjiang.api.routes import route
from pengjiang.api.views import webhooks
from pengjiang.api.views.account import Account
from pengjiang.api.views.document import DocumentView

route("openapi.json", DocumentView)
route("account/", Account)
route("webhooks/hooks/", webhooks.Hooks)
route("webhooks/hooks/<int:pk>/", webhooks.OneHook)
route("webhooks/hooks/<int:pk>/test/", webhooks.Trial)
route("webhooks/deliveries/", webhooks.DeliveryList)
route("webhooks/deliveries/<int:pk>/retry/", webhooks.Retry)
route("webhooks/events/", webhooks.EventKinds)

__all__ = ["deadlines", "files", "uploads"]
