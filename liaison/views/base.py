"""What the pages of the room share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from cases.views.base import CasesPage, state_kind
from liaison.permissions import LiaisonPermission as P
from pengjiang.library.links import article_url, rule_url
from pengjiang.web.actions import transition_actions
from pengjiang.web.components.story import Action
from pengjiang.web.views.acting import ActionView
from pengjiang.web.views.base import Crumb
from pengjiang.workflow.services import available

__all__ = ["RoomAction", "RoomPage", "articles", "part_actions", "rules", "state_kind"]


def part_actions(obj: Model, user: Any, prefix: str) -> list[Action]:
    """Buttons of a part's own transitions, those that are lawful now."""

    def address(name: str) -> str:
        try:
            return reverse(f"liaison:{prefix}-{name}", args=[obj.pk])
        except NoReverseMatch:
            return ""

    return [action for action in transition_actions(available(obj, user), address=address) if action.decision.ok and action.href]


def articles(cited: Sequence[str]) -> list[tuple[str, str]]:
    """Articles with the library's pages of them."""
    return [(one, article_url(one)) for one in cited]


def rules(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Rules with their pages."""
    return [(one, rule_url(one)) for one in codes]


class RoomPage(CasesPage):
    """The page of an object of the room."""

    permission = P.VIEW
    namespace = "liaison"
    template_name = "liaison/detail.html"
    part: ClassVar[str] = ""

    def get_title(self) -> str:
        return str(self.object)

    def get_tabs(self) -> Any:
        return (("overview", "内容", ""), ("papers", "文书", ""), ("timeline", "时间线", ""))

    @property
    def tab(self) -> str:
        wanted = super().tab
        return wanted if wanted in {key for key, _, _ in self.get_tabs()} else "overview"

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "part": f"liaison/_{self.part}.html", "is_body": self.handles()}


class RoomAction(ActionView):
    """An act on an object of the room, or on a part of one."""

    model: ClassVar[type[Model]]
    tab: ClassVar[str] = ""

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]

    def get_done_url(self, result: Any) -> str:
        return f"{self.object.get_absolute_url()}?tab={self.tab}" if self.tab else self.object.get_absolute_url()
