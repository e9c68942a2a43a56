"""Rules across files: ZJ04, ZJ05, FL06, CX46, CL09 inside one run."""

import pytest

from pengjiang.checks.facts import FileFacts
from pengjiang.checks.rule import Result
from pengjiang.checks.together import Crossing
from tests.checks.cases import FAIL, MANUAL, PASS, SERIOUS, SKIP, UNKNOWN, VETO
from tests.checks.lawful import ABSENT, CHECKER, GENERAL, INSPECTION, SUMMARY, change, citation, record

OTHER = change(
    GENERAL,
    number="蓬杜罚〔2026〕13号",
    parties__0__name="王某",
    parties__0__id_no=ABSENT,
    case__violation_place="杜阮镇北芦村",
    records=[record("JCBL", "2026-03-02T14:00", "2026-03-02T14:30"), record("XWBL", "2026-03-04T14:00", "2026-03-04T14:30", persons=["王某"])],
)


def together(code: str, *run: dict) -> list[Result]:
    """What the rule says of each file of the run."""
    crossing = Crossing(CHECKER.context)
    for place, dossier in enumerate(run):
        CHECKER.validate(dossier)
        crossing.add(FileFacts(dossier), place)
    return [crossing.complete(CHECKER.check_json(dossier), place).of(code) for place, dossier in enumerate(run)]


def outcomes(code: str, *run: dict) -> list:
    return [found.outcome for found in together(code, *run)]


def inspected(day: str, number: int, **more: object) -> dict:
    return change(INSPECTION, number=f"蓬杜检〔2026〕{number}号", inspection__started_on=day, inspection__ceiling=2, **more)


def fined(amount: int, number: int, day: str = "2026-03-24", **more: object) -> dict:
    return change(GENERAL, number=f"蓬杜罚〔2026〕{number}号", decision__fine=amount, decision__dated_on=day, **more)


@pytest.mark.parametrize("code", ["ZJ04", "ZJ05", "FL06", "CL09"])
def test_alone_they_are_for_a_person(code):
    assert CHECKER.check_json(GENERAL).of(code).outcome is MANUAL


def test_officers_in_two_places_at_once():
    clash = change(OTHER, records__0__start="2026-03-02T09:40", records__0__end="2026-03-02T10:10", records__0__place="杜阮镇北芦村")

    found = together("ZJ04", GENERAL, clash)

    assert [(one.outcome, one.severity) for one in found] == [(FAIL, SERIOUS), (FAIL, SERIOUS)]
    assert "甲2026年3月2日9时20分至09:50" in found[0].message
    assert "蓬杜罚〔2026〕13号" in found[0].message


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({"records__0__start": "2026-03-02T09:45", "records__0__end": "2026-03-02T10:15", "records__0__place": "杜阮镇北芦村"}, PASS, id="重叠五分钟在容差内"),
        pytest.param({"records__0__start": "2026-03-02T09:44", "records__0__end": "2026-03-02T10:15", "records__0__place": "杜阮镇北芦村"}, FAIL, id="重叠六分钟"),
        pytest.param({"records__0__start": "2026-03-02T09:30", "records__0__end": "2026-03-02T10:15"}, PASS, id="同一地点"),
        pytest.param({"body": "tangxia", "records__0__start": "2026-03-02T09:30", "records__0__end": "2026-03-02T10:15", "records__0__place": "棠下镇"}, PASS, id="别的镇的同名人员"),
        pytest.param({"records": []}, SKIP, id="没有笔录"),
    ],
)
def test_tolerance_place_and_body(changes, expected):
    assert outcomes("ZJ04", GENERAL, change(OTHER, **changes))[1] is expected


def test_a_person_questioned_twice_at_once():
    clash = change(OTHER, records__1__start="2026-03-04T10:10", records__1__end="2026-03-04T10:50", records__1__persons=["李某"])

    assert outcomes("ZJ05", GENERAL, clash) == [FAIL, FAIL]
    assert outcomes("ZJ05", GENERAL, OTHER) == [PASS, PASS]
    assert outcomes("ZJ05", SUMMARY) == [SKIP]


def test_two_records_in_one_file_clash_too():
    dossier = change(GENERAL, records__2=record("XWBL", "2026-03-04T10:20", "2026-03-04T10:50", place="杜阮镇北芦村"))

    assert outcomes("ZJ04", dossier) == [FAIL]


def test_one_act_fined_twice():
    twice = change(SUMMARY, case__violation_place=GENERAL["case"]["violation_place"])

    found = together("FL06", GENERAL, twice)

    assert [(one.outcome, one.severity) for one in found] == [(FAIL, VETO), (FAIL, VETO)]
    assert "蓬杜当罚〔2026〕7号" in found[0].message


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, PASS, id="另一当事人"),
        pytest.param({"parties": GENERAL["parties"], "case__violation_from": "2026-03-03", "case__violation_to": "2026-03-03"}, PASS, id="另一日的行为"),
        pytest.param({"parties": GENERAL["parties"], "item": ABSENT}, PASS, id="另一地点且没有事项"),
        pytest.param({"parties": GENERAL["parties"]}, FAIL, id="同一事项"),
        pytest.param({"case__violation_from": ABSENT, "case__violation_to": ABSENT}, UNKNOWN, id="没有日期"),
        pytest.param({"decision__penalties": ["warning"], "decision__fine": ABSENT}, SKIP, id="没有罚款"),
        pytest.param({"decision__other_fines": [{"body": "区城管局", "number": "蓬城罚〔2026〕1号", "on": "2026-03-10", "act": "占道"}]}, FAIL, id="案卷自己写有另一罚款"),
    ],
)
def test_what_is_the_same_act(changes, expected):
    assert outcomes("FL06", GENERAL, change(OTHER, **changes))[1] is expected


def test_inspections_over_the_ceiling():
    run = [inspected("2026-01-12", 1), inspected("2026-03-02", 2), inspected("2026-05-08", 3), inspected("2026-05-09", 4, inspection__kind="投诉举报")]

    assert outcomes("CX46", *run) == [PASS, PASS, FAIL, PASS]
    assert "第3次检查，超过上限2次" in together("CX46", *run)[2].message


@pytest.mark.parametrize(
    ("dossier", "expected"),
    [
        pytest.param(inspected("2025-06-29", 1, inspection__nth_this_year=3), SKIP, id="上限施行以前"),
        pytest.param(inspected("2025-06-30", 1, inspection__nth_this_year=3), FAIL, id="上限施行当日"),
        pytest.param(change(INSPECTION), UNKNOWN, id="没有上限"),
        pytest.param(GENERAL, SKIP, id="不是检查"),
    ],
)
def test_one_inspection(dossier, expected):
    assert outcomes("CX46", dossier) == [expected]


def test_an_outlier_is_pointed_out():
    run = [fined(2000 + place, place + 1) for place in range(9)] + [fined(9000, 10)]

    found = together("CL09", *run)

    assert [one.outcome for one in found] == [PASS] * 9 + [MANUAL]
    assert "10件" in found[9].message


def test_nothing_is_said_below_the_minimum_sample():
    run = [fined(2000, place + 1) for place in range(6)] + [fined(9000, 7)]

    assert outcomes("CL09", *run) == [UNKNOWN] * 7
    assert outcomes("CL09", change(GENERAL, decision__step=ABSENT)) == [SKIP]


def test_laws_cited_do_not_matter_for_the_run():
    assert outcomes("FL06", change(GENERAL, decision__violated=[citation("某条例", "1")])) == [PASS]
