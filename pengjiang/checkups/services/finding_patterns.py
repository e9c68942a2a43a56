"""What each pattern takes from the reports of all files, and the figures it makes of them. Towns, matters and quarters; never persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pengjiang.checks.context import Context
from pengjiang.checks.facts import GENERAL, NON_PENALTY, FileFacts
from pengjiang.checks.library import plain
from pengjiang.checks.rule import Outcome, Result
from pengjiang.checks.runner import Report

# Patterns that are the fault of one rule each.
FAULTS = {"LM01": "QX09", "LM02": "CX13", "LM06": "CX18", "LM08": "CX30", "LM10": "ZT02", "ZJ04": "ZJ04", "FL06": "FL06"}
COMPARED = ("LM04", "CL09")
LEAST_PLACE = 2
EXEMPT_GROUNDS = {"minor", "first_violation"}


@dataclass(frozen=True)
class Hit:
    """A file that a pattern points at."""

    dossier: int
    organisation: int
    sentence: str
    group: str = ""
    amount: Decimal | None = None
    decided_on: date | None = None
    beyond: bool = False


@dataclass(frozen=True)
class Seen:
    """The few facts of a file that comparisons need."""

    dossier: int
    organisation: int
    number: str
    matter: str
    step: str
    place: str
    amount: Decimal | None
    decided_on: date | None
    kind: str
    exempt: bool
    rechecked: bool


class Gathering:
    """Takes one report after another; hits and figures are asked for at the end."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.minimum = context.library.length_of("outlier.minimum", context.today, 8)
        self._hits: dict[str, list[Hit]] = defaultdict(list)
        self._seen: list[Seen] = []

    def take(self, dossier: int, organisation: int, cause: str, report: Report) -> None:
        """One file."""
        f = report.facts
        seen = self._look(dossier, organisation, cause, f)
        self._seen.append(seen)
        for code, rule in FAULTS.items():
            result = report.of(rule)
            if result.is_fault:
                self._add(code, seen, result.message, group=_period(code, seen.decided_on), beyond=code == "FL06")
        conflict = report.of("ZJ04")
        if conflict.is_fault:
            days = sorted({record.start.date() for record in f.contact_records if record.start})
            self._add("LM03", seen, conflict.message, group=f"{days[0]:%Y-%m-%d}" if days else "")
        outlier = report.of("CL09")
        if outlier.outcome is Outcome.MANUAL and "z" in outlier.seen:
            self._add("CL09", seen, outlier.message, group=_group(seen))
        self._templates(seen, f, report.of("JJ01"), report.of("JJ04"))

    def _add(self, code: str, seen: Seen, sentence: str, *, group: str = "", beyond: bool = False) -> None:
        self._hits[code].append(Hit(seen.dossier, seen.organisation, sentence, group, seen.amount, seen.decided_on, beyond))

    def _templates(self, seen: Seen, f: FileFacts, organ: Result, court: Result) -> None:
        """LM05: what was written in the place of the right name is the template."""
        remedy = f.decision.remedy if f.decision else None
        written = [
            text
            for result, text in ((organ, remedy.reconsider_organ if remedy else ""), (court, remedy.court if remedy else ""))
            if result.is_fault
        ]
        if written:
            sentence = "".join(result.message for result in (organ, court) if result.is_fault)
            self._add("LM05", seen, sentence, group="写成“" + "”“".join(text or "（空白）" for text in written) + "”")

    def _look(self, dossier: int, organisation: int, cause: str, f: FileFacts) -> Seen:
        item = self.context.library.item(f.item) if f.item else None
        article = f.decision.penalised_by[0] if f.decision and f.decision.penalised_by else None
        matter = (item.name if item else "") or cause or (f"违反{article}" if article else "")
        order = f.correction_order
        return Seen(
            dossier,
            organisation,
            f.number,
            matter,
            f.decision.step if f.decision else "",
            plain(f.case.violation_place),
            f.fine if f.fine_imposed else None,
            f.decided_on,
            f.file_type,
            bool(f.file_type == NON_PENALTY and f.exemption and f.exemption.ground in EXEMPT_GROUNDS),
            bool(order and order.rechecked_on),
        )

    @property
    def count(self) -> int:
        """How many files were compared."""
        return len(self._seen)

    # --- hits that need all files ------------------------------------------------------------------------------------------------

    def hits(self, code: str) -> list[Hit]:
        """The files of one pattern."""
        made = {"LM04": self._different_fines, "LM07": self._fined_again, "LM09": self._uneven}
        return made[code]() if code in made else self._hits[code]

    def _compared(self) -> dict[str, list[Seen]]:
        groups: dict[str, list[Seen]] = defaultdict(list)
        for seen in self._seen:
            if seen.kind == GENERAL and seen.amount is not None and seen.decided_on and seen.matter:
                groups[_group(seen)].append(seen)
        return groups

    def _different_fines(self) -> list[Hit]:
        """LM04: every file of a matter and step that is fined differently, where there are enough to compare."""
        found = []
        for group, rows in self._compared().items():
            amounts = {row.amount for row in rows}
            if len(rows) >= self.minimum and len(amounts) > 1:
                found += [_hit(row, f"罚款{_yuan(row.amount)}；同一事项、同一阶次共{len(rows)}件。", group) for row in rows]
        return found

    def _fined_again(self) -> list[Hit]:
        """LM07: fines for one place without a re-check between them."""
        places: dict[tuple[int, str], list[Seen]] = defaultdict(list)
        for seen in self._seen:
            if seen.amount is not None and seen.place and seen.decided_on:
                places[seen.organisation, seen.place].append(seen)
        found = []
        for (_, place), rows in places.items():
            rows.sort(key=lambda row: (row.decided_on, row.dossier))
            if len(rows) >= LEAST_PLACE and not any(row.rechecked for row in rows[:-1]):
                found += [
                    _hit(row, f"该地点第{nth}次罚款{_yuan(row.amount)}，此前各次没有责令改正后的复查记录。", place)
                    for nth, row in enumerate(rows, start=1)
                ]
        return found

    def _uneven(self) -> list[Hit]:
        """LM09: matters that are exempted in one file and punished in another, of different towns."""
        matters: dict[str, list[Seen]] = defaultdict(list)
        for seen in self._seen:
            if seen.matter and (seen.exempt or seen.amount is not None):
                matters[seen.matter].append(seen)
        found = []
        for matter, rows in matters.items():
            exempting = {row.organisation for row in rows if row.exempt}
            fining = {row.organisation for row in rows if not row.exempt}
            if exempting and fining - exempting:
                found += [_hit(row, "不予处罚。" if row.exempt else f"罚款{_yuan(row.amount)}。", matter) for row in rows]
        return found

    # --- figures -------------------------------------------------------------------------------------------------------------------

    def figures(self, code: str, bodies: Mapping[int, str]) -> list[dict[str, Any]]:
        """Rows by town, group and period. Mean and span stand only where there are enough files to compare."""
        rows: list[tuple[int, str, str, Decimal | None, bool]]
        if code in COMPARED:
            rows = [(row.organisation, group, _quarter(row.decided_on), row.amount, False) for group, seen in self._compared().items() for row in seen]
        else:
            exempt = {row.dossier: row.exempt for row in self._seen} if code == "LM09" else {}
            rows = [
                (hit.organisation, hit.group if code in {"LM05", "LM09"} else "", _period(code, hit.decided_on), hit.amount, exempt.get(hit.dossier, False))
                for hit in self.hits(code)
            ]
        cells: dict[tuple[int, str, str], list[tuple[Decimal | None, bool]]] = defaultdict(list)
        for organisation, group, period, amount, other in rows:
            cells[organisation, group, period].append((amount, other))
        return [self._figure(code, bodies.get(body, ""), group, period, cell) for (body, group, period), cell in sorted(cells.items(), key=_place)]

    def _figure(self, code: str, body: str, group: str, period: str, cell: list[tuple[Decimal | None, bool]]) -> dict[str, Any]:
        amounts = [float(amount) for amount, _ in cell if amount is not None]
        figure: dict[str, Any] = {"body": body, "group": group, "period": period, "count": len(cell), "other": sum(other for _, other in cell)}
        if code not in COMPARED:
            return figure | {"total": round(sum(amounts), 2)}
        if len(amounts) >= self.minimum:
            figure |= {"low": min(amounts), "high": max(amounts), "mean": round(sum(amounts) / len(amounts), 2)}
        return figure


def _place(item: tuple[tuple[int, str, str], Any]) -> tuple[str, str, int]:
    (body, group, period), _ = item
    return period, group, body


def _hit(seen: Seen, sentence: str, group: str) -> Hit:
    return Hit(seen.dossier, seen.organisation, sentence, group, seen.amount, seen.decided_on)


def _group(seen: Seen) -> str:
    return f"{seen.matter}（{seen.step or '未填阶次'}）"


def _yuan(amount: Decimal | None) -> str:
    return f"{amount.normalize():f}元" if amount is not None else ""


def _quarter(day: date | None) -> str:
    return f"{day.year}年第{(day.month + 2) // 3}季度" if day else "未填日期"


def _period(code: str, day: date | None) -> str:
    if code == "LM01":
        return f"{day.year}年" if day else "未填日期"
    return "" if code in {"LM05", "LM07", "LM09"} else _quarter(day)

