"""Laws, articles, full texts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pengjiang.access import SIGNED_IN, can
from pengjiang.common import clock
from pengjiang.common.chinese import to_chinese
from pengjiang.law import laws
from pengjiang.law.citations import Citation, Effective
from pengjiang.law.laws import Rank
from pengjiang.law.rows import Mark
from pengjiang.law.stored import stored
from pengjiang.library.bonds import Bond, declared, rows_on
from pengjiang.library.filters import DayFilter
from pengjiang.library.links import article_url, rule_url, slug_of
from pengjiang.library.models import ArticleEntry, LawEntry, LawText, LawTextArticle
from pengjiang.library.permissions import LibraryPermission
from pengjiang.web.days import parse_day
from pengjiang.web.filters import ChoiceFilter, FlagFilter
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.base import Crumb, GuardedView, PageView
from pengjiang.web.views.listing import ListPage


def _standing(entry: LawEntry) -> str:
    today = clock.today()
    if entry.since and entry.since > today:
        return "尚未施行"
    return "已失效" if entry.until and entry.until < today else "现行有效"


class LawList(ListPage):
    """Laws that rules, limits and items rest on."""

    permission = SIGNED_IN
    model = LawEntry
    template_name = "library/laws/list.html"
    title = "法规与依据"
    menu_key = "laws"
    page_key = "library.laws"
    default_order = "order"
    search_fields = ("name",)
    search_placeholder = "查法规名称"
    columns = (
        Column("order", "序", value=lambda entry: entry.order + 1, sort="order", shown=False),
        Column("name", "名称", link=True, wide=True, sort="name", always=True),
        Column("rank", "效力级别", value="get_rank_display", sort="rank_order"),
        Column("standing", "现状", value=_standing, kind="badge", badge=lambda entry: {"已失效": "outline", "尚未施行": "warn"}.get(_standing(entry), "good")),
        Column("since", "最早文本施行", kind="date", sort="since"),
        Column("until", "失效", kind="date", sort="until", shown=False),
        Column("versions", "文本", kind="number", sort="versions"),
        Column("articles", "释要条数", kind="number", sort="articles"),
        Column("rules", "规则", kind="number", sort="rules"),
        Column("full_texts", "全文", value=lambda entry: f"{entry.full_texts}个文本" if entry.full_texts else "未载入", sort="full_texts"),
    )
    filters = (
        ChoiceFilter(name="rank", label="效力级别", choices=[(rank.value, rank.label) for rank in Rank]),
        DayFilter(name="on", label="当日有效"),
        FlagFilter(name="full", label="全文", yes="已载入", no="未载入", condition=lambda yes: _has_text(yes=yes)),
    )
    presets = (Preset("now", "现行有效", "on=today", counted=True), Preset("statutes", "法律", "rank=statute", counted=True))

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "may_import": can(self.request.user, LibraryPermission.IMPORT).ok}


def _has_text(*, yes: bool) -> Q:
    return Q(full_texts__gt=0) if yes else Q(full_texts=0)


class LawView(PageView):
    """Base of the pages of one law."""

    permission = SIGNED_IN
    menu_key = "laws"

    @cached_property
    def entry(self) -> LawEntry:
        entry = LawEntry.objects.filter(slug=self.kwargs["law"]).first()
        if entry is None:
            raise Http404
        return entry

    @property
    def law_crumb(self) -> Crumb:
        return Crumb(f"《{self.entry.name.removeprefix('中华人民共和国')}》", self.entry.get_absolute_url())


class LawPage(LawView):
    """A law: its texts with their days, and the articles cited of each."""

    template_name = "library/laws/page.html"

    def get_title(self) -> str:
        return str(self.entry)

    def get_context(self) -> dict[str, Any]:
        rows = self.entry.cited_articles.order_by("-since", "number")
        by_text = {since: list(group) for since, group in groupby(rows, key=lambda row: row.since)}
        law = laws.law_named(self.entry.name)
        texts = {text.since: text for text in LawText.objects.filter(law=self.entry.name)}
        versions = [
            {
                "effective": version.effective,
                "standing": standing(version.effective),
                "mark": version.mark.label,
                "extent": version.articles,
                "articles": by_text.get(version.effective.since, []),
                "text": texts.pop(version.effective.since, None),
            }
            for version in reversed(law.versions if law else ())
        ]
        versions += [
            {"effective": Effective(text.since, text.until), "standing": standing(Effective(text.since, text.until)), "text": text, "articles": []}
            for text in texts.values()
        ]
        whole = [*declared().get((self.entry.name, None), ()), *rows_on(stored()).get((self.entry.name, None), ())]
        return {**super().get_context(), "entry": self.entry, "law": law, "versions": versions, "groups": grouped(whole)}


def standing(days: Effective) -> tuple[str, str]:
    """In words, and the kind of its badge."""
    today = clock.today()
    if today in days:
        return "现行有效", "good"
    return ("尚未施行", "warn") if days.since and days.since > today else ("已失效", "outline")


@dataclass(frozen=True)
class Shown:
    """Something that rests on an article, as a line."""

    title: str
    href: str
    places: str
    days: str


@dataclass
class Group:
    """Rules, limits, papers or rows."""

    title: str
    lines: list[Shown] = field(default_factory=list)


def grouped(bonds: list[Bond]) -> list[Group]:
    """By kind; one line for each thing, with its exact places."""
    titles = {"rule": "体检规则", "limit": "期限", "document": "文书", "row": "权责事项、标准与其他依据数据"}
    places: dict[tuple, list[str]] = defaultdict(list)
    for bond in bonds:
        key = (bond.kind, bond.key, bond.title, str(bond.effective) if bond.effective != Effective() else "")
        place = bond.citation.place
        if place not in places[key]:
            places[key].append(place)
    found = {kind: Group(title) for kind, title in titles.items()}
    for (kind, key, title, days), own in places.items():
        name = f"{key} {title}" if kind in ("rule", "limit") else title
        found[kind].lines.append(Shown(name, _href(kind, key), "、".join(filter(None, own)), days))
    return [group for group in found.values() if group.lines]


def _href(kind: str, key: str) -> str:
    if kind == "rule":
        return rule_url(key)
    if kind == "limit":
        return f"{reverse('console:limits')}#{key}"
    return reverse("library:data", args=[key]) if kind == "row" else ""


class ArticlePage(LawView):
    """An article in each of its texts, our words or the office's full text, and what rests on it."""

    template_name = "library/laws/article.html"

    @cached_property
    def place(self) -> tuple[int, int]:
        number, _, branch = self.kwargs["article"].partition("-")
        if not (number.isascii() and number.isdigit() and len(number) <= 5) or (branch and not (branch.isascii() and branch.isdigit() and len(branch) <= 3)):
            raise Http404
        return int(number), int(branch or 0)

    @cached_property
    def asked(self) -> date | None:
        since = self.kwargs.get("since", "")
        day = parse_day(since) if since else None
        if since and day is None:
            raise Http404
        return day

    @cached_property
    def full(self) -> dict[date, LawTextArticle]:
        number, branch = self.place
        rows = LawTextArticle.objects.filter(text__law=self.entry.name, number=number, branch=branch).select_related("text")
        return {row.text.since: row for row in rows}

    @cached_property
    def paraphrases(self) -> dict[date, ArticleEntry]:
        number, branch = self.place
        return {} if branch else {row.since: row for row in self.entry.cited_articles.filter(number=number)}

    def get_title(self) -> str:
        number, branch = self.place
        return f"{self.entry}第{to_chinese(number)}条{f'之{to_chinese(branch)}' if branch else ''}"

    def get_parents(self) -> list[Crumb]:
        return [self.law_crumb]

    def get_context(self) -> dict[str, Any]:
        number, branch = self.place
        law = laws.law_named(self.entry.name)
        spans = {version.effective.since: version.effective for version in (law.versions if law else ())}
        spans |= {since: Effective(row.text.since, row.text.until) for since, row in self.full.items() if since not in spans}
        known = sorted((since for since in spans if since in self.full or since in self.paraphrases), reverse=True)
        exists = laws.exists(Citation(self.entry.name, number), self.asked)
        if (not known and exists is False) or (self.asked and self.asked not in spans):
            raise Http404
        texts = [self._text(since, spans[since]) for since in known]
        day = self.asked or (known[0] if known else None)
        bonds = [] if branch else [*declared().get((self.entry.name, number), ()), *rows_on(stored()).get((self.entry.name, number), ())]
        return {
            **super().get_context(),
            "entry": self.entry,
            "texts": sorted(texts, key=lambda text: text["since"] != day),
            "groups": grouped(bonds),
            "others": [span for since, span in spans.items() if since not in known],
        }

    def _text(self, since: date, span: Effective) -> dict[str, Any]:
        full, words = self.full.get(since), self.paraphrases.get(since)
        return {
            "since": since,
            "effective": span,
            "standing": standing(span),
            "full": full,
            "words": words,
            "mark": Mark(words.confidence).label if words else "",
            "url": reverse("library:article", args=[self.entry.slug, self.kwargs["article"], since.isoformat()]),
        }


