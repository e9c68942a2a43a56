"""Figures of the station over a period: every one with its denominator."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from disputes.enums import Means, Outcome, Stage
from disputes.models import Dispute
from pengjiang.dossiers.enums import Field

ENDED = ("performed", "unsettled", "visiting", "closed")


@dataclass(frozen=True)
class Bar:
    """One line of a chart and its table: ``share`` of ``whole``."""

    label: str
    number: int
    whole: int
    width: int = 0
    top: int = 0

    @property
    def share(self) -> str:
        return f"{self.number / self.whole:.1%}" if self.whole else "无"


@dataclass(frozen=True)
class Chart:
    """Bars with what they are counted out of."""

    title: str
    basis: str
    bars: list[Bar]

    @property
    def height(self) -> int:
        return 30 * len(self.bars) + 6


@dataclass(frozen=True)
class Statistics:
    """All that the page prints."""

    applied: int
    accepted: int
    ended: int
    settled: int
    agreed: int
    performed: int
    median_days: int | None
    charts: list[Chart]

    accepted_text = property(lambda self: _of(self.accepted, self.applied, "申请"))
    ended_text = property(lambda self: _of(self.ended, self.accepted, "受理"))
    settled_text = property(lambda self: _of(self.settled, self.ended, "已终结"))
    agreed_text = property(lambda self: _of(self.agreed, self.accepted, "受理"))
    performed_text = property(lambda self: _of(self.performed, self.agreed, "签订协议"))


def _of(number: int, whole: int, name: str) -> str:
    """A count with its denominator."""
    return f"{number}件，占{name}{whole}件的{number / whole:.1%}" if whole else f"{number}件"


def statistics(user: Any, since: date, until: date) -> Statistics:
    """Of disputes applied for in the period, as far as they exist for ``user``."""
    rows = list(
        Dispute.objects.visible_to(user)
        .filter(applied_on__range=(since, until))
        .values("state", "stage", "field", "means", "outcome", "accepted_on", "ended_on", "agreement_text__signed_on")
    )
    accepted = [row for row in rows if row["accepted_on"]]
    ended = [row for row in accepted if row["state"] in ENDED]
    settled = [row for row in ended if row["outcome"] != Outcome.UNSETTLED]
    agreed = [row for row in accepted if row["agreement_text__signed_on"]]
    days = sorted((row["ended_on"] - row["accepted_on"]).days for row in ended)
    used = Counter(one for row in accepted for one in row["means"])
    total, done = len(accepted), len(ended)
    return Statistics(
        applied=len(rows),
        accepted=total,
        ended=done,
        settled=len(settled),
        agreed=len(agreed),
        performed=sum(row["outcome"] == Outcome.SETTLED for row in agreed),
        median_days=days[len(days) // 2] if days else None,
        charts=[
            _chart("化解结果", f"已终结{done}件", Outcome.choices, Counter(row["outcome"] for row in ended), done),
            _chart("化解手段", f"受理{total}件，一件可用多种手段", Means.choices, used, total),
            _chart("所处阶段", f"受理{total}件", Stage.choices, Counter(row["stage"] for row in accepted), total),
            _chart("领域", f"受理{total}件", Field.choices, Counter(row["field"] for row in accepted), total),
            _chart("办理天数", f"已终结{done}件，自受理至化解终结", SPANS, Counter(_span(number) for number in days), done),
        ],
    )


SPANS = [("15", "15日以内"), ("30", "16至30日"), ("60", "31至60日"), ("90", "61至90日"), ("more", "超过90日")]


def _span(days: int) -> str:
    return next((code for code, _ in SPANS[:-1] if days <= int(code)), "more")


def _chart(title: str, basis: str, choices: list, counted: Counter, whole: int) -> Chart:
    most = max([*counted.values(), 1])
    bars = [
        Bar(label, counted[code], whole, round(240 * counted[code] / most), 30 * place + 4) for place, (code, label) in enumerate(choices)
    ]
    return Chart(title, basis, bars)
