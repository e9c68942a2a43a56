"""What this app adds to the pages of others: on a file, referring it, and where it has gone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from cases.models import SupervisionCase, Transfer
from cases.permissions import TransferPermission
from cases.queries.handling import handled_elsewhere
from cases.views.base import state_kind, state_word
from pengjiang.access import can
from pengjiang.checkups.models import Pattern
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.registry import RegisterExtra, add_to_register
from pengjiang.web import slots
from pengjiang.web.components.story import Action
from pengjiang.web.listings import BulkAction
from pengjiang.web.slots import ObjectPanel


def actions_on(user: Any, obj: Any) -> Sequence[Action]:
    """移送检察院 for the town that keeps the file; 登记类案线索 on a pattern for those who register matters."""
    if isinstance(obj, Pattern):
        decision = can(user, TransferPermission.REGISTER)
        found = obj.hits.exists()
        return (Action("登记类案线索", reverse("cases:refer-pattern", args=[obj.pk]), decision, icon="send", primary=True),) if decision.ok and found else ()
    if not isinstance(obj, Dossier) or not user.is_town:
        return ()
    decision = can(user, TransferPermission.REFER)
    return (Action("移送检察院", refer_url([obj.pk]), decision, icon="send"),)


def panels_on(user: Any, obj: Any) -> Sequence[ObjectPanel]:
    """Referrals and cases that speak of the file, as far as they exist for the reader."""
    if not isinstance(obj, Dossier):
        return ()
    transfers = list(Transfer.objects.visible_to(user).filter(dossiers=obj).select_related("holder"))
    for row in transfers:
        row.word, row.kind = state_word(row, user), state_kind(row)
    cases = list(SupervisionCase.objects.visible_to(user).filter(dossiers=obj))
    side, in_hand = handled_elsewhere(user, obj)
    if not transfers and not cases and not in_hand:
        return ()
    return (ObjectPanel("cases/_of_dossier.html", {"transfers": transfers, "cases": cases, "side": side, "in_hand": in_hand}, aside=True),)


def refer_url(keys: Sequence[int]) -> str:
    """The form of a referral with some files ticked."""
    return f"{reverse('cases:draft-transfer')}?dossiers={','.join(map(str, sorted(keys)))}"


slots.actions.register("cases.dossiers", actions_on)
slots.panels.register("cases.dossiers", panels_on)
add_to_register("cases", RegisterExtra(bulk_actions=(BulkAction("refer", "移送检察院", None, TransferPermission.REFER, icon="send", limit=100, opens=refer_url),)))
