"""Addresses of the library for other rooms: a rule, an article."""

from __future__ import annotations

from datetime import date
from hashlib import blake2s

from django.urls import reverse

from pengjiang.law import laws
from pengjiang.law.citations import Citation

# An address is kept in the search table, and each sign takes nine in it.
LONGEST_SLUG = 16


def slug_of(name: str) -> str:
    """A law in an address: its short name without what divides an address; of a long one the beginning and a digest."""
    short = name.removeprefix("中华人民共和国").replace("/", "-").replace(" ", "")
    return short if len(short) <= LONGEST_SLUG else f"{short[:10]}-{blake2s(name.encode(), digest_size=4).hexdigest()}"


def rule_url(code: str) -> str:
    """The page of a rule."""
    return reverse("library:rule", args=[code])


def article_url(citation: Citation | str, on: date | None = None) -> str:
    """The page of the article cited, as it stood on a day; of the law where no article is named; empty where the law is not known."""
    if isinstance(citation, str):
        try:
            citation = Citation.parse(citation)
        except ValueError:
            return ""
    law = laws.law_named(citation.law)
    name = law.name if law else citation.law
    if citation.article is None:
        return reverse("library:law", args=[slug_of(name)])
    place = f"{citation.article}-{citation.branch}" if citation.branch else str(citation.article)
    version = laws.version_of(name, on) if on else None
    if version is not None and version.effective.since:
        return reverse("library:article", args=[slug_of(name), place, version.effective.since.isoformat()])
    return reverse("library:article", args=[slug_of(name), place])
