"""What the pages of this app share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404
from django.urls import NoReverseMatch, reverse

from cases.views.base import CasesPage, state_kind
from pengjiang.access import Decision, can
from pengjiang.web.views.acting import ActionView
from pengjiang.web.views.base import Crumb
from pengjiang.web.views.listing import ListPage
from pengjiang.workflow.registry import machine_of

ROUND_STEPS = (
    ("方案", ("draft", "approving", "approved")),
    ("抽取", ("drawn",)),
    ("报送", ("collecting",)),
    ("评查", ("scoring",)),
    ("申诉复核", ("consulting",)),
    ("定级", ("graded",)),
    ("通报整改", ("published",)),
    ("办结", ("closed",)),
)


def word_of(obj: Any, user: Any) -> str:
    """The state's word: towns read the public one."""
    state = machine_of(obj).states[obj.state]
    return state.public if user.is_town and state.public is not None else state.label


class WordedList(ListPage):
    """A list whose column of states reads as its reader's word for them, on the page and in Excel."""

    def get_columns(self) -> Any:
        user = self.request.user
        return [replace(column, value=lambda row: word_of(row, user)) if column.name == "state" else column for column in self.columns]


class ReviewPage(CasesPage):
    """A page with tabs, actions, deadlines, papers."""

    menu_key = "rounds"

    def address(self, name: str) -> str:
        try:
            return reverse(f"reviews:{self.prefix}-{name}", args=[self.object.pk])
        except NoReverseMatch:
            return ""

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "state_word": word_of(self.object, self.request.user), "state_kind": state_kind(self.object)}


class Narrower:
    """For pages of an object that exist for fewer than the object itself: the role's refusal first, then 404."""

    def decide(self) -> Decision:
        user = self.request.user
        if not self.model._default_manager.visible_to(user).filter(pk=self.kwargs["pk"]).exists():
            raise Http404
        plain = can(user, self.permission)
        return super().decide() if plain.ok else plain


class ReviewAction(ActionView):
    """An act on a round, or on something of one."""

    menu_key = "rounds"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]
