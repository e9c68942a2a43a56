"""The rulebook as a whole: counts, declarations, examples."""

import inspect
import re
from collections import Counter
from itertools import chain

import pytest

from pengjiang.checks import rules
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.reading import Group
from pengjiang.checks.rule import CATEGORIES, NOTE, SERIOUS, VETO, Outcome
from pengjiang.checks.runner import Checker
from pengjiang.checks.together import JUDGES
from pengjiang.checks.validation import schema
from pengjiang.law import laws, reference
from tests.checks import (
    test_application,
    test_evidence,
    test_procedure_general,
    test_procedure_other,
    test_remedies,
    test_service_and_documents,
    test_subject,
    test_time_limits,
)
from tests.checks.cases import FAIL, MANUAL, PASS, SKIP, UNKNOWN
from tests.checks.lawful import CHECKER, LAWFUL, TODAY, change, check, result

TESTED = (
    *(test_subject, test_procedure_general, test_procedure_other, test_time_limits),
    *(test_evidence, test_application, test_remedies, test_service_and_documents),
)
CASES = list(chain.from_iterable(module.CASES for module in TESTED))
EXPECTED = {"ZT": 18, "CX": 49, "QX": 22, "ZJ": 16, "FL": 14, "CL": 11, "JJ": 14, "SD": 17, "WS": 15}
# Rules that never find a fault by themselves: they point something out for a person, or their fault is another outcome.
ONLY_POINTED_OUT = {"ZT17", "QX22", "ZJ06", "CL11", "FL12"}
CONCERN_EVERY_FILE = {"ZT16", "WS01", "WS05", "WS08", "WS13"}
AUTOMATIC = [rule for rule in rules.ALL if rule.automatic]


def test_all_176_rules_are_declared():
    assert Counter(rule.code[:2] for rule in rules.ALL) == EXPECTED
    assert len(rules.ALL) == 176
    assert sorted(rule.code for rule in rules.ALL) == sorted(f"{prefix}{number:02}" for prefix, count in EXPECTED.items() for number in range(1, count + 1))


def test_at_least_120_rules_are_automatic():
    assert len(AUTOMATIC) == 166
    # What stays with a person reads text or pictures, or looks across files.
    assert {rule.code for rule in rules.ALL if not rule.automatic} == {"CX46", "ZJ04", "ZJ05", "ZJ15", "FL06", "CL09", "WS06", "WS07", "WS12", "WS14"}


def test_every_veto_and_serious_rule_is_automatic_in_a_file_or_across_files():
    by_hand = {rule.code for rule in rules.ALL if rule.severity in (VETO, SERIOUS) and not rule.automatic}

    assert by_hand == set(JUDGES) - {"CL09"}
    assert {rule.code for rule in rules.ALL if rule.across_files} == set(JUDGES)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=f"{rule.code}-{rule.title}") for rule in rules.ALL])
def test_declaration_is_whole(rule):
    assert rule.title
    assert rule.category == CATEGORIES[rule.code[:2]]
    assert rule.file_types
    assert len(re.findall(r"[一-龥]", rule.demand)) >= 10
    assert rule.demand.endswith("。")
    assert rule.bases
    assert rule.facts if rule.automatic else rule.look
    assert rule.citations(TODAY)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in rules.ALL])
def test_citations_are_in_the_lawbook(rule):
    book = laws.packaged()
    missing = [
        str(entry.citation)
        for entry in rule.bases
        if book.law_named(entry.citation.law) is None or book.exists(entry.citation, entry.effective.until or entry.effective.since or TODAY) is False
    ]

    assert missing == []


def test_facts_named_by_rules_are_keys_of_the_format():
    unknown = [f"{rule.code} {path}" for rule in rules.ALL for path in rule.facts if not _is_key(path)]

    assert unknown == []


def _is_key(path: str) -> bool:
    node = schema()
    for part in path.split("."):
        node = _resolved(node).get("properties", {}).get(part.removesuffix("[]"))
        if node is None:
            return False
        if part.endswith("[]"):
            node = node["items"]
    return True


def _resolved(node: dict) -> dict:
    return schema()["$defs"][node["$ref"].removeprefix("#/$defs/")] if "$ref" in node else node


def test_groups_have_the_keys_of_the_schema():
    assert set(FileFacts.keys) == set(schema()["properties"])
    _assert_same_keys(FileFacts, schema())


def _assert_same_keys(group: type[Group], node: dict) -> None:
    assert set(group.keys) == set(node["properties"]), group
    for key, child in node["properties"].items():
        child = _resolved(child.get("items", child))
        kind = group.__annotations__[group.keys[key][0]]
        inner = next((part for part in (kind, *getattr(kind, "__args__", ())) if isinstance(part, type) and issubclass(part, Group)), None)
        if inner is not None:
            _assert_same_keys(inner, child)


