"""Writes the mirror of rules, laws and articles, and what the search knows of them. Running it again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import models, transaction
from django.db.models import Count

from pengjiang.checks import rules
from pengjiang.law import laws
from pengjiang.law.laws import Article, Law, Rank
from pengjiang.library.bonds import declared
from pengjiang.library.links import slug_of
from pengjiang.library.models import ArticleEntry, LawEntry, LawText, RuleEntry
from pengjiang.library.rulebook import switches_of
from pengjiang.search.services import rebuild

SEARCHED = ("library.ruleentry", "library.articleentry", "library.lawtextarticle")
_RANKS = list(Rank)


@transaction.atomic
def mirror_library() -> dict[str, int]:
    """Rules, laws and articles as code and data now have them; the counts of rows."""
    _replace(RuleEntry, ["code"], _rules())
    mirror_laws()
    ids = dict(LawEntry.objects.values_list("name", "pk"))
    _replace(ArticleEntry, ["law_id", "number", "since"], (_article(article, ids[article.law]) for article in laws.packaged().articles))
    rebuild(SEARCHED)
    return {"rules": RuleEntry.objects.count(), "laws": LawEntry.objects.count(), "articles": ArticleEntry.objects.count()}


@transaction.atomic
def mirror_laws() -> None:
    """The list of laws: those that come with the program and those of which the office loaded a text."""
    packaged = laws.packaged().laws
    full = {row["law"]: row for row in LawText.objects.values("law").annotate(count=Count("id"), since=models.Min("since"))}
    names = {law.name for law in packaged}
    bonds = declared()
    entries = [_law(place, law, bonds, full.get(law.name, {}).get("count", 0)) for place, law in enumerate(packaged)]
    entries += [
        LawEntry(
            name=name,
            slug=slug_of(name),
            rank=Rank.DOCUMENT.value,
            rank_order=_RANKS.index(Rank.DOCUMENT),
            order=len(packaged) + place,
            since=row["since"],
            versions=row["count"],
            full_texts=row["count"],
        )
        for place, (name, row) in enumerate(sorted(full.items()))
        if name not in names
    ]
    _replace(LawEntry, ["name"], entries)


def _rules() -> Iterable[RuleEntry]:
    for order, rule in enumerate(rules.ALL):
        yield RuleEntry(
            code=rule.code,
            order=order,
            title=rule.title,
            demand=rule.demand,
            category=rule.code[:2],
            severity=rule.severity.value,
            weight=rule.severity.weight,
            automatic=rule.automatic,
            across_files=rule.across_files,
            file_types=sorted(rule.file_types),
            switches=list(switches_of(rule)),
            since=rule.effective.since,
            until=rule.effective.until,
            cited="\n".join(dict.fromkeys(str(entry.citation) for entry in rule.bases)),
        )


def _law(order: int, law: Law, bonds: dict, full_texts: int) -> LawEntry:
    resting = [bond for (name, _), own in bonds.items() if name == law.name for bond in own]
    return LawEntry(
        name=law.name,
        slug=slug_of(law.name),
        rank=law.rank.value,
        rank_order=_RANKS.index(law.rank),
        order=order,
        since=law.versions[0].effective.since,
        until=law.versions[-1].effective.until,
        versions=len(law.versions),
        articles=len({article.number for article in laws.packaged().articles if article.law == law.name}),
        rules=len({bond.key for bond in resting if bond.kind == "rule"}),
        full_texts=full_texts,
    )


def _article(article: Article, law: int) -> ArticleEntry:
    version = laws.packaged().law_named(article.law).version_on(article.since)
    own = [bond for bond in declared().get((article.law, article.number), ()) if bond.effective.overlaps(version.effective)]
    return ArticleEntry(
        law_id=law,
        number=article.number,
        since=article.since,
        text=article.text,
        confidence=(article.mark or version.mark).value,
        source=article.source,
        rules=sorted({bond.key for bond in own if bond.kind == "rule"}),
        limits=sorted({bond.key for bond in own if bond.kind == "limit"}),
    )


def _replace(model: type[models.Model], keys: Sequence[str], entries: Iterable[models.Model]) -> None:
    """Insert, update by key, and drop what is no longer declared; rows that stay keep their number."""
    entries = list(entries)
    columns = [field.attname for field in model._meta.concrete_fields if not field.primary_key and field.attname not in keys]
    model.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=[key.removesuffix("_id") if key == "law_id" else key for key in keys], update_fields=columns
    )
    wanted = {tuple(getattr(entry, key) for key in keys) for entry in entries}
    gone = [pk for pk, *key in model.objects.values_list("pk", *keys) if tuple(key) not in wanted]
    model.objects.filter(pk__in=gone).delete()

