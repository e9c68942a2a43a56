"""How long a party may apply for reconsideration or sue, for one file; and which statute has a period of its own."""

from dataclasses import dataclass
from datetime import date

from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import FileFacts
from pengjiang.law.citations import Citation

RECONSIDERATION_DAYS, SUIT_MONTHS, SUIT_AFTER_RECONSIDERATION_DAYS = 60, 6, 15
LAND_LAW = "土地管理法"
# Articles of 土地管理法 under which demolition within a time limit is ordered.
LAND_DEMOLITION_ARTICLES = frozenset({74, 77, 78, 83})


@dataclass(frozen=True)
class PeriodEnd:
    """The last day of something, and the count in one sentence without its full stop."""

    day: date
    sentence: str


def cited(f: FileFacts) -> tuple[Citation, ...]:
    """Everything that the decision rests on."""
    return (*f.decision.violated, *f.decision.penalised_by) if f.decision else ()


def is_land_demolition(f: FileFacts) -> bool | None:
    """True where demolition is ordered under 土地管理法 (suit within fifteen days), ``None`` where the file leaves it open."""
    articles = {citation.article for citation in cited(f) if citation.short_law == LAND_LAW}
    if not articles & LAND_DEMOLITION_ARTICLES:
        return False
    if articles & {78, 83} or (f.enforcement and f.enforcement.demolition):
        return True
    if f.decision and "other" in f.decision.penalties:
        return True
    return False if f.decision and "confiscate_goods" in f.decision.penalties else None


def basic_decision_served(f: FileFacts) -> date | None:
    """When the party had the decision that is to be enforced: a penalty decision, else an order to correct."""
    return f.served_day("CFJD") or f.served_day("ZLGZ") or (f.correction_order.served_on if f.correction_order else None)


def suit_end(f: FileFacts, c: Context) -> PeriodEnd | None:
    """The last day to sue: six months after service (fifteen days under 土地管理法 83), or fifteen days after a reconsideration decision."""
    served = basic_decision_served(f)
    ended = [used for used in f.remedies_used if used.ended_on]
    if ended:
        last = max(ended, key=lambda used: used.ended_on)
        if "诉" in last.kind or "suit" in last.kind.lower() or "litig" in last.kind.lower():
            return PeriodEnd(last.ended_on, f"诉讼于{say(last.ended_on)}终结")
        end = c.days.roll(c.days.add_cd(last.ended_on, SUIT_AFTER_RECONSIDERATION_DAYS))
        return PeriodEnd(end, f"复议于{say(last.ended_on)}终结，十五日的起诉期到{say(end)}届满")
    if served is None:
        return None
    if is_land_demolition(f):
        end = c.days.roll(c.days.add_cd(served, SUIT_AFTER_RECONSIDERATION_DAYS))
        return PeriodEnd(end, f"{say(served)}送达决定，土地管理法规定的十五日起诉期到{say(end)}届满")
    end = c.days.roll(c.days.add_month(served, SUIT_MONTHS))
    return PeriodEnd(end, f"{say(served)}送达决定，六个月的起诉期到{say(end)}届满")


def remedy_end(f: FileFacts, c: Context) -> PeriodEnd | None:
    """The day on which both ways, reconsideration and suit, are closed."""
    suit = suit_end(f, c)
    if suit is None or f.remedies_used:
        return suit
    served = basic_decision_served(f)
    reconsider = c.days.roll(c.days.add_cd(served, RECONSIDERATION_DAYS))
    if reconsider <= suit.day:
        return suit
    return PeriodEnd(reconsider, f"{say(served)}送达决定，六十日的复议期到{say(reconsider)}届满（起诉期{say(suit.day)}已满）")


def remedy_pending(f: FileFacts) -> bool:
    """True while a reconsideration or suit has not ended."""
    return any(used.filed_on and not used.ended_on for used in f.remedies_used)