@pytest.mark.parametrize("rule", [pytest.param(rule, id=f"{rule.code}-{rule.title}") for rule in AUTOMATIC])
def test_each_rule_has_an_example_of_what_it_can_say(rule):
    shown = {case.outcome for case in CASES if case.code == rule.code}
    source = inspect.getsource(rule.judge)

    assert PASS in shown
    assert (MANUAL if rule.code in ONLY_POINTED_OUT else FAIL) in shown
    if rule.code not in CONCERN_EVERY_FILE:
        assert SKIP in shown
    if any(f"v.{word}(" in source for word in ("absent", "unknown", "lacks")):
        assert UNKNOWN in shown
    if "v.manual(" in source:
        assert MANUAL in shown


@pytest.mark.parametrize("name", LAWFUL)
def test_a_lawful_file_has_no_fault(name):
    report = check(LAWFUL[name])

    assert [(found.rule.code, found.message) for found in report.faults] == []


@pytest.mark.parametrize("name", LAWFUL)
def test_an_unfinished_file_has_no_fault_for_what_is_missing(name):
    bare = {key: LAWFUL[name][key] for key in ("format", "number", "body", "file_type")} | {"complete": False}

    assert [(found.rule.code, found.message) for found in check(bare).faults] == []


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES if case.outcome is FAIL])
def test_what_fails_says_why_and_where_it_is_written(case):
    found = result(case.code, case.dossier, on=case.on, reference=case.reference)

    assert found.message.endswith("。")
    assert found.citations
    assert "None" not in found.message + found.lawful


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in CASES if case.outcome is FAIL])
def test_an_unfinished_file_never_passes_where_a_whole_one_fails(case):
    found = result(case.code, change(case.dossier, complete=False), on=case.on, reference=case.reference)

    assert found.outcome in (FAIL, UNKNOWN, MANUAL, SKIP)


@pytest.mark.parametrize(
    ("code", "dossier"),
    [
        ("CX04", change(LAWFUL["普通程序"], records__0__card_shown=False)),
        ("CX07", change(LAWFUL["普通程序"], notice__rights=False)),
        ("CX13", change(LAWFUL["普通程序（举行听证）"], notice__hearing_told=False)),
        ("CX25", change(LAWFUL["普通程序（举行听证）"], discussion__heads=["黄镇长"])),
        ("CX48", change(LAWFUL["不予处罚"], exemption__educated=False)),
        ("CL10", change(LAWFUL["普通程序"], decision__reasons=False)),
        ("SD13", change(LAWFUL["普通程序"], services__1__servers=["甲"])),
        ("WS11", change(LAWFUL["普通程序"], publication__masked=False)),
    ],
)
def test_what_an_unfinished_file_says_itself_is_a_fault(code, dossier):
    assert result(code, change(dossier, complete=False)).outcome is FAIL


@pytest.mark.parametrize("name", LAWFUL)
def test_a_report_counts_every_rule(name):
    report = check(LAWFUL[name])

    assert sum(report.summary.values()) == 176
    assert list(report.summary) == ["fail", "manual", "unknown", "pass", "not_applicable"]


def test_a_rule_of_note_never_finds_a_fault():
    assert [case.id for case in CASES if case.outcome is FAIL and case.severity is NOTE] == []
    assert {rule.code for rule in rules.ALL if rule.severity is NOTE} == {"ZT17", "QX22", "ZJ06", "ZJ15", "CL09", "CL11"}


def test_the_version_of_the_rulebook_changes_with_the_reference():
    packaged = reference.packaged()
    fewer = type(packaged)(**{name: getattr(packaged, name)[:-1] if name == "thresholds" else getattr(packaged, name) for name in reference.TABLES})

    assert Checker(fewer, on=TODAY).rulebook != CHECKER.rulebook
    assert Checker(packaged, on=TODAY).rulebook == CHECKER.rulebook


def test_acts_on_both_sides_of_a_switch_are_listed_with_their_versions():
    dossier = change(
        LAWFUL["普通程序"],
        records__0__start="2021-07-14T09:00",
        records__0__end="2021-07-14T09:30",
        records__1__start="2021-07-15T10:00",
        records__1__end="2021-07-15T10:30",
    )

    found = result("CX04", dossier)

    law = "《中华人民共和国行政处罚法》"
    assert [(entry["on"].isoformat(), entry["outcome"]) for entry in found.seen["versions"]] == [("2021-07-14", "pass"), ("2021-07-15", "pass")]
    assert [[place for place in entry["citations"] if place.startswith(law)] for entry in found.seen["versions"]] == [
        [f"{law}第三十四条", f"{law}第三十七条第一款"],
        [f"{law}第五十二条第一款", f"{law}第五十五条第一款"],
    ]


def test_outcomes_have_labels():
    assert [outcome.label for outcome in Outcome] == ["不符合", "人工判断", "缺数据", "通过", "不适用"]
