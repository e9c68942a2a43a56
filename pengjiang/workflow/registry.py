"""Machines by model, and their events."""

from __future__ import annotations

from django.db.models import Model

from pengjiang.common.registry import Registry
from pengjiang.events.types import Audience, event_type
from pengjiang.workflow.machine import Machine

MACHINES: Registry[Machine] = Registry("machines")


def register_machine(machine: Machine, *, model: str) -> Machine:
    """Tie a machine to a model (label in lower case) and declare one event per transition."""
    MACHINES.register(model, machine)
    if any(transition.undoable for transition in machine.transitions):
        event_type(f"{machine.name}.undone", "撤销操作：{act}")
    for transition in machine.transitions:
        event_type(
            machine.event(transition),
            transition.says,
            audience=Audience.SHARED if transition.shared else Audience.INTERNAL,
            citation=transition.citation,
        )
    return machine


def machine_of(obj: Model | type[Model]) -> Machine:
    """The machine of an object or model. Raises ``LookupError``."""
    return MACHINES.get(obj._meta.label_lower)
