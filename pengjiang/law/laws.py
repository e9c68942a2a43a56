"""Laws with their versions, and the articles that rules and limits cite. Pure.

* ``law_named("行政处罚法")`` → ``Law`` (full name, 中华人民共和国 left out, or an alias); ``is_full_name(text)``
* ``version_of(name, day)`` → the ``LawVersion`` in force on ``day``, ``None`` where there was none or the law is unknown
* ``find(citation, on)`` → ``Article`` with a paraphrase; without ``on`` the citation's own version or the latest text
* ``exists(citation, on)`` → False where the text has no such article, paragraph or item; ``None`` where that is not known

Paraphrases are ours; statute text is never stored.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib import resources

from pengjiang.law.citations import Citation, Effective
from pengjiang.law.rows import Mark

_STATE = "中华人民共和国"


class Rank(StrEnum):
    """Only the first four may found a penalty (行政处罚法第十六条)."""

    STATUTE = "statute"
    REGULATION = "regulation"
    LOCAL = "local"
    RULE = "rule"
    INTERPRETATION = "interpretation"
    DOCUMENT = "document"
    HOUSE = "house"

    @property
    def label(self) -> str:
        labels = {"statute": "法律", "regulation": "行政法规", "local": "地方性法规", "rule": "规章"}
        return (labels | {"interpretation": "司法解释", "document": "规范性文件", "house": "内部规定"})[self.value]

    @property
    def may_found_penalties(self) -> bool:
        return self in (Rank.STATUTE, Rank.REGULATION, Rank.LOCAL, Rank.RULE)


@dataclass(frozen=True)
class Article:
    """One article in our words; ``items`` has one number per 款, the count of its 项, and is ``None`` where not checked.

    ``mark`` is how far our words were checked, the version's own where ``None``.
    """

    law: str
    number: int
    text: str
    since: date
    items: tuple[int, ...] | None = None
    mark: Mark | None = None
    source: str = ""

    @property
    def citation(self) -> Citation:
        return Citation(self.law, self.number, version=self.since)

    @property
    def paragraphs(self) -> int | None:
        """How many 款 the article has."""
        return None if self.items is None else len(self.items)

    def is_pinpointed_by(self, citation: Citation) -> bool | None:
        """False where the article has several 款 or 项 and the citation stops before them; ``None`` where that is not known."""
        if self.items is None:
            return None
        if len(self.items) > 1 and citation.paragraph is None:
            return False
        count = self.items[(citation.paragraph or 1) - 1] if (citation.paragraph or 1) <= len(self.items) else 0
        return citation.item is not None or not count

    def has(self, citation: Citation) -> bool | None:
        """False where the citation names a 款 or 项 that the article does not have."""
        if self.items is None:
            return None
        paragraph = citation.paragraph or 1
        if paragraph > len(self.items):
            return False
        return citation.item is None or citation.item <= self.items[paragraph - 1]


@dataclass(frozen=True)
class LawVersion:
    """One text of a law; ``articles`` is the highest article number, ``None`` where not known."""

    law: str
    effective: Effective
    mark: Mark
    articles: int | None = None


@dataclass(frozen=True)
class Law:
    """A law by its full name."""

    name: str
    rank: Rank
    versions: tuple[LawVersion, ...]
    aliases: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        return self.name.removeprefix(_STATE)

    def version_on(self, day: date) -> LawVersion | None:
        """The text in force on ``day``."""
        return next((version for version in self.versions if day in version.effective), None)


@dataclass(frozen=True)
class Lawbook:
    """Laws and cited articles as one value."""

    laws: tuple[Law, ...]
    articles: tuple[Article, ...]

    def law_named(self, name: str) -> Law | None:
        """By full name, by the name without 中华人民共和国, or by an alias; book title marks do not matter."""
        return self._by_name.get(_plain(name))

    def is_full_name(self, name: str) -> bool:
        """True where ``name`` is written out as the law calls itself."""
        law = self.law_named(name)
        return law is not None and _plain(law.name) == _plain(name)

    def version_of(self, name: str, day: date) -> LawVersion | None:
        """The text of the law that is in force on ``day``."""
        law = self.law_named(name)
        return law.version_on(day) if law else None

    def find(self, citation: Citation, on: date | None = None) -> Article | None:
        """The article cited, in the text of ``on``, of the citation's version, or the latest one."""
        version = self._version(citation, on)
        if version is None or citation.article is None:
            return None
        return self._by_place.get((version.law, version.effective.since, citation.article))

    def exists(self, citation: Citation, on: date | None = None) -> bool | None:
        """Whether the text has the place cited; ``None`` where the law or its extent is not known."""
        law = self.law_named(citation.law)
        if law is None:
            return None
        version = self._version(citation, on)
        if version is None:
            return False
        if citation.article is None:
            return True
        if version.articles is not None and not 1 <= citation.article <= version.articles:
            return False
        article = self.find(citation, on)
        if article is None:
            return None if version.articles is None else True
        return article.has(citation) is not False

    def _version(self, citation: Citation, on: date | None) -> LawVersion | None:
        law = self.law_named(citation.law)
        day = on or citation.version
        if law is None:
            return None
        return law.version_on(day) if day else law.versions[-1]

    @cached_property
    def _by_name(self) -> dict[str, Law]:
        return {_plain(name): law for law in self.laws for name in (*law.aliases, law.short_name, law.name)}

    @cached_property
    def _by_place(self) -> dict[tuple[str, date | None, int], Article]:
        return {(article.law, article.since, article.number): article for article in self.articles}


