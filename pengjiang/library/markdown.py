"""A law text in Markdown: front matter, headings, 第…条. Pure; every error names its line.

::

    ---
    name: 中华人民共和国某某法
    number: 主席令第1号
    promulgated_on: 2021-01-22
    in_force_from: 2021-07-15
    in_force_to:
    source: 国家法律法规数据库
    ---
    # 中华人民共和国某某法
    ## 第一章 总则
    第一条 为了……
    **第二条**　……
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from pengjiang.law.citations import read_number
from pengjiang.web.days import parse_day

KEYS = {
    "name": "name",
    "名称": "name",
    "number": "number",
    "文号": "number",
    "promulgated_on": "promulgated_on",
    "公布日期": "promulgated_on",
    "in_force_from": "since",
    "施行日期": "since",
    "in_force_to": "until",
    "失效日期": "until",
    "source": "source",
    "来源": "source",
}
DAYS = ("promulgated_on", "since", "until")
NEEDED = {"name": "name（名称）", "since": "in_force_from（施行日期）", "source": "source（来源）"}
LONGEST = {"name": 160, "number": 80, "source": 200}
MOST_BYTES = 2_000_000
MOST_ARTICLES, MOST_BRANCHES = 5_000, 200

_NUMERAL = r"[0-9零〇一二两三四五六七八九十百千]+"
_HEADING = re.compile(r"(#{1,6})\s*(.*?)\s*#*")
_ARTICLE = re.compile(rf"(?:#{{1,6}}\s*)?(?:\*\*|__)?第({_NUMERAL})条(?:之({_NUMERAL}))?(?:\*\*|__)?(?:[\s　:：]+|$)(.*)")


class Faulty(Exception):
    """A text that cannot be read; the lines with their sentences."""

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        super().__init__("；".join(f"第{line}行：{sentence}" for line, sentence in problems))
        self.problems = problems


@dataclass(frozen=True)
class ParsedArticle:
    """第number条之branch under its headings."""

    number: int
    branch: int
    heading: str
    body: str


@dataclass
class ParsedText:
    """A whole text; ``notes`` are what a person should look at though it can be loaded."""

    name: str
    since: date
    source: str
    number: str = ""
    promulgated_on: date | None = None
    until: date | None = None
    preamble: str = ""
    articles: list[ParsedArticle] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Changes with anything that would be stored."""
        parts = [self.name, self.number, self.promulgated_on, self.since, self.until, self.source, self.preamble]
        parts += [(one.number, one.branch, one.heading, one.body) for one in self.articles]
        return hashlib.sha256(repr(parts).encode()).hexdigest()


def read(data: bytes) -> ParsedText:
    """The text of a file. Raises ``Faulty``."""
    lines = _lines(data)
    problems: list[tuple[int, str]] = []
    values, places, start = _front_matter(lines, problems)
    text = ParsedText(
        name=values.get("name", ""),
        since=values.get("since") or date.min,
        source=values.get("source", ""),
        number=values.get("number", ""),
        promulgated_on=values.get("promulgated_on"),
        until=values.get("until"),
    )
    if text.until and values.get("since") and text.until < text.since:
        problems.append((places["until"], "失效日期早于施行日期。"))
    if text.promulgated_on and values.get("since") and text.promulgated_on > text.since:
        problems.append((places["promulgated_on"], "公布日期晚于施行日期。"))
    _body(lines, start, text, problems)
    if problems:
        raise Faulty(sorted(problems))
    return text


