"""What the last review teaches: each town's common problem, and the material of short tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from liaison.models import Course
from pengjiang.accounts.models import Organisation
from pengjiang.checks.rule import RULES, Rule
from reviews.models import Finding, Round

LEAST = 2


@dataclass(frozen=True)
class Proposal:
    """The problem that a town showed most often, without a course so far."""

    town: Organisation
    problem: str
    number: int
    basis: str


PUBLISHED = ("published", "closed")


def last_round() -> Round | None:
    """The last review whose results were published."""
    return Round.objects.filter(state__in=PUBLISHED).order_by("-pk").first()


def findings_of_last_round() -> list[Finding]:
    row = last_round()
    if row is None:
        return []
    return list(Finding.objects.standing().filter(part__round=row).select_related("town", "file__dossier").order_by("code", "pk"))


def proposals(user: Any) -> list[Proposal]:
    """By town, for whoever may see its findings; towns with a course on that very problem are left out."""
    visible = set(Finding.objects.visible_to(user).values_list("pk", flat=True))
    counted: Counter = Counter()
    first: dict[tuple[int, str], Finding] = {}
    for row in findings_of_last_round():
        if row.pk in visible:
            counted[row.town_id, row.title] += 1
            first.setdefault((row.town_id, row.title), row)
    taught = set(Course.objects.exclude(state="declined").values_list("town", "problem"))
    found: dict[int, Proposal] = {}
    for (town, problem), number in counted.most_common():
        if number >= LEAST and town not in found and (town, problem) not in taught:
            row = first[town, problem]
            found[town] = Proposal(row.town, problem, number, row.basis)
    return sorted(found.values(), key=lambda one: one.town.order)


@dataclass(frozen=True)
class Drawn:
    """A question of the short test before it is stored."""

    text: str
    options: tuple[str, ...]
    right: int
    reason: str
    source: str


def draw(course: Course, mask: Callable[[Finding, str], str], *, most: int) -> list[Drawn]:
    """Half from the mistakes of the last review, masked, the rest from the rulebook; the same course always draws the same."""
    mistakes = [row for row in findings_of_last_round() if row.basis and (not course.problem or row.title == course.problem)]
    bases = list(dict.fromkeys(row.basis for row in findings_of_last_round() if row.basis))
    drawn: list[Drawn] = []
    for row in mistakes[: most // 2]:
        others = [basis for basis in bases if basis != row.basis][:3]
        if len(others) < 2:
            continue
        told = mask(row, row.reasons.splitlines()[0])
        options, right = _placed(row.basis, others, len(drawn))
        drawn.append(Drawn(f"评查发现：{told}这一问题主要违反哪项规定？", options, right, f"{row.title}：{row.basis}", "最近一次评查"))
    for rule in _rules_for(course):
        if len(drawn) >= most:
            break
        others = [other.demand for other in RULES.values() if other.category == rule.category and other.code != rule.code][:3]
        if len(others) < 2:
            continue
        options, right = _placed(rule.demand, others, len(drawn))
        cited = "、".join(str(one) for one in rule.citations())
        drawn.append(Drawn(f"关于“{rule.title}”，下列哪一项是正确的要求？", options, right, f"{rule.demand}（{cited}）", f"体检规则{rule.code}"))
    return drawn


def _rules_for(course: Course) -> list[Rule]:
    """Rules whose words the course's own words name come first."""
    words = f"{course.title}{course.problem}{course.summary}"
    serious = [rule for rule in RULES.values() if not rule.across_files and len(rule.demand) < 190]
    return sorted(serious, key=lambda rule: (not any(part in words for part in _parts(rule.title)), -rule.severity.weight, rule.code))


def _parts(title: str) -> list[str]:
    return [title[place : place + 2] for place in range(len(title) - 1)]


def _placed(right: str, others: list[str], number: int) -> tuple[tuple[str, ...], int]:
    """The right option at another place each time."""
    place = number % (len(others) + 1)
    options = [option[:200] for option in (*others[:place], right, *others[place:])]
    return tuple(options), place
