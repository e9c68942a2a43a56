"""Several processes at once, each with its own connection: one wins, the other is told; numbers have no gap."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from functools import partial
from multiprocessing.synchronize import Barrier

import pytest
from django.db import connections

from cases.models import ApprovalStep, Recommendation, RecommendationVersion, Transfer
from cases.services import recommendations, transfers
from pengjiang.accounts.models import User
from pengjiang.audit import services as audit
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.documents.models import IssuedDocument, NumberSeries
from tests import factories as f

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("redis")]
FORK = multiprocessing.get_context("fork")
WITHIN_S = 120


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Each act in a process of its own, begun together. What each said: nothing for done, else the kind of refusal and its sentence."""
    name = connections["default"].settings_dict["NAME"]
    connections.close_all()
    start, said = FORK.Barrier(len(acts)), FORK.Manager().dict()
    processes = [FORK.Process(target=_run, args=(act, place, name, start, said)) for place, act in enumerate(acts)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=WITHIN_S)
    assert [process.exitcode for process in processes] == [0] * len(acts)
    return [said[place] for place in range(len(acts))]


def _run(act: Callable[[], object], place: int, name: str, start: Barrier, said: dict) -> None:
    # A connection of its own: one that came with the fork would be spoken over by all of them at once.
    del connections["default"]
    connections.databases["default"]["NAME"] = name
    start.wait()
    try:
        with clock.at(f.TODAY):
            act()
        said[place] = ""
    except DomainError as error:
        said[place] = f"{type(error).__name__}：{error.message}"
    finally:
        connections.close_all()


def test_two_clerks_accept_one_referral(district, today):
    pending = f.submitted(district)

    def accept(clerk: User) -> None:
        transfers.accept_transfer(pending, actor=clerk, **f.GATE)

    said = at_once(partial(accept, district.manager), partial(accept, district.other_manager))

    assert sorted(said) == ["", "Conflict：此事项刚由他人办理，现为“已受理”，请刷新后查看。"]
    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.number) == ("accepted", "江蓬检线〔2026〕1号")
    assert transfer.received_by == (district.manager, district.other_manager)[said.index("")]
    assert NumberSeries.objects.get(scheme__code="transfer").next_serial == 2
    assert IssuedDocument.objects.of(transfer).filter(type_code="intake_register").count() == 1
    assert AuditEntry.objects.filter(event="cases.transfer.accept").count() == 1


def test_one_accepts_while_the_other_returns(district, today):
    pending = f.submitted(district)

    said = at_once(
        lambda: transfers.accept_transfer(pending, actor=district.manager, **f.GATE),
        lambda: transfers.return_transfer(pending, actor=district.other_manager, answer="请补正。"),
    )

    assert said.count("") == 1
    assert next(sentence for sentence in said if sentence).startswith("Conflict：此事项刚由他人办理，现为“")
    assert Transfer.objects.get().state == ("accepted" if said[0] == "" else "returned")


def test_two_approvers_of_the_same_rung(district, today):
    other = district.join("other_head", "叶敏", "dept_head", "procuratorate")
    recommendation = f.approving(district)
    rung = recommendation.rounds.get().steps.first().pk

    def decide(person: User) -> None:
        recommendations.decide_step(recommendation, actor=person, approve=True, opinion="同意。", step=rung)

    said = at_once(partial(decide, district.head), partial(decide, other))

    assert sorted(said) == ["", "Conflict：该环节已由他人办理，请刷新后查看。"]
    decided = ApprovalStep.objects.exclude(decision="").get()
    assert (decided.pk, decided.decided_by) == (rung, (district.head, other)[said.index("")])
    assert Recommendation.objects.get().state == "approving"


def test_last_rung_approved_and_returned_at_once(district, today):
    other = district.join("other_chief", "代检察长", "chief", "procuratorate")
    recommendation = f.agree(district, f.approving(district), until="chief")

    said = at_once(
        lambda: recommendations.decide_step(recommendation, actor=district.chief, approve=True, opinion="同意。"),
        lambda: recommendations.decide_step(recommendation, actor=other, approve=False, opinion="再改。"),
    )

    assert said.count("") == 1
    assert Recommendation.objects.get().state == ("approved" if said[0] == "" else "returned")
    assert ApprovalStep.objects.filter(role="chief").exclude(decision="").count() == 1


def many_at_the_last_rung(d: f.District, count: int) -> list[int]:
    """So many texts that wait for the chief, copied row by row from one that came there by the services."""
    first = f.agree(d, f.approving(d), until="chief")
    steps = list(ApprovalStep.objects.order_by("order"))
    made = [first.pk]
    for number in range(1, count):
        values = {column.attname: getattr(first, column.attname) for column in first._meta.concrete_fields if not column.primary_key}
        copy = Recommendation.objects.create(**{**values, "title": f"第{number}份"})
        version = RecommendationVersion.objects.create(recommendation=copy, number=1, content=recommendations.snapshot(first), made_by=d.procurator)
        opened = copy.rounds.create(version=version)
        for step in steps:
            opened.steps.create(
                order=step.order, role=step.role, label=step.label, decision=step.decision, decided_by=step.decided_by, decided_at=step.decided_at
            )
        made.append(copy.pk)
    return made


def test_fifty_approvals_from_five_processes_have_serials_without_gap(district, today):
    waiting = many_at_the_last_rung(district, 50)

    def approve(share: list[int]) -> None:
        for pk in share:
            recommendations.decide_step(Recommendation.objects.get(pk=pk), actor=district.chief, approve=True, opinion="同意。")

    said = at_once(*(partial(approve, waiting[place::5]) for place in range(5)))

    assert said == [""] * 5
    serials = Recommendation.objects.filter(state="approved").values_list("serial", flat=True)
    assert sorted(serials, key=lambda serial: int(serial.split("〕")[1].rstrip("号"))) == [f"江蓬检建登〔2026〕{number}号" for number in range(1, 51)]
    assert NumberSeries.objects.get(scheme__code="recommendation_serial").next_serial == 51
    assert AuditEntry.objects.filter(event="cases.recommendation.approve").count() == 50
    assert audit.verify().broken is None