@lru_cache(maxsize=1)
def packaged() -> Lawbook:
    """The laws that come with the program."""
    groups = [*_read("articles"), *_read("articles_items", "articles")]
    return Lawbook(tuple(map(read_law, _read("laws"))), tuple(article for group in groups for article in read_articles(group)))


def law_named(name: str) -> Law | None:
    """See ``Lawbook.law_named``; of the packaged laws."""
    return packaged().law_named(name)


def is_full_name(name: str) -> bool:
    """See ``Lawbook.is_full_name``; of the packaged laws."""
    return packaged().is_full_name(name)


def version_of(name: str, day: date) -> LawVersion | None:
    """See ``Lawbook.version_of``; of the packaged laws."""
    return packaged().version_of(name, day)


def find(citation: Citation, on: date | None = None) -> Article | None:
    """See ``Lawbook.find``; of the packaged laws."""
    return packaged().find(citation, on)


def exists(citation: Citation, on: date | None = None) -> bool | None:
    """See ``Lawbook.exists``; of the packaged laws."""
    return packaged().exists(citation, on)


def read_law(row: dict) -> Law:
    """A law from its TOML."""
    versions = tuple(
        LawVersion(row["name"], Effective(part["since"], part.get("until")), Mark(part["mark"]), part.get("articles"))
        for part in row["versions"]
    )
    return Law(row["name"], Rank(row["rank"]), versions, tuple(row.get("aliases", ())))


def read_articles(group: dict) -> tuple[Article, ...]:
    """The articles of one text of a law from its TOML."""
    mark = Mark(group["mark"]) if "mark" in group else None
    return tuple(
        Article(
            group["law"],
            row["article"],
            row["text"],
            group["since"],
            tuple(row["items"]) if "items" in row else None,
            mark,
            group.get("source", ""),
        )
        for row in group["rows"]
    )


def _read(name: str, table: str = "") -> list[dict]:
    return tomllib.loads(resources.files("pengjiang.law").joinpath("data", f"{name}.toml").read_text("utf-8"))[table or name]


def _plain(name: str) -> str:
    return name.strip().removeprefix("《").removesuffix("》").translate(str.maketrans("〈〉《》()", "〈〉〈〉（）"))
