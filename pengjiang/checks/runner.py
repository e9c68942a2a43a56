"""Runs the rulebook over a file: ``check(facts, reference, on) -> Report``.

``Checker`` keeps what does not change between files (rules by file type, look-ups, the calendar's arrays), for checking many.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pengjiang.checks import rules
from pengjiang.checks.context import Context
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.rule import FILE_TYPES, RULES, Outcome, Result, Rule, Verdict
from pengjiang.checks.validation import validate
from pengjiang.deadlines import calendar as calendars
from pengjiang.deadlines.calendar import WorkCalendar
from pengjiang.law import laws
from pengjiang.law.laws import Lawbook
from pengjiang.law.reference import Reference

EDITION = "1"
_ORDER = tuple(Outcome)
_NOT_CONCERNED = tuple(rule.not_applicable for rule in rules.ALL)
_CONCERNED = {kind: [(place, rule) for place, rule in enumerate(rules.ALL) if kind in rule.file_types] for kind in FILE_TYPES.values()}


@dataclass(frozen=True)
class Report:
    """What the whole rulebook says of one file."""

    facts: FileFacts
    rulebook: str
    on: date
    results: tuple[Result, ...]

    @property
    def faults(self) -> tuple[Result, ...]:
        """What is wrong, the heaviest first."""
        return tuple(sorted((result for result in self.results if result.is_fault), key=lambda result: -result.severity.weight))

    def of(self, code: str) -> Result:
        """The result of one rule."""
        return next(result for result in self.results if result.rule.code == code)

    @property
    def summary(self) -> dict[str, int]:
        """How many rules came to each outcome."""
        counts = Counter(result.outcome for result in self.results)
        return {outcome.value: counts[outcome] for outcome in _ORDER}

    def as_json(self, *, full: bool = True) -> dict[str, Any]:
        """The object that ``check_dossier`` prints; without ``full``, what does not apply is left out and what passes is only named."""
        return {
            "number": self.facts.number,
            "rulebook": self.rulebook,
            "results": list(self._results(full=full)),
            "summary": self.summary,
        }

    def _results(self, *, full: bool) -> Iterator[dict[str, Any]]:
        for result in self.results:
            if not full and result.outcome is Outcome.NOT_APPLICABLE:
                continue
            if not full and result.outcome is Outcome.PASS:
                yield result.rule.passed
            else:
                yield result_as_json(result, self.facts)


def result_as_json(result: Result, facts: FileFacts) -> dict[str, Any]:
    """One result in the public shape."""
    if not result.steps and not result.seen and result.outcome is Outcome.MANUAL:
        return dict(_by_hand(result.rule.code, result.said_on))
    return {
        "rule": result.rule.code,
        "outcome": result.outcome.value,
        "severity": result.severity.value,
        "message": result.message + (f"合法做法：{result.lawful}" if result.lawful else ""),
        "citations": [_name(citation) for citation in result.citations],
        "facts": facts_seen(result, facts),
    }


class Checker:
    """The rulebook with one reference, calendar and day."""

    def __init__(self, reference: Reference, *, on: date, calendar: WorkCalendar | None = None, lawbook: Lawbook | None = None) -> None:
        calendar = calendar or calendars.packaged()
        self.context = Context(reference, calendar, on, lawbook or laws.packaged())
        self.rulebook = rulebook_version(reference, calendar)
        self.codes = frozenset(body.code for body in reference.bodies)

    def validate(self, document: Any) -> None:
        """The shape by the schema, the town or street by the reference. Raises ``BadInput``."""
        validate(document, bodies=self.codes)

    def check_json(self, document: Any) -> Report:
        """Validates first. Raises ``BadInput``."""
        self.validate(document)
        return self.check(FileFacts(document))

    def check(self, facts: FileFacts) -> Report:
        """Every rule; those that never concern the file's type are filled in from a list made once."""
        results, context = list(_NOT_CONCERNED), self.context
        for place, rule in _CONCERNED[facts.file_type]:
            if rule.judge is None:
                results[place] = self._judge(rule, facts)
                continue
            verdict = Verdict(rule, facts)
            rule.judge(facts, context, verdict)
            if verdict.said:
                results[place] = Result.of(verdict, facts.act_on)
        return Report(facts, self.rulebook, self.context.today, tuple(results))

    def apply(self, rule: Rule, facts: FileFacts) -> Result:
        """What one rule says."""
        return self._judge(rule, facts) if facts.file_type in rule.file_types else rule.not_applicable

    def _judge(self, rule: Rule, facts: FileFacts) -> Result:
        if rule.judge is None:
            return Result(rule, Outcome.MANUAL, rule.severity, day=facts.act_on)
        verdict = Verdict(rule, facts)
        rule.judge(facts, self.context, verdict)
        return Result.of(verdict, facts.act_on) if verdict.said else rule.not_applicable


