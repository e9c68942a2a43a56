"""The masker: what is known, what is found, and what stands in their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pengjiang.common.chinese import half_width
from pengjiang.common.masking import names, patterns

STEMS = "甲乙丙丁戊己庚辛壬癸"
OFFICER = "工作人员"


class Profile(StrEnum):
    """For whom a text is: those who handle it, the bodies that share, everybody."""

    INTERNAL = "internal"
    SHARED = "shared"
    PUBLIC = "public"


class Subject(StrEnum):
    """What a known name is the name of."""

    PERSON = "person"
    FIRM = "firm"
    OFFICER = "officer"
    TOWN = "town"
    NUMBER = "number"


LABELS = {
    Subject.PERSON: "姓名",
    Subject.FIRM: "单位名称",
    Subject.OFFICER: "工作人员姓名",
    Subject.TOWN: "镇街名称",
    Subject.NUMBER: "案号",
}
# What is masked for those who share; the rest they may read.
SHARED = frozenset({Subject.PERSON})


@dataclass(frozen=True)
class Known:
    """A name that the source of the text tells."""

    text: str
    subject: Subject = Subject.PERSON


@dataclass(frozen=True)
class Hit:
    """A place: from, to, what stood there, what stands there now, what it was."""

    start: int
    end: int
    original: str
    shown: str
    label: str


class Masker:
    """For several texts of one matter: ``texts`` are searched for names before any of them is masked, so that all agree."""

    def __init__(self, known: Iterable[Known] = (), texts: Sequence[str] = (), *, profile: Profile = Profile.PUBLIC) -> None:
        self.profile = profile
        given = [Known(names.plain(one.text), one.subject) for one in known if one.text.strip()]
        told = {one.text for one in given}
        found = [name for text in texts for name in names.names_in(half_width(text)) if not any(name in one or one in name for one in told)]
        self._known = list(dict.fromkeys([*given, *(Known(name) for name in found)]))
        self._words = self._words_for()
        self._pattern = _pattern(self._words)
        self._firms: dict[str, str] = {}
        for text in texts:
            for _, _, name in _firms(half_width(text)):
                self._firm_word(name)

    def mask(self, text: str) -> str:
        """The text with every datum replaced."""
        shown, end = [], 0
        for hit in self.hits(text):
            shown += [text[end : hit.start], hit.shown]
            end = hit.end
        return "".join([*shown, text[end:]])

    def hits(self, text: str) -> list[Hit]:
        """What is replaced by what, in order of place."""
        if self.profile == Profile.INTERNAL or not text:
            return []
        # Of the same length as the text: a place in one is the place in the other.
        flat = half_width(text)
        taken: list[Hit] = []
        for start, end, shown, label in [*self._numbers(flat), *self._firm_places(flat), *self._names(flat), *self._lone(flat)]:
            if shown != text[start:end] and not any(start < other.end and other.start < end for other in taken):
                taken.append(Hit(start, end, text[start:end], shown, label))
        return sorted(taken, key=lambda hit: hit.start)

    # Names

    def _words_for(self) -> dict[str, tuple[str, str]]:
        """Every form of every known name with the word in its place and what it is."""
        people = [one for one in self._known if one.subject == Subject.PERSON and len(one.text) > 1]
        by_surname: dict[str, list[str]] = {}
        for one in people:
            by_surname.setdefault(names.surname_of(one.text), []).append(one.text)
        officers = [one.text for one in self._known if one.subject == Subject.OFFICER]
        words: dict[str, tuple[str, str]] = {}
        for one in self._known:
            if self.profile == Profile.SHARED and one.subject not in SHARED:
                continue
            label = LABELS[one.subject]
            if one.subject == Subject.PERSON and len(one.text) > 1:
                surname = names.surname_of(one.text)
                same = by_surname[surname]
                word = f"{surname}某" + (STEMS[same.index(one.text) % len(STEMS)] if len(same) > 1 else "")
                for form in _forms(one.text):
                    words.setdefault(form, (word, label))
            elif one.subject == Subject.OFFICER:
                words.setdefault(one.text, (OFFICER + (STEMS[officers.index(one.text)] if len(officers) <= len(STEMS) else ""), label))
            elif one.subject == Subject.TOWN:
                words.setdefault(one.text, ("某镇（街）", label))
            elif one.subject == Subject.NUMBER:
                words.setdefault(one.text, ("某号", label))
            elif one.subject == Subject.FIRM:
                for form in _firm_forms(one.text):
                    words.setdefault(form, (patterns.firm_word(one.text), label))
        return words

    def _names(self, flat: str) -> Iterable[tuple[int, int, str, str]]:
        if self._pattern is None:
            return
        for match in self._pattern.finditer(flat):
            shown, label = self._words[names.plain(match.group())]
            if label == LABELS[Subject.OFFICER] and names.TITLE.search(flat[: match.start()]):
                shown = shown.removeprefix(OFFICER) or STEMS[0]
            yield match.start(), match.end(), shown, label

    def _lone(self, flat: str) -> Iterable[tuple[int, int, str, str]]:
        """A name of one sign: only where it stands alone or is announced, else half the language would go."""
        for one in self._known:
            if one.subject == Subject.PERSON and len(one.text) == 1:
                sign = re.escape(one.text)
                for match in re.finditer(f"(?<![{names.HAN}]){sign}(?![{names.HAN}])|(?<=当事人){sign}|(?<=姓名:){sign}|(?<=姓名：){sign}", flat):
                    yield match.start(), match.end(), "某人", LABELS[Subject.PERSON]

    # What can be told by its look

    def _numbers(self, flat: str) -> Iterable[tuple[int, int, str, str]]:
        for pattern, label, shown, kept in patterns.NUMBERS:
            if self.profile == Profile.SHARED and kept < 0:
                continue
            for match in pattern.finditer(flat):
                if self.profile == Profile.SHARED and kept:
                    yield match.start(), match.end(), "*" * 4 + re.sub(r"\W", "", match.group())[-kept:], label
                else:
                    yield match.start(), match.end(), shown, label

    def _firm_places(self, flat: str) -> Iterable[tuple[int, int, str, str]]:
        if self.profile == Profile.SHARED:
            return
        for start, end, name in _firms(flat):
            yield start, end, self._firm_word(name), LABELS[Subject.FIRM]

    def _firm_word(self, name: str) -> str:
        """某公司; the second of its kind 某公司乙."""
        if name not in self._firms:
            word = patterns.firm_word(name)
            same = sum(other.startswith(word) for other in self._firms.values())
            self._firms[name] = word + (STEMS[same % len(STEMS)] if same else "")
        return self._firms[name]


def doubts(text: str) -> list[str]:
    """What still looks like a name, for a person to judge: a surname and one or two signs after a mark or a word that names often follow."""
    pattern = re.compile(f"(?:^|[，。；：、“（(\\s]|[与和由对向经])(?P<name>{names.ANY})(?=[，。；：、”）)\\s与和的在到]|$)")
    found = [match["name"] for match in pattern.finditer(text)]
    return list(dict.fromkeys(name for name in found if not names.is_word(name)))


def _forms(name: str) -> list[str]:
    """The whole name, and its parts where they are long enough to be told from ordinary words."""
    if names.DOTTED.fullmatch(name):
        return [name, *(part for part in re.split(f"[{names.DOTS}]", name) if len(part) > 1)]
    given = names.given_of(name)
    return [name, *([given] if len(given) > 1 else [])]


def _firm_forms(name: str) -> list[str]:
    """The name with and without its place; and the part before its kind (永炽五金 of 江门市蓬江区永炽五金加工厂)."""
    tail = patterns.PLACE_PART.sub("", name)
    return [form for form in dict.fromkeys((name, tail, _stem(tail))) if len(form) > 2 or form == name]


def _stem(name: str) -> str:
    """What is a firm's own: 永炽 of 永炽五金加工厂; empty for what is no firm."""
    return next((name.removesuffix(kind) for kind in patterns.KINDS_OF_FIRMS if name.endswith(kind)), "")


def _pattern(words: dict[str, tuple[str, str]]) -> re.Pattern[str] | None:
    """All forms, the longest first; blanks between signs and any kind of dot do not matter."""
    if not words:
        return None
    flexible = [names.GAP.join(f"[{names.DOTS}.]" if sign in names.DOTS else re.escape(sign) for sign in form) for form in sorted(words, key=lambda form: -len(form))]
    return re.compile("|".join(flexible))


def _firms(flat: str) -> Iterable[tuple[int, int, str]]:
    """Firms by their kind, from the place they are in where that is said."""
    for match in patterns.FIRM.finditer(flat):
        head = patterns.PLACE_HEAD.match(match.group())
        start = match.start() + (head.end() if head else 0)
        # What is masked already stays; what follows it is looked at by itself.
        start += flat[start : match.end()].rfind("某") + 1
        name = flat[start : match.end()]
        if len(_stem(name)) > 1 and not re.match("[该本其各一两多个]", patterns.PLACE_PART.sub("", name)):
            yield start, match.end(), name
