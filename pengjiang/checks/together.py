"""Rules across files, computed inside one run: ZJ04, ZJ05, FL06, CX46, CL09 (and what the register pages compute from their rows).

Two passes: :class:`Crossing` first takes a few facts of every file, :meth:`Crossing.results` then answers for each. What is kept is small: people's
times, parties' fines and inspections, sums by item and step.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from statistics import fmean, pstdev

from pengjiang.checks.context import Context
from pengjiang.checks.days import say, yuan
from pengjiang.checks.facts import GENERAL, INSPECTION, SUMMARY, FileFacts, paper_name
from pengjiang.checks.groups import Party, Record
from pengjiang.checks.library import plain
from pengjiang.checks.rule import RULES, Result, Verdict
from pengjiang.checks.runner import Report

CEILING_SINCE = date(2025, 6, 30)
# Inspections that no ceiling counts: complaints, assigned matters, leads, re-checks.
UNCOUNTED = ("投诉", "举报", "转办", "交办", "线索", "复查", "跟踪", "complaint", "lead", "follow", "assigned", "recheck")
OUTLIER_Z = 2


@dataclass(frozen=True)
class Seen:
    """A person at a place for a time."""

    start: datetime
    end: datetime
    place: str
    paper: str
    number: str
    source: int


@dataclass(frozen=True)
class Fine:
    """A fine of one party."""

    number: str
    body: str
    since: date
    until: date
    item: str
    place: str
    decided: date | None
    source: int


@dataclass(frozen=True)
class Amount:
    """A fine of one item and step."""

    decided: date
    amount: Decimal
    source: int


class Crossing:
    """Gathers a run, then answers for each of its files. ``source`` is the file's place in the run."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.officers: dict[tuple[str, str], list[Seen]] = defaultdict(list)
        self.persons: dict[tuple[str, str], list[Seen]] = defaultdict(list)
        self.fines: dict[str, list[Fine]] = defaultdict(list)
        self.inspections: dict[tuple[str, str, int], list[tuple[date, int, str]]] = defaultdict(list)
        self.amounts: dict[tuple[str, str], list[Amount]] = defaultdict(list)

    def add(self, f: FileFacts, source: int) -> None:
        """Takes what the rules across files need of one file."""
        for record in f.contact_records:
            if record.start and record.end and record.end > record.start:
                seen = Seen(record.start, record.end, plain(record.place), paper_name(record.type), f.number, source)
                for name in dict.fromkeys(record.officers):
                    self.officers[f.body, name].append(seen)
                if f.file_type == GENERAL and record.type.upper() == "XWBL":
                    for name in dict.fromkeys(record.persons):
                        self.persons[f.body, name].append(seen)
        if f.file_type in (GENERAL, SUMMARY) and f.fine_imposed:
            self._add_fine(f, source)
        if f.file_type == INSPECTION and f.inspected_on:
            for key in _party_keys(f):
                self.inspections[f.body, key, f.inspected_on.year].append((f.inspected_on, source, f.number))

    def _add_fine(self, f: FileFacts, source: int) -> None:
        since = f.case.violation_from or f.violation_on
        until = f.violation_on or since
        if since and until:
            fine = Fine(f.number, f.body, min(since, until), max(since, until), f.item, plain(f.case.violation_place), f.decided_on, source)
            for key in _party_keys(f):
                self.fines[key].append(fine)
        if f.file_type == GENERAL and f.item and f.decision.step and f.fine is not None and f.decided_on:
            self.amounts[f.item, f.decision.step].append(Amount(f.decided_on, f.fine, source))

    def complete(self, report: Report, source: int) -> Report:
        """The report with the rules across files answered."""
        answers = {code: self._answer(code, judge, report.facts, source) for code, judge in JUDGES.items()}
        results = tuple(answers.get(result.rule.code, result) for result in report.results)
        return Report(report.facts, report.rulebook, report.on, results)

    def _answer(self, code: str, judge: "CrossJudge", f: FileFacts, source: int) -> Result:
        rule = RULES[code]
        if f.file_type not in rule.file_types:
            return rule.not_applicable
        verdict = Verdict(rule, f)
        judge(self, f, source, verdict)
        return Result.of(verdict, f.act_on)

    # --- one method a rule ----------------------------------------------------------------------------------------------------

    def officers_elsewhere(self, f: FileFacts, source: int, v: Verdict) -> None:
        """ZJ04: the same officer in two places at once, a few minutes apart forgiven."""
        looked = False
        for record in f.contact_records:
            for name in dict.fromkeys(record.officers):
                looked |= self._clash(self.officers[f.body, name], record, name, f, source, v, same_place_is_fine=True)
        if looked and not v.said:
            v.ok("执法人员没有时间冲突。")

    def persons_elsewhere(self, f: FileFacts, source: int, v: Verdict) -> None:
        """ZJ05: the same person questioned twice at once."""
        looked = False
        for record in f.records_of("XWBL"):
            for name in dict.fromkeys(record.persons):
                looked |= self._clash(self.persons[f.body, name], record, name, f, source, v, same_place_is_fine=False)
        if looked and not v.said:
            v.ok("被询问人没有时间冲突。")

    def _clash(
        self, seen: list[Seen], record: Record, name: str, f: FileFacts, source: int, v: Verdict, *, same_place_is_fine: bool
    ) -> bool:
        if record.start is None or record.end is None or record.end <= record.start:
            return False
        v.act(record.start.date())
        tolerance = timedelta(minutes=self.context.library.length_of("record.tolerance", record.start.date(), 5))
        itself = False
        for other in seen:
            if (
                not itself
                and other.source == source
                and (other.start, other.end, other.place, other.paper)
                == (record.start, record.end, plain(record.place), paper_name(record.type))
            ):
                itself = True
                continue
            overlap = min(record.end, other.end) - max(record.start, other.start)
            same_place = bool(other.place) and plain(record.place) == other.place
            if overlap > tolerance and not (same_place and same_place_is_fine):
                v.fail(
                    f"{name}{say(record.start)}至{record.end:%H:%M}在{record.place or '某处'}的{paper_name(record.type)}中，"
                    f"同时又在{other.number}号案{say(other.start)}至{other.end:%H:%M}{f'于{other.place}' if other.place else ''}的{other.paper}中。"
                )
        return True

    def fined_twice(self, f: FileFacts, source: int, v: Verdict) -> None:
        """FL06: another fine of the same party for an act at the same time, of the same item or at the same place."""
        if not f.fine_imposed:
            return
        v.act(f.decided_on)
        for other in f.decision.other_fines:
            v.fail(
                f"{other.body}{say(other.on)}以{other.number}对同一行为（{other.act or '未写明'}）罚款。",
                lawful="同一违法行为不得给予两次以上罚款，撤销后一决定。",
            )
        since = f.case.violation_from or f.violation_on
        until = f.violation_on or since
        if since is None or until is None or not f.parties:
            v.unknown("没有违法行为的日期或者当事人，无法比较。")
            return
        for other in self._same_act(f, source, min(since, until), max(since, until)):
            v.fail(
                f"同一当事人的同一行为（{say(other.since)}）另有{other.number}（{say(other.decided)}）罚款。",
                lawful="同一违法行为不得给予两次以上罚款，撤销后一决定。",
            )
        if not v.said:
            v.ok("本次比较的案卷中，没有对同一行为的其他罚款。")

    def _same_act(self, f: FileFacts, source: int, since: date, until: date) -> list[Fine]:
        place = plain(f.case.violation_place)
        others = {
            fine
            for key in _party_keys(f)
            for fine in self.fines[key]
            if fine.source != source and fine.since <= until and since <= fine.until
        }
        same = [fine for fine in others if (f.item and fine.item == f.item) or (place and fine.place == place)]
        return sorted(same, key=lambda fine: (fine.since, fine.source))

    def inspected_too_often(self, f: FileFacts, source: int, v: Verdict) -> None:
        """CX46: more inspections of one enterprise in a year than the ceiling."""
        day, inspection = f.inspected_on, f.inspection
        if day is None or day < CEILING_SINCE:
            return
        v.act(day)
        kind = f"{inspection.kind if inspection else ''}{f.case.source_kind}".lower()
        if any(word in kind for word in UNCOUNTED):
            v.ok("因投诉举报、线索或者复查而检查，不受频次上限限制。")
            return
        counted = max(
            (bisect_left(sorted(self.inspections[f.body, key, day.year]), (day, source + 1, "")) for key in _party_keys(f)), default=0
        )
        nth = max(counted, (inspection.nth_this_year or 0) if inspection else 0)
        ceiling = inspection.ceiling if inspection else None
        if ceiling is None:
            v.unknown(f"本年度第{nth}次检查，没有频次上限。")
        else:
            v.judge(
                nth <= ceiling,
                f"本年度第{nth}次检查，上限{ceiling}次。",
                f"本年度第{nth}次检查，超过上限{ceiling}次。",
                lawful="合并检查或者改为非现场检查。",
            )

    def outlier(self, f: FileFacts, source: int, v: Verdict) -> None:
        """CL09: far from the mean of the same item and step in the months before and after; information only."""
        if not (f.fine_imposed and f.item and f.decision.step and f.fine is not None and f.decided_on):
            return
        library = self.context.library
        v.act(f.decided_on)
        months = library.length_of("outlier.look_back", f.decided_on, 24)
        least = library.length_of("outlier.minimum", f.decided_on, 8)
        first = self.context.days.add_month(f.decided_on, -months)
        sums = [float(row.amount) for row in self.amounts[f.item, f.decision.step] if first <= row.decided <= f.decided_on]
        if len(sums) < least:
            v.lacks(f"同一事项、同一阶次近{months}个月只有{len(sums)}件，不足{least}件，不作比较。")
            return
        mean, spread = fmean(sums), pstdev(sums)
        z = (float(f.fine) - mean) / spread if spread else 0.0
        v.see(sample=len(sums), mean=round(mean, 2), z=round(z, 2))
        said = f"同一事项、同一阶次近{months}个月{len(sums)}件，平均{mean:.0f}元，本案{yuan(f.fine)}，偏离{z:+.1f}个标准差"
        if abs(z) > OUTLIER_Z:
            v.manual(f"{said}，请判断有无理由。")
        else:
            v.ok(f"{said}。")


CrossJudge = Callable[[Crossing, FileFacts, int, Verdict], None]

JUDGES: dict[str, CrossJudge] = {
    "ZJ04": Crossing.officers_elsewhere,
    "ZJ05": Crossing.persons_elsewhere,
    "FL06": Crossing.fined_twice,
    "CX46": Crossing.inspected_too_often,
    "CL09": Crossing.outlier,
}


def _party_keys(f: FileFacts) -> list[str]:
    """What tells that two files speak of the same party: the code or number, else name and operator."""
    return list(dict.fromkeys(key for party in f.parties if (key := _party_key(party))))


def _party_key(party: Party) -> str:
    if party.uscc or party.id_no:
        return (party.uscc or party.id_no).upper()
    return f"{plain(party.name)}/{plain(party.operator)}" if party.name else ""
