"""The rulebook: all rules, and the page of one."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404
from django.urls import reverse

from pengjiang.access import SIGNED_IN
from pengjiang.checks import rules
from pengjiang.checks.rule import CATEGORIES, RULES, Outcome, Rule, Severity
from pengjiang.checks.runner import rulebook_version
from pengjiang.deadlines.stored import stored_calendar
from pengjiang.law import laws
from pengjiang.law.citations import Citation
from pengjiang.law.stored import stored
from pengjiang.library.filters import DayFilter, holds_on
from pengjiang.library.links import article_url
from pengjiang.library.models import RuleEntry
from pengjiang.library.rulebook import FILE_TYPE_LABELS, SEVERITY_MEANS, SWITCHES, Version, examples, versions_of
from pengjiang.web.components import Figure
from pengjiang.web.filters import ChoiceFilter, FlagFilter
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.base import Crumb, PageView
from pengjiang.web.views.listing import ListPage

SEVERITY_BADGES = {"veto": "veto", "serious": "bad", "minor": "warn", "note": ""}
AUTOMATIC = sum(rule.automatic for rule in rules.ALL)


def _severity(entry: RuleEntry) -> str:
    return Severity(entry.severity).label


def _types(entry: RuleEntry) -> str:
    own = [label for code, label in FILE_TYPE_LABELS.items() if code in entry.file_types]
    return "全部" if len(own) == len(FILE_TYPE_LABELS) else "、".join(own)


def _way(entry: RuleEntry) -> str:
    return "自动" if entry.automatic else "跨案卷" if entry.across_files else "人工"


class RuleList(ListPage):
    """All rules of the file check."""

    permission = SIGNED_IN
    model = RuleEntry
    template_name = "library/rules/list.html"
    title = "体检规则"
    menu_key = "rules"
    page_key = "library.rules"
    default_order = "code"
    search_fields = ("code", "title", "demand", "cited")
    search_placeholder = "查规则、要求、依据"
    columns = (
        Column("code", "代码", kind="key", sort="order", always=True),
        Column("title", "规则", link=True, always=True, wide=True),
        Column("category", "类别", value=lambda entry: CATEGORIES[entry.category], sort="category"),
        Column("severity", "严重程度", value=_severity, kind="badge", badge=lambda entry: SEVERITY_BADGES[entry.severity], sort="weight"),
        Column("types", "案卷类型", value=_types),
        Column("way", "判断方式", value=_way, kind="badge", badge=lambda entry: "good" if entry.automatic else "outline"),
        Column("demand", "要求", kind="clip"),
        Column("cited", "依据", value=lambda entry: entry.cited.replace("\n", "、"), kind="clip", shown=False),
        Column("since", "起", kind="date", shown=False),
        Column("until", "止", kind="date", shown=False),
    )
    filters = (
        ChoiceFilter(name="category", label="类别", choices=list(CATEGORIES.items())),
        ChoiceFilter(name="severity", label="严重程度", choices=[(one.value, one.label) for one in Severity]),
        ChoiceFilter(name="type", label="案卷类型", choices=list(FILE_TYPE_LABELS.items()), condition=lambda code: Q(file_types__contains=[code])),
        FlagFilter(name="automatic", label="判断方式", yes="自动判断", no="人工判断"),
        ChoiceFilter(
            name="version",
            label="随法律修改",
            choices=[(day.isoformat(), f"{day.isoformat()} {name}") for day, name in SWITCHES.items()],
            condition=lambda day: Q(switches__contains=[day]),
        ),
        DayFilter(name="on", label="当日有效", condition=holds_on),
    )
    presets = (
        Preset("automatic", "自动判断", "automatic=1", counted=True),
        Preset("veto", "一票否决", "severity=veto", counted=True),
        Preset("manual", "人工判断", "automatic=0", counted=True),
    )

    def get_context(self) -> dict[str, Any]:
        figures = [
            Figure("规则", len(rules.ALL), note="九个类别"),
            Figure("自动判断", AUTOMATIC, note=f"其余{len(rules.ALL) - AUTOMATIC}条由人判断或跨案卷比对"),
            Figure("一票否决", sum(rule.severity is Severity.VETO for rule in rules.ALL)),
            Figure("严重", sum(rule.severity is Severity.SERIOUS for rule in rules.ALL)),
        ]
        return {**super().get_context(), "figures": figures, "rulebook": rulebook_version(stored(), stored_calendar())}


class RulePage(PageView):
    """One rule: demand, versions, severity, examples."""

    permission = SIGNED_IN
    template_name = "library/rules/page.html"
    menu_key = "rules"

    @property
    def rule(self) -> Rule:
        rule = RULES.get(self.kwargs["rule"])
        if rule is None:
            raise Http404
        return rule

    def get_title(self) -> str:
        return f"{self.rule.code} {self.rule.title}"

    def get_parents(self) -> list[Crumb]:
        return []

    def get_context(self) -> dict[str, Any]:
        rule = self.rule
        shown = examples().get(rule.code, {})
        place = rules.ALL.index(rule)
        return {
            **super().get_context(),
            "rule": rule,
            "severity_kind": SEVERITY_BADGES[rule.severity.value],
            "severity_means": SEVERITY_MEANS[rule.severity.value],
            "types": [label for code, label in FILE_TYPE_LABELS.items() if code in rule.file_types],
            "versions": [(version, _cited(version)) for version in versions_of(rule)],
            "examples": [
                (shown[side], "good" if side == "pass" else "bad", Outcome(shown[side]["outcome"]).label) for side in ("pass", "fail") if side in shown
            ],
            "before": rules.ALL[place - 1] if place else None,
            "after": rules.ALL[place + 1] if place + 1 < len(rules.ALL) else None,
            "rulebook": rulebook_version(stored(), stored_calendar()),
            "same": reverse("library:rules") + f"?category={rule.code[:2]}",
        }


def _cited(version: Version) -> list[tuple[Citation, str, str]]:
    """Each place with its page and our words of it, as it stood."""
    book = laws.packaged()
    found = []
    for citation in version.citations:
        article = book.find(citation, version.day)
        found.append((citation, article_url(citation, version.day), article.text if article else ""))
    return found
