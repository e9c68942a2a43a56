"""The smallest parts: icon, button, badge, count, citation, proof, verification code."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template import TemplateSyntaxError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from pengjiang.common import clock
from pengjiang.web.components.library import block, one_of, render, tag

BUTTON_KINDS = ("", "primary", "danger", "quiet")
BADGE_KINDS = ("", "active", "good", "warn", "bad", "veto", "outline")
COUNT_KINDS = ("", "active", "bad")


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """Names in the sprite, read from its template once."""
    sprite = (settings.BASE_DIR / "templates" / "components" / "icons.html").read_text(encoding="utf-8")
    return frozenset(re.findall(r'id="i-([a-z-]+)"', sprite))


@lru_cache(maxsize=256)
def _icon(name: str, small: bool, label: str) -> SafeString:
    one_of("icon", "name", name, sorted(icon_names()))
    css = "icon icon--small" if small else "icon"
    if label:
        return format_html('<svg class="{}" role="img" aria-label="{}"><use href="#i-{}"/></svg>', css, label, name)
    return format_html('<svg class="{}" aria-hidden="true"><use href="#i-{}"/></svg>', css, name)


@tag
def icon(name: str, *, small: bool = False, label: str = "") -> str:
    """A drawing of the sprite; hidden from screen readers unless it has a label."""
    return _icon(name, bool(small), str(label))


def icon_or_nothing(name: str, *, small: bool = False) -> str:
    """For parts whose icon is optional."""
    return _icon(name, small, "") if name else ""


def attributes(**values: Any) -> SafeString:
    """HTML attributes; None and False are left out, True stands alone, ``_`` becomes ``-``."""
    pairs = []
    for key, value in values.items():
        if value is None or value is False or value == "":
            continue
        key = key.rstrip("_").replace("_", "-")
        pairs.append(format_html(" {}", key) if value is True else format_html(' {}="{}"', key, value))
    return mark_safe("".join(pairs))  # noqa: S308 — every value went through format_html


@tag
def button(
    label: str = "",
    *,
    kind: str = "",
    icon: str = "",
    trailing: str = "",
    href: str = "",
    post: str = "",
    type: str = "",
    name: str = "",
    value: Any = None,
    form: str = "",
    formaction: str = "",
    id: str = "",
    small: bool = False,
    large: bool = False,
    block: bool = False,
    disabled: bool = False,
    reason: str = "",
    busy: bool = False,
    aria_label: str = "",
    dialog: bool = False,
    download: bool = False,
    new_tab: bool = False,
    copies: str = "",
    formnovalidate: bool = False,
) -> str:
    """A link that looks like a button when ``href`` is given, else a button.

    ``post`` is an address to which it posts on its own, without a form around it (the layouts carry one);
    ``dialog`` opens the address in the page's dialog where there is script; ``reason`` makes it unavailable and says why beside it;
    ``copies`` is the id of the element whose text it copies. Without a label it is square and needs ``aria_label``.
    """
    one_of("button", "kind", kind, BUTTON_KINDS)
    if not label and not aria_label:
        raise TemplateSyntaxError("button: without a label it needs aria_label.")
    css = ["button"]
    css += [f"button--{kind}"] if kind else []
    css += [f"button--{n}" for n, on in (("small", small), ("large", large), ("block", block), ("square", not label)) if on]
    content = format_html("{}{}{}", icon_or_nothing(icon), label, icon_or_nothing(trailing))
    common = {"class_": " ".join(css), "id": id, "aria_label": aria_label, "aria_busy": "true" if busy else None}
    if post:
        type, form, formaction = "submit", "plain-post", post
    if reason or (disabled and href):
        return _refused(content, common, reason)
    if href:
        opens = attributes(hx_get=href, hx_target="#dialog-content", hx_swap="innerHTML", hx_push_url="false") if dialog else ""
        more = attributes(href=href, download=bool(download), target="_blank" if new_tab else None, rel="noopener" if new_tab else None)
        return format_html("<a{}{}{}>{}</a>", attributes(**common), more, opens, content)
    more = attributes(
        type=type or "button",
        name=name,
        value=value,
        form=form,
        formaction=formaction,
        formnovalidate=bool(formnovalidate),
        disabled=bool(disabled),
        data_copies=copies,
    )
    return format_html("<button{}{}>{}</button>", attributes(**common), more, content)


def _refused(content: str, common: dict[str, Any], reason: str) -> str:
    note = format_html('<span class="button-reason">{}</span>', reason) if reason else ""
    return format_html('<button type="button" aria-disabled="true"{}>{}</button>{}', attributes(**common), content, note)


@tag
def badge(text: Any, *, kind: str = "", icon: str = "") -> str:
    """A state or a degree: 整改期, 严重."""
    one_of("badge", "kind", kind, BADGE_KINDS)
    css = f"badge badge--{kind}" if kind else "badge"
    return format_html('<span class="{}">{}{}</span>', css, icon_or_nothing(icon), text)


@tag
def count(number: Any, *, kind: str = "", unit: str = "") -> str:
    """A number in a pill; ``unit`` is read out only (项待办)."""
    one_of("count", "kind", kind, COUNT_KINDS)
    css = f"count count--{kind}" if kind else "count"
    said = format_html('<span class="visually-hidden">{}</span>', unit) if unit else ""
    return format_html('<span class="{}">{}{}</span>', css, number, said)


@tag
def citation(text: Any, *, href: str = "") -> str:
    """The article on which something rests."""
    if not text:
        return ""
    inner = format_html('<a href="{}">{}</a>', href, text) if href else text
    return format_html('<span class="citation">{}</span>', inner)


@tag
def proof(name: str, *, href: str, size: str = "") -> str:
    """A file that proves something, as a chip."""
    note = format_html('<span class="muted">{}</span>', size) if size else ""
    return format_html('<a class="proof" href="{}">{}<span>{}</span>{}</a>', href, _icon("clip", False, ""), name, note)


@tag
def verify_code(code: str) -> str:
    """The code under which a document can be verified."""
    return format_html('<span class="verify-code">核验码 <b>{}</b></span>', code)


@tag
def day(value: date | datetime | None, *, weekday: bool = False, year: bool = True) -> str:
    """A date in full, 2026年10月8日 星期四, of a moment also the time; an em dash for none."""
    if not value:
        return "—"
    is_moment = isinstance(value, datetime)
    if is_moment and value.tzinfo:
        value = value.astimezone(clock.ZONE)
    text = f"{value.month}月{value.day}日"
    if year:
        text = f"{value.year}年{text}"
    if weekday:
        text += f" 星期{'一二三四五六日'[value.weekday()]}"
    if is_moment:
        text += f" {value:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


@block()
def menu(body: str, slots: dict[str, str], *, label: str, icon: str = "", count: Any = "", kind: str = "", start: bool = False) -> str:
    """A button that unfolds a sheet; the sheet's content is the body."""
    one_of("menu", "kind", kind, BUTTON_KINDS)
    return render("menu", body=body, label=label, icon=icon, count=count, kind=kind, start=start)


def joined(parts: list[str]) -> SafeString:
    """Parts already rendered, one after the other."""
    return format_html_join("", "{}", ((part,) for part in parts))
