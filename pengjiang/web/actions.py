"""From a workflow's table to buttons: what ``workflow.available(obj, user)`` gives, as ``Action`` values."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Protocol

from pengjiang.access import Decision
from pengjiang.web.components.story import Action


class Named(Protocol):
    """A transition, as far as a button cares."""

    name: str
    label: str


def transition_actions(
    available: Iterable[tuple[Named, Decision]],
    *,
    address: Callable[[str], str],
    icons: Mapping[str, str] | None = None,
    primary: str = "",
    leave_out: Collection[str] = (),
    in_dialog: Collection[str] = (),
) -> list[Action]:
    """Buttons of an object's transitions, in the order of the table.

    ``address`` gives the page of a transition by its name, empty for one that has none; ``primary`` names the one that stands
    out, by default the first that is allowed.
    """
    actions: list[Action] = []
    icons = icons or {}
    chosen = primary
    for transition, decision in available:
        href = address(transition.name)
        if transition.name in leave_out or not href:
            continue
        if not chosen and decision.ok:
            chosen = transition.name
        actions.append(
            Action(
                transition.label,
                href,
                decision,
                icon=icons.get(transition.name, ""),
                primary=decision.ok and transition.name == chosen,
                dialog=transition.name in in_dialog,
            )
        )
    return actions
