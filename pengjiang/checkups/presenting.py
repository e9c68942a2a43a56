"""A run as its pages show it: grouped by category, each result with its citations, its steps and the facts it saw in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from pengjiang.checks.rule import CATEGORIES, Outcome
from pengjiang.checkups.models import CheckRun, Finding, FindingAnswer, StoredResult
from pengjiang.checkups.registry import article_url, rule_url
from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.facts.columns import day
from pengjiang.dossiers.facts.labels import labels, say_pointer
from pengjiang.files.enums import FileKind
from pengjiang.law import laws
from pengjiang.law.citations import Citation
from pengjiang.law.reference import packaged
from pengjiang.web.components import Figure, Tab

# What the page may be narrowed to, with the word on its tab.
SHOWN = {"fail": "不符合", "manual": "人工判断", "unknown": "缺数据", "pass": "通过", "all": "全部"}
COMPUTED = {
    "apply_by": "申请末日", "archive_by": "归档末日", "close_by": "结案末日", "publish_by": "公开末日", "serve_by": "送达末日", "tell_by": "告知末日",
    "handle_by": "处理末日", "file_by": "立案末日", "recheck_by": "复核末日", "withdraw_by": "撤下末日", "approve_by": "批准末日", "strict_end": "按日历的末日",
    "rolled_end": "遇节假日顺延后的末日", "remedy_end": "复议期末日", "suit_end": "起诉期末日", "request_end": "申请末日", "period_end": "期满日",
    "demand_end": "催告期满日", "announcement_end": "公告期满日", "announcement_end_rolled": "公告期满日（顺延）", "days_between": "相隔日数",
    "payment_due": "缴款末日", "surcharge_days": "加处天数", "surcharge_most": "加处上限", "limitation_years": "时效（年）", "last_day": "末日",
    "sample": "比较件数", "mean": "平均数额", "z": "偏离（标准差）", "item_periods": "职权起止",
}  # fmt: skip
MOST_FACTS = 24
MOST_LAWS = 4
LIGHTS = {"veto": "veto", "serious": "serious", "minor": "minor", "note": "hint"}


@dataclass
class ResultLine:
    """One result on the page."""

    result: StoredResult
    finding: Finding | None = None
    answers: Sequence[FindingAnswer] = ()
    place: str = ""
    place_url: str = ""

    @property
    def light(self) -> str:
        """The key of its badge."""
        outcome = self.result.outcome
        return LIGHTS[self.result.severity] if outcome == Outcome.FAIL else {"manual": "hint", "unknown": "unknown"}.get(outcome, "pass")

    @property
    def citations(self) -> SafeString:
        days = [step["on"] for step in self.result.steps if step["on"]]
        return cited(self.result.citations, day(days[0]) if days else None)

    @property
    def lawful(self) -> str:
        """Left out where it would only say again the text that stands ready to be copied."""
        text = self.result.correct_text
        return "" if text and text in self.result.lawful else self.result.lawful

    @property
    def rule_url(self) -> str:
        return rule_url(self.result.rule)

    @property
    def steps(self) -> list[dict[str, Any]]:
        return [
            {"on": day(step["on"]), "word": Outcome(step["outcome"]).label, "kind": _kind(step["outcome"]), "sentence": step["sentence"],
             "cited": cited(step["citations"], day(step["on"])), "version": step["version"]}
            for step in self.result.steps
        ]  # fmt: skip

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Label and value of what it looked at; what it computed comes last."""
        found = [(name_of(key), say_value(key, value)) for key, value in self.result.facts.items() if key.startswith("/") or key in COMPUTED]
        return found[:MOST_FACTS]

    @property
    def latest(self) -> FindingAnswer | None:
        return self.answers[0] if self.answers else None

    @property
    def anchor(self) -> str:
        return self.result.rule


def _kind(outcome: str) -> str:
    return {"fail": "bad", "manual": "active", "unknown": "outline", "pass": "good"}.get(outcome, "")


def name_of(key: str) -> str:
    """What a fact is called."""
    return say_pointer(key) if key.startswith("/") else COMPUTED[key]


def say_value(key: str, value: Any) -> str:
    """A fact in words: codes by their labels, what is absent as such."""
    if value is None:
        return "未填写"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(say_value(key, item) for item in value) or "无"
    if key == "/body":
        body = packaged().body(str(value))
        return body.name if body else str(value)
    if isinstance(value, dict):
        return "".join(str(item) for item in value.values())
    return _word(key.rsplit("/", 1)[-1], str(value)).replace("T", " ")


def _word(name: str, value: str) -> str:
    codes: Mapping[str, Mapping[str, str]] = labels()["codes"]
    for key, words in codes.items():
        if key.rsplit(".", 1)[-1] == name and value in words:
            return words[value]
    if name in {"document", "type"}:
        return labels()["documents"].get(value, value)
    return value


