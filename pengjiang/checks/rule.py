"""What a rule of the file check is, and what it can say.

A rule is a function under ``@rule(...)``::

    @rule("QX12", "缴款期限不少于十五日", SERIOUS, "PG PS", penalty("67-3", "46-3"), facts="decision.pay_days")
    def days_to_pay(f: FileFacts, c: Context, v: Verdict) -> None:
        '''当事人应当在收到决定书之日起十五日内缴纳罚款，决定书不得写短。'''

The docstring is the demand, in our own words, as the rulebook shows it. The function tells the verdict what it saw; saying nothing means
not applicable. The result is the worst of what was said (fail > manual > unknown > pass > not applicable), with that thing's severity.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from pengjiang.checks import basis
from pengjiang.checks.basis import Basis
from pengjiang.checks.facts import ENFORCEMENT, GENERAL, INSPECTION, MEASURE, NON_PENALTY, SUMMARY, FileFacts
from pengjiang.law.citations import Citation, Effective

if TYPE_CHECKING:
    from pengjiang.checks.context import Context


class Outcome(StrEnum):
    """What a rule says of a file. ``manual``: a person must look; it is never a fault."""

    FAIL = "fail"
    MANUAL = "manual"
    UNKNOWN = "unknown"
    PASS = "pass"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label(self) -> str:
        return {"fail": "不符合", "manual": "人工判断", "unknown": "缺数据", "pass": "通过", "not_applicable": "不适用"}[self.value]


class Severity(StrEnum):
    """How much hangs on it, heaviest first."""

    VETO = "veto"
    SERIOUS = "serious"
    MINOR = "minor"
    NOTE = "note"

    @property
    def label(self) -> str:
        return {"veto": "一票否决", "serious": "严重", "minor": "轻微", "note": "提示"}[self.value]

    @property
    def weight(self) -> int:
        return _WEIGHTS[self]


_WEIGHTS = {Severity.VETO: 3, Severity.SERIOUS: 2, Severity.MINOR: 1, Severity.NOTE: 0}
VETO, SERIOUS, MINOR, NOTE = Severity.VETO, Severity.SERIOUS, Severity.MINOR, Severity.NOTE

CATEGORIES = {
    "ZT": "主体资格",
    "CX": "程序",
    "QX": "办案期限",
    "ZJ": "证据",
    "FL": "适用法律",
    "CL": "裁量",
    "JJ": "救济告知",
    "SD": "送达程序",
    "WS": "文书规范",
}
FILE_TYPES = {"PG": GENERAL, "PS": SUMMARY, "PN": NON_PENALTY, "IN": INSPECTION, "ME": MEASURE, "EN": ENFORCEMENT}

# A core fact outranks a further key that is absent: a rule of several parts passes when its core parts pass.
_RANKS = {Outcome.FAIL: 5, Outcome.MANUAL: 4, Outcome.UNKNOWN: 3, Outcome.PASS: 2}
_LACKING = 1

Judge = Callable[[FileFacts, "Context", "Verdict"], None]


class Said(NamedTuple):
    """One thing that a rule said of one act."""

    outcome: Outcome
    rank: int
    sentence: str
    severity: Severity
    day: date | None
    lawful: str = ""
    citations: tuple[Citation, ...] = ()


class Verdict:
    """Collects what a rule says; the runner takes the worst."""

    __slots__ = ("complete", "day", "rule", "said", "seen")

    def __init__(self, rule: "Rule", facts: FileFacts) -> None:
        self.rule = rule
        self.complete = facts.complete
        self.day: date | None = None
        self.said: list[Said] = []
        self.seen: dict[str, Any] = {}

    def act(self, day: date | None) -> bool:
        """What follows is about an act of this day, which picks the version; False where the rule does not yet (or no longer) hold then."""
        self.day = day
        return self.rule.always or day is None or day in self.rule.effective

    def fail(self, sentence: str, *, severity: Severity | None = None, lawful: str = "", cites: Iterable[Citation] = ()) -> None:
        """A fault. Under a rule of severity ``note`` it is only a matter for a person to look at."""
        severity = severity or self.rule.severity
        outcome = Outcome.MANUAL if severity is NOTE else Outcome.FAIL
        self.said.append(Said(outcome, _RANKS[outcome], sentence, severity, self.day, lawful, tuple(cites)))

    def ok(self, sentence: str, *, cites: Iterable[Citation] = ()) -> None:
        """As the law wants it."""
        self.said.append(Said(Outcome.PASS, 2, sentence, self.rule.severity, self.day, "", tuple(cites)))

    def judge(self, good: bool, yes: str, no: str, *, severity: Severity | None = None, lawful: str = "") -> None:
        """``yes`` where it is good, else a fault."""
        if good:
            self.ok(yes)
        else:
            self.fail(no, severity=severity, lawful=lawful)

    def manual(self, sentence: str, *, lawful: str = "") -> None:
        """A person has to look; counted as a note."""
        self.said.append(Said(Outcome.MANUAL, 4, sentence, NOTE, self.day, lawful))

    def unknown(self, sentence: str) -> None:
        """A fact that is needed to judge is not in the data."""
        self.said.append(Said(Outcome.UNKNOWN, 3, sentence, self.rule.severity, self.day))

    def absent(self, sentence: str, *, given: object = None, severity: Severity | None = None, lawful: str = "") -> None:
        """Something that the rule demands is not there: a fault of a file that was transcribed in full, else only not known.

        ``given`` is the mark in question: where the file itself says ``False``, nothing is missing and it is a fault in any case.
        """
        if self.complete or given is False:
            self.fail(sentence, severity=severity, lawful=lawful)
        else:
            self.unknown(f"{sentence.removesuffix('。')}（案卷尚未录全，不作认定）。")

    def lacks(self, sentence: str) -> None:
        """A further key is absent: that part stays open, the others decide."""
        self.said.append(Said(Outcome.UNKNOWN, _LACKING, sentence, self.rule.severity, self.day))

    def see(self, **values: Any) -> None:
        """Computed values to show beside the facts of the file."""
        self.seen |= values


@dataclass(frozen=True)
class Rule:
    """The declaration of one rule, as the rulebook shows it."""

    code: str
    title: str
    severity: Severity
    file_types: frozenset[str]
    bases: tuple[Basis, ...]
    demand: str
    effective: Effective = Effective()
    judge: Judge | None = None
    look: str = ""
    facts: tuple[str, ...] = ()
    across_files: bool = False

    @property
    def automatic(self) -> bool:
        return self.judge is not None

    @property
    def category(self) -> str:
        return CATEGORIES[self.code[:2]]

    @cached_property
    def not_applicable(self) -> "Result":
        """The one result of all files that the rule does not concern."""
        return Result(self, Outcome.NOT_APPLICABLE, self.severity)

    def citations(self, day: date | None = None) -> tuple[Citation, ...]:
        """What it rests on for an act of this day."""
        cited = self._cited.get(day)
        if cited is None:
            cited = self._cited[day] = basis.on(self.bases, day)
        return cited

    @cached_property
    def _cited(self) -> dict[date | None, tuple[Citation, ...]]:
        """By day: a register asks for the same days again and again. Bounded by the days that dates may have."""
        return {}

    @cached_property
    def always(self) -> bool:
        """True where it holds for acts of any day."""
        return self.effective == Effective()

    @cached_property
    def passed(self) -> dict[str, str]:
        """The short answer of all files that are as the rule wants them."""
        return {"rule": self.code, "outcome": Outcome.PASS.value}

    @cached_property
    def paths(self) -> tuple[tuple[str, ...], ...]:
        """``facts`` in parts."""
        return tuple(tuple(path.split(".")) for path in self.facts)


RULES: dict[str, Rule] = {}


def rule(
    code: str,
    title: str,
    severity: Severity,
    applies: str,
    *bases: Iterable[Basis],
    facts: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Callable[[Judge], Judge]:
    """Declares an automatic rule. ``applies`` is ``ALL`` or codes of :data:`FILE_TYPES`; ``facts`` the paths that the result shows."""

    def register(judge: Judge) -> Judge:
        _register(
            Rule(
                code,
                title,
                severity,
                _file_types(applies),
                tuple(entry for group in bases for entry in group),
                _demand(judge),
                Effective(since, until),
                judge=judge,
                facts=tuple(facts.split()),
            )
        )
        return judge

    return register


def manual(
    code: str, title: str, severity: Severity, applies: str, *bases: Iterable[Basis], demand: str, look: str, across_files: bool = False
) -> None:
    """Declares a rule that a person applies: ``look`` says at what."""
    cited = tuple(entry for group in bases for entry in group)
    _register(Rule(code, title, severity, _file_types(applies), cited, demand, look=look, across_files=across_files))


def _register(entry: Rule) -> None:
    if entry.code in RULES:
        raise ValueError(f"rule {entry.code} is declared twice")
    RULES[entry.code] = entry


def _file_types(applies: str) -> frozenset[str]:
    codes: Mapping[str, str] = FILE_TYPES
    return frozenset(codes.values()) if applies == "ALL" else frozenset(codes[code] for code in applies.split())


def _demand(judge: Judge) -> str:
    return "".join(line.strip() for line in (judge.__doc__ or "").splitlines())


class Result:
    """What one rule says of one file: the worst of its verdict. Sentences and citations are put together when asked for."""

    __slots__ = ("_fallback_day", "_said", "_seen", "_worst_kept", "outcome", "rule", "severity")

    def __init__(
        self,
        rule: Rule,
        outcome: Outcome,
        severity: Severity,
        said: Sequence[Said] = (),
        seen: Mapping[str, Any] | None = None,
        day: date | None = None,
    ) -> None:
        self.rule = rule
        self.outcome = outcome
        self.severity = severity
        self._said = said
        self._seen = seen or {}
        self._fallback_day = day
        self._worst_kept: Sequence[Said] | None = said if len(said) < 2 else None

    @classmethod
    def of(cls, verdict: Verdict, day: date | None) -> "Result":
        """The worst of what was said; ``day`` stands for acts without a day of their own."""
        said, rule = verdict.said, verdict.rule
        if not said:
            return rule.not_applicable
        if len(said) == 1:
            return cls(rule, said[0].outcome, said[0].severity, said, verdict.seen, day)
        rank = max([one.rank for one in said])
        worst = [one for one in said if one.rank == rank]
        severity = worst[0].severity if len(worst) == 1 else max([one.severity for one in worst], key=_WEIGHTS.__getitem__)
        return cls(rule, worst[0].outcome, severity, said, verdict.seen, day)

    @property
    def is_fault(self) -> bool:
        return self.outcome is Outcome.FAIL

    @property
    def _worst(self) -> Sequence[Said]:
        if self._worst_kept is None:
            rank = max(one.rank for one in self._said)
            self._worst_kept = [one for one in self._said if one.rank == rank]
        return self._worst_kept

    @property
    def steps(self) -> Sequence[Said]:
        """Everything that was said, act by act."""
        return self._said

    @property
    def message(self) -> str:
        """The sentences, with the file's own dates and counts."""
        if not self._said:
            return self.rule.look if self.outcome is Outcome.MANUAL else "本案没有这一情形，不适用。"
        return "".join(dict.fromkeys(one.sentence for one in self._worst))

    @property
    def lawful(self) -> str:
        """What would have been lawful."""
        return "".join(dict.fromkeys(one.lawful for one in self._worst if one.lawful))

    @property
    def said_on(self) -> date | None:
        """The day of the act that the message speaks of first: it picked the version."""
        return next((one.day for one in self._worst if one.day), self._fallback_day)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The articles of the versions that applied to the acts in question."""
        if self.outcome is Outcome.NOT_APPLICABLE:
            return ()
        cited: dict[Citation, None] = {}
        for day in dict.fromkeys(one.day or self._fallback_day for one in self._worst) or (self._fallback_day,):
            cited |= dict.fromkeys(self.rule.citations(day))
        for one in self._worst:
            cited |= dict.fromkeys(one.citations)
        return tuple(cited)

    @property
    def seen(self) -> dict[str, Any]:
        """Computed values, and each act with its version where the acts lie on both sides of a switch."""
        return {**self._seen, **self._versions()}

    def _versions(self) -> dict[str, Any]:
        if len(self._said) < 2:
            return {}
        acts = sorted((one for one in self._said if one.day), key=lambda one: one.day)
        if len({self.rule.citations(day) for day in {one.day for one in acts}}) < 2:
            return {}
        return {
            "versions": [
                {"on": one.day, "citations": [str(place) for place in self.rule.citations(one.day)], "outcome": one.outcome.value}
                for one in acts
            ]
        }
