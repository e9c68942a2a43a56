"""What the pages of the station share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Model, QuerySet
from django.urls import NoReverseMatch, reverse

from disputes.models import Dispute
from disputes.permissions import DisputePermission as P
from pengjiang.web.actions import transition_actions
from pengjiang.web.components.story import Action
from pengjiang.web.views.acting import ActionView
from pengjiang.web.views.base import Crumb
from pengjiang.workflow.registry import machine_of
from pengjiang.workflow.services import available


def word_of(obj: Model, user: Any) -> str:
    """The state's word: both bodies of the station read the working word, the town the public one."""
    state = machine_of(obj).states[obj.state]
    return state.public if user.is_town and state.public else state.label


def address_of(prefix: str, obj: Model, name: str) -> str:
    """The page of a transition; none for those without one."""
    try:
        return reverse(f"disputes:{prefix}-{name}", args=[obj.pk])
    except NoReverseMatch:
        return ""


def part_actions(obj: Model, user: Any, prefix: str) -> list[Action]:
    """Buttons of a part's own transitions."""
    return transition_actions(available(obj, user), address=lambda name: address_of(prefix, obj, name))


class DisputeAction(ActionView):
    """An act on a dispute; ``tab`` is where it leads back to."""

    model = Dispute
    permission = P.HANDLE
    menu_key = "disputes"
    tab: ClassVar[str] = ""

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("town", "procurator", "officer", "assistant", "agreement_text", "leniency", "plan")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(self.object.number or self.object.title, self.object.get_absolute_url())]

    def get_done_url(self, result: Any) -> str:
        return f"{self.object.get_absolute_url()}?tab={self.tab}" if self.tab else self.object.get_absolute_url()


class WithFiles:
    """For acts whose form takes several files."""

    template_name = "disputes/form_with_files.html"

    def perform(self, form: Any) -> Any:
        values = {name: value for name, value in form.cleaned_data.items() if name != "files"}
        return type(self).service(self.object, actor=self.request.user, files=self.request.FILES.getlist("files"), **values)


class FilesAction(WithFiles, DisputeAction):
    """An act on a dispute with files."""


class PartAction(ActionView):
    """An act on a part of a dispute."""

    permission = P.HANDLE
    menu_key = "disputes"

    def get_parents(self) -> list[Crumb]:
        dispute = self.object.dispute
        return [Crumb(dispute.number or dispute.title, dispute.get_absolute_url())]