def cited(citations: Iterable[str], on: date | None = None) -> SafeString:
    """Citations one after the other, each a link to the text of that day where its article has a page."""
    parts = []
    for text in citations:
        url = article_url(text, on)
        parts.append((format_html('<a href="{}">{}</a>', url, text) if url else text,))
    return format_html_join("、", "{}", parts)


@dataclass
class Group:
    """A category with its results."""

    code: str
    title: str
    lines: list[ResultLine] = field(default_factory=list)

    def count(self, outcome: str, *severities: str) -> int:
        return sum(1 for line in self.lines if line.result.outcome == outcome and (not severities or line.result.severity in severities))

    @property
    def marks(self) -> list[tuple[str, str, int]]:
        """(class, word, number) as the summary of categories shows them; what passed only where nothing else is."""
        marks = [
            ("is-bad", "否决", self.count("fail", "veto")),
            ("is-bad", "严重", self.count("fail", "serious")),
            ("is-warn", "轻微", self.count("fail", "minor")),
            ("", "人工", self.count("manual")),
            ("", "缺数据", self.count("unknown")),
        ]
        shown = [mark for mark in marks if mark[2]]
        return shown or [("is-good", "通过", self.count("pass"))]


class RunView:
    """What the template of a run needs; ``address`` is the page it stands on, ``show`` an outcome."""

    def __init__(
        self, run: CheckRun, *, show: str = "", address: str = "?", findings: Mapping[str, Finding] | None = None,
        answers: Mapping[int, Sequence[FindingAnswer]] | None = None, has_volume: bool = False,
    ) -> None:  # fmt: skip
        self.run = run
        self.address = address
        self.show = show if show in SHOWN else "fail" if run.fault_count else "all"
        self._findings, self._answers, self._has_volume = findings or {}, answers or {}, has_volume

    @cached_property
    def groups(self) -> list[Group]:
        """Every category that concerned the file."""
        groups = {code: Group(code, title) for code, title in CATEGORIES.items()}
        for result in self.run.results:
            groups[result.rule[:2]].lines.append(self._line(result))
        return [group for group in groups.values() if group.lines]

    @property
    def shown(self) -> list[Group]:
        """The groups as far as the filter shows their results."""
        if self.show == "all":
            return self.groups
        narrowed = [Group(group.code, group.title, [line for line in group.lines if line.result.outcome == self.show]) for group in self.groups]
        return [group for group in narrowed if group.lines]

    def _line(self, result: StoredResult) -> ResultLine:
        finding = self._findings.get(result.rule) if result.is_fault else None
        paper = result.papers[0] if result.papers else None
        place, url = "", ""
        if paper:
            place = f"{paper['name']} {'第 {page} 页'.format(**paper) if paper['page'] else '（页码不详：卷内文书没有填全页数）'}"
        if paper and self._has_volume:
            url = self.volume_url + (f"?page={paper['page']}" if paper["page"] else "")
        return ResultLine(result, finding, self._answers.get(finding.pk, ()) if finding else (), place, url)

    @property
    def volume_url(self) -> str:
        return reverse("files:volume", args=[str(ObjectRef("dossiers.dossier", self.run.dossier_id)), FileKind.VOLUME])

    @property
    def tabs(self) -> list[Tab]:
        counts = Counter(result.outcome for result in self.run.results)
        numbers = {**counts, "all": len(self.run.results)}
        return [
            Tab(label, f"{self.address}show={key}", key == self.show, numbers.get(key, 0) or "", bad=key == "fail" and bool(numbers.get(key)))
            for key, label in SHOWN.items()
        ]

    @property
    def figures(self) -> list[Figure]:
        run = self.run
        return [
            Figure("一票否决", run.veto, "项", icon="shield", kind="overdue" if run.veto else ""),
            Figure("严重", run.serious, "项", icon="stop", kind="overdue" if run.serious else ""),
            Figure("轻微", run.minor, "项", icon="info", kind="soon" if run.minor else ""),
            Figure("人工判断", run.manual, "项", icon="eye"),
            Figure("缺数据", run.unknown, "项", icon="question"),
            Figure("通过", run.passed, f"项，适用 {run.applied} 项", icon="check-circle"),
        ]

    @property
    def answered(self) -> int:
        return sum(1 for finding in self._findings.values() if finding.is_open and finding.answer != "pending")

    @cached_property
    def law_versions(self) -> list[str]:
        """The laws cited most, each with the text that applied on the day of the decision."""
        on = self.run.dossier.decided_on or self.run.on
        names = Counter(Citation.parse(text).law for result in self.run.results for text in result.citations)
        found = []
        for name, _ in names.most_common():
            law = laws.packaged().law_named(name)
            version = law.version_on(on) if law else None
            if law and version and version.effective.since:
                found.append(f"《{law.short_name}》{version.effective.since.year}年{version.effective.since.month}月{version.effective.since.day}日起施行文本")
        return found[:MOST_LAWS]
