"""What others fill in: where the page of an article is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.urls import NoReverseMatch, reverse

from pengjiang.law.citations import Citation
from pengjiang.web.slots import Slot

# ``fn(citation, day) -> address``, empty where there is no page of that article.
article_links: Slot[Callable[[Citation, date | None], str]] = Slot("article links")


def article_url(text: str, day: date | None = None) -> str:
    """The page of a cited article, or an empty text: the citation is then shown without a link."""
    if not article_links.is_filled:
        return ""
    try:
        cited = Citation.parse(text)
    except ValueError:
        return ""
    return article_links.filler(cited, day)


def rule_url(code: str) -> str:
    """The page of a rule in the library, or an empty text."""
    try:
        return reverse("library:rule", args=[code])
    except NoReverseMatch:
        return ""
