"""Time limits on the page: the light with its word, and the card that explains how the last day came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html

from pengjiang.web.components.basics import icon_or_nothing
from pengjiang.web.components.library import one_of, render, tag

# Shape, word and colour: any one of the three is enough to read the light.
LIGHTS = {
    "overdue": ("stop", "超期"),
    "soon": ("clock", "临期"),
    "normal": ("check-circle", "正常"),
    "paused": ("pause", "已中止"),
    "done": ("check", "已办结"),
    "provisional": ("info", "暂按推算"),
}


@dataclass(frozen=True)
class Light:
    """A light: its code, what follows the word (余 5 个工作日) and, where the word differs, the word (须立即)."""

    code: str
    detail: str = ""
    word: str = ""

    def __post_init__(self) -> None:
        one_of("deadline_chip", "light", self.code, LIGHTS)

    @property
    def icon(self) -> str:
        return LIGHTS[self.code][0]

    @property
    def text(self) -> str:
        return self.word or LIGHTS[self.code][1]


@dataclass(frozen=True)
class StripDay:
    """One day of the strip; ``kind`` is today, off, due or empty, ``mark`` the word under the number."""

    day: date
    mark: str
    kind: str = ""

    def __post_init__(self) -> None:
        one_of("deadline_card", "strip kind", self.kind, ("", "today", "off", "due"))


@dataclass(frozen=True)
class CountStep:
    """A sentence of the computation with its article."""

    text: str
    citation: str = ""
    href: str = ""


@dataclass(frozen=True)
class LimitCard:
    """All that a deadline card shows. ``left`` is the large line (还有 5), ``unit`` the small one after it."""

    title: str
    light: Light
    left: str
    due_on: date | None
    unit: str = "个工作日"
    note: str = ""
    strip: Sequence[StripDay] = ()
    strip_note: str = ""
    steps: Sequence[CountStep] = ()
    basis: str = ""
    history_url: str = ""
    id: str = ""

    @property
    def colour(self) -> str:
        """Variant of the top edge."""
        return {"overdue": "overdue", "normal": "normal", "done": "normal", "paused": "paused"}.get(self.light.code, "")


@tag
def deadline_chip(light: Light | str | None = None, *, detail: str = "", word: str = "", bare: bool = False) -> str:
    """The light with its words. Takes a ``Light`` or a light's code; nothing for None. ``bare`` leaves the detail out."""
    if not light:
        return ""
    if isinstance(light, str):
        light = Light(light, detail, word)
    more = format_html('<span class="deadline-chip__detail">{}</span>', light.detail) if light.detail and not bare else ""
    return format_html(
        '<span class="deadline-chip deadline-chip--{}">{}{}{}</span>', light.code, icon_or_nothing(light.icon), light.text, more
    )


@tag
def deadline_card(card: LimitCard, *, compact: bool = False) -> str:
    """Result above, computation below. ``compact`` folds strip and steps away."""
    return render("deadline_card", card=card, compact=compact)


def days_word(count: int) -> str:
    """How far a working day is: 今日到期, 余 5 个工作日, 超 2 个工作日 as a chip says it."""
    if count == 0:
        return "今日到期"
    return f"余 {count} 个工作日" if count > 0 else f"{-count} 个工作日"
