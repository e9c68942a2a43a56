"""A rule as its page tells it: versions and what changed, what its severity means, an example of each side. Pure."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from pengjiang.checks import rules
from pengjiang.checks.rule import CATEGORIES, Rule
from pengjiang.law.citations import Citation, Effective

SEVERITY_MEANS = {
    "veto": "一票否决：处罚无效或者通常应予撤销的问题，评查时直接定为不合格。",
    "serious": "严重：影响当事人权利或者证明力，通常构成程序违法或者适用法律错误。",
    "minor": "轻微：一般不影响决定效力，应当补正或者今后改进。",
    "note": "提示：不认定为问题，供人查看和判断。",
}
FILE_TYPE_LABELS = {
    "P_GEN": "普通程序",
    "P_SUM": "简易程序",
    "P_NON": "不予处罚",
    "INSP": "行政检查",
    "MEAS": "强制措施",
    "ENF": "强制执行",
}
SWITCHES = {
    date(2021, 7, 15): "行政处罚法2021年修订",
    date(2022, 1, 1): "民事诉讼法2021年修正（送达）",
    date(2024, 1, 1): "行政复议法2023年修订",
    date(2025, 1, 1): "涉企行政检查意见",
    date(2025, 5, 1): "行政检查文书格式文本",
    date(2025, 6, 30): "行政检查频次上限",
    date(2026, 2, 1): "行政执法监督条例",
    date(2026, 8, 15): "生态环境法典",
}


@dataclass(frozen=True)
class Version:
    """A rule between two switch days: its citations, and what the text that begins then changed."""

    effective: Effective
    citations: tuple[Citation, ...]
    change: str = ""

    @property
    def day(self) -> date | None:
        """A day on which this version holds, for reading the articles as they stood."""
        return self.effective.since or self.effective.until


def category_label(code: str) -> str:
    """程序 for CX18."""
    return CATEGORIES[code[:2]]


def switches_of(rule: Rule) -> tuple[date, ...]:
    """The days on which a rule begins, changes its articles or ends."""
    days = {entry.effective.since for entry in rule.bases} | {rule.effective.since}
    days |= {entry.effective.until + timedelta(days=1) for entry in rule.bases if entry.effective.until}
    days |= set(changes().get(rule.code, {}))
    return tuple(sorted(day for day in days if day))


def versions_of(rule: Rule) -> tuple[Version, ...]:
    """From the newest to the oldest; days on which the rule does not hold are left out."""
    starts = [None, *switches_of(rule)]
    told = changes().get(rule.code, {})
    found = []
    for place, since in enumerate(starts):
        until = starts[place + 1] - timedelta(days=1) if place + 1 < len(starts) else None
        day = since or until or date.max
        if day not in rule.effective:
            continue
        citations = tuple(dict.fromkeys(entry.citation for entry in rule.bases if day in entry.effective))
        if citations:
            found.append(Version(Effective(since, until), citations, _change(rule, since, told)))
    return tuple(reversed(found))


def _change(rule: Rule, since: date | None, told: dict[date, str]) -> str:
    """What the text that begins on a day changed for a rule."""
    if since is None or since in told:
        return told.get(since, "")
    if since - timedelta(days=1) not in rule.effective or not rule.citations(since - timedelta(days=1)):
        return "自该日起有此规则；此前的行为不按本规则判断。"
    return f"要求没有变化，所依据的条文随{SWITCHES.get(since, '法律修改')}改变。"


@lru_cache(maxsize=1)
def changes() -> dict[str, dict[date, str]]:
    """Rule → switch day → what changed."""
    found: dict[str, dict[date, str]] = {}
    for group in tomllib.loads(_data("changes.toml"))["changes"]:
        for row in group["rules"]:
            for code in row["codes"].split():
                found.setdefault(code, {})[group["day"]] = row["text"]
    return found


@lru_cache(maxsize=1)
def examples() -> dict[str, dict[str, dict[str, Any]]]:
    """Rule → ``pass`` or ``fail`` → an example: its name, the sentence of the check, what would have been lawful."""
    return json.loads(_data("examples.json"))


def rules_resting_on(law: str, number: int) -> Iterable[tuple[Rule, Effective, Citation]]:
    """Rules that cite an article of a law by its full name, with the days for which they do and the exact place."""
    for rule in rules.ALL:
        for entry in rule.bases:
            if entry.citation.law == law and entry.citation.article == number:
                yield rule, entry.effective, entry.citation


def _data(name: str) -> str:
    return resources.files("pengjiang.library").joinpath("data", name).read_text("utf-8")
