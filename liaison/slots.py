"""What the room adds to pages of others: asking about a file, writing a typical case from what is closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from cases.models import SupervisionCase
from disputes.models import Dispute
from liaison.models import Faq
from liaison.permissions import LiaisonPermission as P
from pengjiang.access import can
from pengjiang.checkups.models import Finding as CheckFinding
from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.models import Dossier
from pengjiang.web import slots
from pengjiang.web.components.story import Action
from pengjiang.web.slots import ObjectPanel
from reviews.models import Finding

SOURCES: dict[str, type] = {"case": SupervisionCase, "dispute": Dispute, "finding": Finding}
ENDED = {"case": ("closed", "archived"), "dispute": ("closed", "visiting", "performed"), "finding": ("ticked",)}


def ask_url(about: Any) -> str:
    """Where a question about an object is asked."""
    return f"{reverse('liaison:question-ask')}?about={ObjectRef.of(about)}"


def actions_on(user: Any, obj: Any) -> Sequence[Action]:
    """提问 on a file, 编写典型案例 on what has come to its end."""
    if isinstance(obj, Dossier) and can(user, P.ASK).ok:
        return (Action("提问", ask_url(obj), icon="question"),)
    name = next((name for name, model in SOURCES.items() if isinstance(obj, model)), "")
    if name and obj.state in ENDED[name] and can(user, P.DRAFT_CASE).ok:
        return (Action("编写典型案例", reverse("liaison:typical-draft", args=[name, obj.pk]), icon="flag"),)
    return ()


def panels_on(user: Any, obj: Any) -> Sequence[ObjectPanel]:
    """Beside a file: what the room already answers about its faults, and a question for each."""
    if not isinstance(obj, Dossier) or not can(user, P.VIEW).ok:
        return ()
    found = list(CheckFinding.objects.visible_to(user).filter(dossier=obj, gone_run=None)[:8])
    if not found:
        return ()
    answered: dict[str, list[Faq]] = {}
    for faq in Faq.objects.visible_to(user).filter(rule__in=[row.rule for row in found]):
        answered.setdefault(faq.rule, []).append(faq)
    may_ask = can(user, P.ASK).ok
    rows = [(row, ask_url(row) if may_ask else "", answered.get(row.rule, [])[:2]) for row in found]
    return (ObjectPanel("liaison/_of_dossier.html", {"rows": rows}, aside=True),)


slots.actions.register("liaison.actions", actions_on)
slots.panels.register("liaison.dossiers", panels_on)
