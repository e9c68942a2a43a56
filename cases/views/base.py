"""What the pages of this app share: transition buttons, timeline, deadlines, papers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from cases.models import Correction
from cases.queries.limits import open_deadlines
from pengjiang.audit.queries import timeline
from pengjiang.deadlines.models import Deadline
from pengjiang.deadlines.stored import stored_calendar
from pengjiang.documents.cards import paper_of
from pengjiang.documents.queries import documents_of_all
from pengjiang.events.reading import handles
from pengjiang.files.models import StoredFile
from pengjiang.web.actions import transition_actions
from pengjiang.web.components.frames import Tab
from pengjiang.web.components.papers import Paper
from pengjiang.web.components.story import Action, Entry, Step
from pengjiang.web.limits import card_of, light_of
from pengjiang.web.views.base import DetailPage
from pengjiang.workflow.registry import machine_of
from pengjiang.workflow.services import available
from pengjiang.workflow.undoing import undoable

TONES = {"info": "active", "soon": "warn", "ok": "good", "bad": "bad", "off": "outline"}


def state_word(obj: Model, user: Any) -> str:
    """What the state is called for this reader: the other side reads the public word."""
    state = machine_of(obj).states[obj.state]
    return state.label if user.is_procuratorate or state.public is None else state.public


def state_kind(obj: Model) -> str:
    """The badge's kind for a state."""
    return TONES[machine_of(obj).states[obj.state].tone]


def corrections_of(user: Any, **about: Any) -> list[Any]:
    """Corrected days of an object; their proofs for the office."""
    rows = list(Correction.objects.filter(**about))
    files = StoredFile.objects.of_many(rows) if rows and user.is_procuratorate else {}
    for row in rows:
        row.files = files.get(row.pk, [])
    return rows


class CasesPage(DetailPage):
    """A page with tabs, actions from the state table, deadlines and timeline."""

    namespace: ClassVar[str] = "cases"
    prefix: ClassVar[str] = ""
    primary_tab: ClassVar[str] = "overview"
    icons: ClassVar[dict[str, str]] = {}
    leave_out: ClassVar[tuple[str, ...]] = ()
    steps: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()

    def get_actions(self) -> Sequence[Action]:
        actions = transition_actions(
            self.available, address=self.address, icons=self.icons, leave_out=self.leave_out, primary=self.primary_action()
        )
        return [*actions, *self.undo_action()]

    def undo_action(self) -> list[Action]:
        """撤销上一步, for whoever took it today."""
        address = self.address("undo")
        transition, decision = undoable(self.object, self.request.user) if address else (None, None)
        return [Action(f"撤销“{transition.label}”", address, decision, icon="return")] if transition and decision.ok else []

    @cached_property
    def available(self) -> list[tuple[Any, Any]]:
        """Asked once: the guards look into the database."""
        return available(self.object, self.request.user)

    def primary_action(self) -> str:
        """The transition that stands out: the first lawful one that the table marks so."""
        for transition, decision in self.available:
            if decision.ok and transition.primary and transition.name not in self.leave_out:
                return transition.name
        return ""

    def address(self, name: str) -> str:
        """The page of a transition; none for those without one."""
        try:
            return reverse(f"{self.namespace}:{self.prefix}-{name}", args=[self.object.pk])
        except NoReverseMatch:
            return ""

    @property
    def tab(self) -> str:
        return self.request.GET.get("tab", self.primary_tab)

    def get_tabs(self) -> Sequence[tuple[str, str, Any]]:
        """(key, label, count) of each tab."""
        return ()

    def stepper(self) -> list[Step]:
        """Stages passed, present and ahead."""
        places = [place for place, (_, states) in enumerate(self.steps) if self.object.state in states]
        now = places[0] if places else -1
        final = machine_of(self.object).states[self.object.state].final
        return [
            Step(label, "done" if place < now or (final and place == now) else "now" if place == now else "ahead")
            for place, (label, _) in enumerate(self.steps)
        ]

    def deadline_objects(self) -> Sequence[Model]:
        """Whose deadlines stand on the page."""
        return (self.object,)

    def get_context(self) -> dict[str, Any]:
        user = self.request.user
        deadlines: list[Deadline] = open_deadlines(user, *self.deadline_objects())
        calendar = stored_calendar() if deadlines else None
        context = super().get_context()
        # This page shows the papers of its parts as well (records, receipts, reply): one list instead of two.
        context["aside_panels"] = [panel for panel in context["aside_panels"] if panel.template != "documents/_panel.html"]
        tabs = [Tab(label, f"?tab={key}", current=key == self.tab, count=count) for key, label, count in self.get_tabs()]
        return {
            **context,
            "tab": self.tab,
            "tabs": tabs,
            "state_word": state_word(self.object, user),
            "state_kind": state_kind(self.object),
            "light": light_of(deadlines[0], calendar=calendar) if deadlines else None,
            "limit_cards": [card_of(deadline, calendar=calendar) for deadline in deadlines],
            "entries": self.entries() if self.tab == "timeline" else (),
            "papers": self.papers() if self.tab in {"papers", "overview"} else (),
            "steps": self.stepper(),
        }

    def entries(self) -> list[Entry]:
        """The timeline: internal acts for the handling side only; the day of recording where it differs."""
        return [
            Entry(
                row.sentence,
                row.when,
                who=row.who,
                citation=row.citation,
                note=f"业务日期 {row.on:%Y-%m-%d}" if row.is_backdated else "",
            )
            for row in timeline(self.object, self.request.user, handling=self.handles())
        ]

    def papers(self) -> list[Paper]:
        """Cards of all papers of the page's objects."""
        user = self.request.user
        return [paper_of(document, user) for document in documents_of_all(self.paper_objects(), user)]

    def paper_objects(self) -> Sequence[Model]:
        """Objects whose papers stand on the page."""
        return (self.object,)

    def handles(self) -> bool:
        """True for the side that handles the object: it also reads internal entries."""
        return handles(self.request.user, self.object)
