"""No double handling: what the other side has in hand about the same files, by number alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from cases.models import Handoff, SupervisionCase, Transfer
from cases.models.supervision import OVER
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.models import Dossier


@dataclass(frozen=True)
class InHand:
    """Somebody's open matter about a file. Only its number may be told to the other side."""

    number: str
    dossier: str


def handled_by_office(dossiers: Iterable[Dossier], *, but: Any = None) -> list[InHand]:
    """Open cases and referrals of the procuratorate about these files."""
    keys = [dossier.pk for dossier in dossiers]
    cases = SupervisionCase.objects.exclude(state__in=OVER).exclude(pk=getattr(but, "case_id", None)).filter(dossiers__in=keys)
    found = [InHand(number, dossier) for number, dossier in cases.values_list("number", "dossiers__number").order_by("pk")]
    transfers = Transfer.objects.filter(state__in=["accepted", "investigating"], dossiers__in=keys).values_list("number", "dossiers__number")
    return [*found, *[InHand(number, dossier) for number, dossier in transfers.order_by("pk")]]


def handled_by_bureau(dossiers: Iterable[Dossier], *, but: Any = None) -> list[InHand]:
    """Matters that the bureau has accepted about these files."""
    rows = Handoff.objects.in_hand().filter(receiver__kind=OrganisationKind.BUREAU, dossiers__in=[dossier.pk for dossier in dossiers])
    return [InHand(number, dossier) for number, dossier in rows.exclude(pk=getattr(but, "pk", None)).values_list("number", "dossiers__number").order_by("pk")]


def taken_up(handoff: Handoff) -> str:
    """What the procuratorate made of it, as a phrase; empty where nothing yet."""
    if handoff.opened_id:
        return f"监督案件（{handoff.opened.number}）"
    transfer = transfer_of(handoff)
    return f"线索（{transfer.number or transfer.title}）" if transfer else ""


def transfer_of(handoff: Handoff) -> Transfer | None:
    """The referral it became."""
    return Transfer.objects.filter(source_ref=str(ObjectRef.of(handoff))).first()


def case_of(handoff: Handoff) -> SupervisionCase | None:
    """The case it became, at once or by way of a referral."""
    transfer = None if handoff.opened_id else transfer_of(handoff)
    if transfer is None:
        return handoff.opened
    return SupervisionCase.objects.filter(Q(transfer=transfer) | Q(joined=transfer)).first()


def result_of(handoff: Handoff) -> str:
    """What is to be told back, once the case is done."""
    case = case_of(handoff)
    if case is None or case.closed_on is None or case.state not in OVER:
        return ""
    return f"我院{case.number}一案于{case.closed_on.year}年{case.closed_on.month}月{case.closed_on.day}日办结，结果：{case.result_label}。{case.result_note}"


def handled_elsewhere(user: Any, dossier: Dossier) -> tuple[str, list[InHand]]:
    """For a reader of either side: the other side's name and what it has in hand."""
    if user.is_procuratorate:
        return "司法局", handled_by_bureau([dossier])
    if user.is_bureau:
        return "检察院", handled_by_office([dossier])
    return "", []
