"""我的关注, and the buttons that begin and end it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import Model, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from pengjiang.access import Decision
from pengjiang.common.refs import ObjectRef, fetch_all
from pengjiang.events.reading import STORIES, has_story
from pengjiang.notifications import following
from pengjiang.notifications.models import Follow
from pengjiang.notifications.permissions import NotificationPermission
from pengjiang.web.filters import ChoiceFilter, DateFilter
from pengjiang.web.listings import BulkAction
from pengjiang.web.tables import Column
from pengjiang.web.views.base import GuardedView
from pengjiang.web.views.listing import ListPage

CLOSED = "（您已无权查看）"


def _kinds(user: Any) -> list[tuple[str, str]]:
    """Kinds of which the person follows something."""
    own = {ref.partition(":")[0] for ref in Follow.objects.visible_to(user).values_list("target", flat=True)}
    return [(kind, str(ObjectRef(kind, 0).model._meta.verbose_name)) for kind in STORIES.keys() if kind in own]


class FollowList(ListPage):
    """What one follows. Of what has been closed to the person only that it was followed is left."""

    model = Follow
    permission = NotificationPermission.FOLLOW
    title = "我的关注"
    note = "关注的事项有新进展时，在“通知”中告知；能看到多少，随您当时的权限。"
    menu_key = "follows"
    page_key = "notifications.follows"
    columns = (
        Column("name", "事项", kind="key", always=True),
        Column("kind", "类别"),
        Column("since", "关注时间", kind="datetime", sort="since"),
    )
    filters = (
        ChoiceFilter(name="kind", label="类别", choices=_kinds, condition=lambda kind: Q(target__startswith=f"{kind}:")),
        DateFilter(name="since", label="关注时间", lookup="since__date"),
    )
    default_order = "-since"
    bulk_actions = (
        BulkAction("unfollow", "取消关注", following.unfollow, NotificationPermission.FOLLOW, icon="close", explanation="取消后不再收到这些事项的通知。"),
    )
    empty_title = "还没有关注的事项"
    empty_text = "在案卷、线索、案件、检察建议等页面点“关注”，有新进展时会通知您。"

    def decorate(self, rows: Sequence[Follow]) -> None:
        user, objects = self.request.user, fetch_all(row.target for row in rows)
        keys: dict[type[Model], list[int]] = {}
        for obj in objects.values():
            keys.setdefault(type(obj), []).append(obj.pk)
        open_to = {
            str(ObjectRef.of(obj))
            for model, wanted in keys.items()
            for obj in (model._default_manager.visible_to(user).filter(pk__in=wanted).only("pk") if hasattr(model._default_manager, "visible_to") else ())
        }
        for row in rows:
            row.object = objects.get(row.target) if row.target in open_to else None
            row.name = str(row.object) if row.object is not None else CLOSED

    def row_url(self, row: Follow) -> str:
        obj = getattr(row, "object", None)
        return obj.get_absolute_url() if obj is not None else ""


class FollowObject(GuardedView):
    """关注, from the object's page and back to it."""

    permission = NotificationPermission.FOLLOW
    http_method_names = ("post",)
    done: ClassVar[str] = "已关注，有新进展时会通知您。"

    def decide(self) -> Decision:
        """The role's refusal first, then whether the object exists for the person."""
        decision = super().decide()
        return following.may_follow(self.request.user) if decision.ok and self.target is not None else decision

    @cached_property
    def target(self) -> Model:
        """Raises ``Http404``."""
        try:
            obj = ObjectRef.parse(self.kwargs["ref"]).fetch()
        except (ValueError, LookupError) as error:
            raise Http404 from error
        if obj is None or not has_story(obj) or not following.exists_for(self.request.user, obj):
            raise Http404
        return obj

    def act(self) -> None:
        following.follow(self.target, actor=self.request.user)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.act()
        messages.success(request, self.done)
        return HttpResponseRedirect(self.target.get_absolute_url(), status=303)


class UnfollowObject(FollowObject):
    """取消关注."""

    done = "已取消关注。"

    def act(self) -> None:
        row = Follow.objects.visible_to(self.request.user).filter(target=str(ObjectRef.of(self.target))).first()
        if row is not None:
            following.unfollow(row, actor=self.request.user)
