"""Numbers: gapless, unique, as the office wants them."""

import multiprocessing
from datetime import date

import pytest
from django.db import connections, transaction

from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument, NumberScheme
from pengjiang.documents.services import add_scheme, change_scheme, issue, start_series, take_number
from tests.documents.conftest import make_scene

TODAY = date(2026, 9, 23)


def test_number_has_year_in_brackets_and_no_leading_zeros(scene):
    with clock.at(TODAY):
        numbers = [take_number("test_letter", actor=scene.procurator) for _ in range(2)]

    assert numbers == ["江蓬检行函〔2026〕1号", "江蓬检行函〔2026〕2号"]
    assert (numbers[1].scheme, numbers[1].year, numbers[1].serial) == (scene.scheme, 2026, 2)


def test_each_year_begins_anew(scene):
    with clock.at(TODAY):
        take_number("test_letter", actor=scene.procurator)
    with clock.at(date(2027, 1, 4)):
        assert take_number("test_letter", actor=scene.procurator) == "江蓬检行函〔2027〕1号"


def test_failed_transaction_leaves_no_gap(scene):
    with clock.at(TODAY):
        with transaction.atomic():
            take_number("test_letter", actor=scene.procurator)
            transaction.set_rollback(True)
        assert take_number("test_letter", actor=scene.procurator).serial == 1


def test_series_may_start_where_the_paper_ledger_ended(scene):
    with clock.at(TODAY):
        start_series(scene.scheme, year=2026, first_serial=37, actor=scene.procurator)

        assert take_number("test_letter", actor=scene.procurator) == "江蓬检行函〔2026〕37号"
        with pytest.raises(DomainError, match="已用到37号"):
            start_series(scene.scheme, year=2026, first_serial=50, actor=scene.procurator)


def test_variant_goes_before_the_plain_scheme(scene):
    with clock.at(TODAY):
        add_scheme(code="case", name="案号", prefix="江蓬检行监", actor=scene.procurator)
        add_scheme(code="case", variant="illegal_act", name="违法行为监督案号", prefix="江蓬检行违监", actor=scene.procurator)

        assert take_number("case", actor=scene.procurator, variant="illegal_act") == "江蓬检行违监〔2026〕1号"
        assert take_number("case", actor=scene.procurator, variant="other") == "江蓬检行监〔2026〕1号"


def test_missing_scheme_says_whom_to_ask(scene):
    with pytest.raises(DomainError, match="请联系系统管理员"):
        take_number("test_letter", actor=scene.officer)


def test_prefix_stays_once_a_number_was_given(scene):
    with clock.at(TODAY):
        take_number("test_letter", actor=scene.procurator)

        with pytest.raises(DomainError, match="另建方案"):
            change_scheme(scene.scheme, actor=scene.procurator, prefix="江蓬检函")
        assert change_scheme(scene.scheme, actor=scene.procurator, until=date(2026, 12, 31)).until == date(2026, 12, 31)


def _issue_many(settings_name: str, matter: int, actor: int, count: int, start) -> None:
    """In a process of its own: wait for the others, then issue."""
    # A connection of its own: one that came with the fork would be spoken over by all of them at once.
    del connections["default"]
    connections.databases["default"]["NAME"] = settings_name
    start.wait()
    for _ in range(count):
        issue("test_letter", Deadline.objects.get(pk=matter), actor=User.objects.get(pk=actor))
    connections.close_all()


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_from_several_processes_are_gapless_and_unique():
    scene = make_scene()
    name = connections["default"].settings_dict["NAME"]
    connections.close_all()
    context = multiprocessing.get_context("fork")
    start = context.Barrier(5)
    processes = [context.Process(target=_issue_many, args=(name, scene.matter.pk, scene.procurator.pk, 10, start)) for _ in range(5)]

    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=60)

    assert [process.exitcode for process in processes] == [0] * 5
    year = clock.today().year
    documents = IssuedDocument.objects.order_by("serial")
    assert [document.serial for document in documents] == list(range(1, 51))
    assert {document.number for document in documents} == {f"江蓬检行函〔{year}〕{serial}号" for serial in range(1, 51)}
    assert NumberScheme.objects.get().series.get().next_serial == 51