class TextPage(PageView):
    """A full text as the office loaded it."""

    permission = SIGNED_IN
    menu_key = "laws"
    template_name = "library/laws/text.html"
    model = LawText

    @cached_property
    def text(self) -> LawText:
        text = LawText.objects.filter(pk=self.kwargs["pk"]).first()
        if text is None:
            raise Http404
        return text

    def get_title(self) -> str:
        return f"《{self.text.law}》全文"

    def get_parents(self) -> list[Crumb]:
        entry = LawEntry.objects.filter(name=self.text.law).first()
        return [Crumb(str(entry), entry.get_absolute_url())] if entry else []

    def get_context(self) -> dict[str, Any]:
        rows = list(self.text.articles.order_by("order"))
        chapters = [(heading, list(group)) for heading, group in groupby(rows, key=lambda row: row.heading)]
        for row in rows:
            row.name = f"第{to_chinese(row.number)}条{f'之{to_chinese(row.branch)}' if row.branch else ''}"
            row.url = reverse(
                "library:article",
                args=[slug_of(self.text.law), f"{row.number}-{row.branch}" if row.branch else str(row.number), self.text.since.isoformat()],
            )
        others = LawText.objects.filter(law=self.text.law).exclude(pk=self.text.pk)
        days = Effective(self.text.since, self.text.until)
        return {**super().get_context(), "text": self.text, "chapters": chapters, "others": others, "standing": standing(days), "count": len(rows)}


class Cite(GuardedView):
    """From a place in words to its page: ``?place=《…》第四十四条&on=2026-03-24``."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        address = article_url(request.GET.get("place", "")[:300], parse_day(request.GET.get("on", "")))
        return HttpResponseRedirect(address or reverse("library:laws"))
