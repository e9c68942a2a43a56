"""The inbox."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from pengjiang.access import SIGNED_IN
from pengjiang.notifications.models import Notice
from pengjiang.notifications.services import mark_read
from pengjiang.web.components import Tab
from pengjiang.web.paging import Order, capped_count, keyset_page
from pengjiang.web.views.base import ObjectView, PageView

SIZE = 30


class InboxPage(PageView):
    """One's notices, newest first."""

    permission = SIGNED_IN
    template_name = "notifications/inbox/page.html"
    title = "通知"
    menu_key = "notices"

    def get_context(self) -> dict[str, Any]:
        user, only_unread = self.request.user, self.request.GET.get("tab") != "all"
        mine = Notice.objects.visible_to(user)
        unread = capped_count(mine.unread())
        page = keyset_page(mine.unread() if only_unread else mine, Order.parse("-pk"), size=SIZE, cursor=self.request.GET.get("at", ""))
        tab = "unread" if only_unread else "all"
        return {
            **super().get_context(),
            "tabs": [
                Tab("未读", "?tab=unread", only_unread, str(unread) if unread.number else ""),
                Tab("全部", "?tab=all", not only_unread),
            ],
            "notices": page.rows,
            "next_url": f"?tab={tab}&at={page.next}" if page.next else "",
            "previous_url": f"?tab={tab}&at={page.previous}" if page.previous else "",
            "has_unread": bool(unread.number),
            "tab": tab,
        }


class OpenNotice(ObjectView):
    """Marks a notice as read and goes where it leads; a form, for a link may be fetched ahead of the click."""

    permission = SIGNED_IN
    model = Notice
    title = "通知"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mark_read(request.user, [self.object.pk])
        url = self.object.url
        is_ours = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()})
        return HttpResponseRedirect(url if url and is_ours else reverse("notifications:inbox"), status=303)


class MarkRead(PageView):
    """Marks the chosen notices, or all, as read."""

    permission = SIGNED_IN
    title = "标为已读"
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = [int(key) for key in request.POST.getlist("id") if key.isdigit()]
        count = mark_read(request.user, None if "all" in request.POST else chosen)
        messages.success(request, f"已将{count}条通知标为已读。" if count else "没有选中未读的通知。")
        return HttpResponseRedirect(reverse("notifications:inbox"), status=303)