def check(facts: FileFacts | Mapping[str, Any], reference: Reference, on: date, *, calendar: WorkCalendar | None = None) -> Report:
    """One file against the law as it stood on the day of each act; ``on`` is taken as today."""
    checker = Checker(reference, on=on, calendar=calendar)
    return checker.check(facts) if isinstance(facts, FileFacts) else checker.check_json(facts)


_name = lru_cache(maxsize=20_000)(str)


@lru_cache(maxsize=20_000)
def _by_hand(code: str, day: date | None) -> dict[str, Any]:
    """What a rule that a person applies says of every file of this day: nothing of it depends on the file."""
    result = Result(RULES[code], Outcome.MANUAL, RULES[code].severity, day=day)
    return {
        "rule": code,
        "outcome": result.outcome.value,
        "severity": result.severity.value,
        "message": result.message,
        "citations": [_name(citation) for citation in result.citations],
        "facts": {},
    }


def facts_seen(result: Result, facts: FileFacts) -> dict[str, Any]:
    """The facts that the rule looks at, by JSON Pointer (absent ones as null), and what it computed from them."""
    if result.outcome is Outcome.NOT_APPLICABLE:
        return {}
    seen: dict[str, Any] = {}
    for path in result.rule.paths:
        _collect(facts.raw, path, "", seen)
    return seen | {key: _plain(value) for key, value in result.seen.items()}


def _collect(value: Any, path: tuple[str, ...], pointer: str, seen: dict[str, Any]) -> None:
    key, rest = path[0], path[1:]
    listed, key = key.endswith("[]"), key.removesuffix("[]")
    found = value.get(key) if isinstance(value, dict) else None
    if found is None:
        if not listed:
            seen["/".join([pointer, key, *rest])] = None
        return
    if listed:
        for place, item in enumerate(found):
            if not rest:
                seen[f"{pointer}/{key}/{place}"] = item
            elif isinstance(item, dict) and rest[0].removesuffix("[]") in item:
                _collect(item, rest, f"{pointer}/{key}/{place}", seen)
        return
    if rest:
        _collect(found, rest, f"{pointer}/{key}", seen)
    else:
        seen[f"{pointer}/{key}"] = found


def _plain(value: Any) -> Any:
    """As JSON has it."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in value]
    return value


def rulebook_version(reference: Reference, calendar: WorkCalendar) -> str:
    """Edition, a digest of the rules as declared, and a digest of the dated data that they used."""
    declared = hashlib.sha256()
    for entry in rules.ALL:
        declared.update(
            repr(
                (
                    entry.code,
                    entry.title,
                    entry.severity,
                    sorted(entry.file_types),
                    entry.bases,
                    entry.demand,
                    entry.effective,
                    entry.automatic,
                )
            ).encode()
        )
    data = hashlib.sha256(f"{reference.digest}{calendar.digest}".encode())
    return f"{EDITION}.{declared.hexdigest()[:8]}+{data.hexdigest()[:12]}"