def _lines(data: bytes) -> list[str]:
    if len(data) > MOST_BYTES:
        raise Faulty([(1, "文件超过2MB，不像一部法规的文本。")])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Faulty([(line, "不是UTF-8编码，请用编辑器另存为UTF-8。")]) from error
    if "\0" in text:
        raise Faulty([(text[: text.index("\0")].count("\n") + 1, "含有空字符，不是文本文件。")])
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _front_matter(lines: list[str], problems: list[tuple[int, str]]) -> tuple[dict, dict[str, int], int]:
    """Values, the line of each, and where the body begins."""
    first = next((place for place, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise Faulty([(1, "文件是空的。")])
    if lines[first].strip() != "---":
        raise Faulty([(first + 1, "文件应以“---”开头的说明部分起始，写明name、in_force_from、source。")])
    end = next((place for place in range(first + 1, len(lines)) if lines[place].strip() == "---"), None)
    if end is None:
        raise Faulty([(first + 1, "说明部分没有以“---”结束。")])
    values: dict = {}
    places: dict[str, int] = {}
    for place in range(first + 1, end):
        if lines[place].strip():
            _entry(place + 1, lines[place], values, places, problems)
    for key, label in NEEDED.items():
        if not values.get(key) and key not in {name for name, line in places.items() if any(line == at for at, _ in problems)}:
            problems.append((places.get(key, end + 1), f"说明部分没有写{label}。"))
    return values, places, end + 1


def _entry(at: int, line: str, values: dict, places: dict[str, int], problems: list[tuple[int, str]]) -> None:
    name, colon, text = line.replace("：", ":", 1).partition(":")
    key = KEYS.get(name.strip())
    text = text.strip().strip("\"'").strip()
    if not colon or key is None:
        problems.append((at, f"不认识“{name.strip()[:20]}”，可以写的是：{'、'.join(sorted(name for name in KEYS if name.isascii()))}。"))
        return
    if key in places:
        problems.append((at, f"“{name.strip()}”写了两次。"))
        return
    places[key] = at
    if key in DAYS:
        values[key] = parse_day(text) if text else None
        if text and values[key] is None:
            problems.append((at, f"“{text[:30]}”不是日期，应如2021-07-15。"))
    elif len(text) > LONGEST[key]:
        problems.append((at, f"超过{LONGEST[key]}个字。"))
    else:
        values[key] = text.removeprefix("《").removesuffix("》") if key == "name" else text


def _body(lines: list[str], start: int, text: ParsedText, problems: list[tuple[int, str]]) -> None:
    """Headings, preamble and articles."""
    path: dict[int, str] = {}
    open_article: tuple[int, int, str, list[str]] | None = None
    seen: dict[tuple[int, int], int] = {}
    preamble: list[str] = []
    for at, line in _numbered(lines, start):
        article = _ARTICLE.fullmatch(line.strip())
        heading = None if article else _HEADING.fullmatch(line.strip())
        if article:
            _close(open_article, text)
            key = _key(at, article, problems)
            _check_order(at, key, seen, text, problems)
            open_article = (*key, " ".join(path[depth] for depth in sorted(path))[:200], [article[3]])
        elif heading:
            _close(open_article, text)
            open_article = None
            depth = len(heading[1])
            path = {level: title for level, title in path.items() if level < depth}
            if heading[2] and heading[2] != text.name:
                path[depth] = heading[2]
        elif open_article:
            open_article[3].append(line.strip())
        elif line.strip():
            preamble.append(line.strip())
    _close(open_article, text)
    text.preamble = "\n".join(preamble)
    if not text.articles:
        problems.append((start + 1, "没有找到“第…条”。每一条应独占一行开头，条号后空一格。"))
    problems += [(at, f"第{number}条没有内容。") for (number, branch), at in seen.items() if _is_empty(text, number, branch)]


def _key(at: int, article: re.Match, problems: list[tuple[int, str]]) -> tuple[int, int]:
    """Number and 之; what cannot be one is said and stands for nothing."""
    try:
        number, branch = read_number(article[1]), read_number(article[2]) if article[2] else 0
    except ValueError:
        number, branch = 0, 0
    if not 1 <= number <= MOST_ARTICLES or branch > MOST_BRANCHES:
        problems.append((at, f"“第{article[1][:12]}条”不是条文号。"))
        return at + MOST_ARTICLES, 0
    return number, branch


def _numbered(lines: list[str], start: int) -> Iterator[tuple[int, str]]:
    for place in range(start, len(lines)):
        yield place + 1, lines[place]


def _close(article: tuple[int, int, str, list[str]] | None, text: ParsedText) -> None:
    if article is not None:
        number, branch, heading, body = article
        text.articles.append(ParsedArticle(number, branch, heading, "\n".join(part for part in body if part)))


def _check_order(at: int, key: tuple[int, int], seen: dict, text: ParsedText, problems: list[tuple[int, str]]) -> None:
    if key in seen:
        problems.append((at, f"第{key[0]}条出现两次，上一次在第{seen[key]}行。"))
        return
    last = max(seen, default=(0, 0))
    if key < last:
        problems.append((at, f"第{key[0]}条排在第{last[0]}条之后。"))
    elif key[0] > last[0] + 1:
        text.notes.append((at, f"第{last[0]}条之后是第{key[0]}条，中间缺{key[0] - last[0] - 1}条。" if last[0] else f"从第{key[0]}条开始。"))
    seen[key] = at


def _is_empty(text: ParsedText, number: int, branch: int) -> bool:
    return any((one.number, one.branch) == (number, branch) and not one.body for one in text.articles)
