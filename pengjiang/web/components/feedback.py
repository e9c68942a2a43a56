"""What the page says back: alerts, errors, empty states, progress, dialogs, toasts."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString

from pengjiang.web.components.basics import icon_or_nothing
from pengjiang.web.components.library import block, one_of, render, tag

ALERTS = {"": "info", "good": "check-circle", "warn": "clock", "error": "alert"}
STATES = {"empty": "inbox", "search": "search", "error": "alert", "locked": "lock"}


@block("tools")
def alert(body: str, slots: dict[str, str], *, kind: str = "", title: str = "", icon: str = "", id: str = "") -> str:
    """A notice within the page; ``error`` is announced at once."""
    one_of("alert", "kind", kind, ALERTS)
    return render("alert", body=body, slots=slots, kind=kind, title=title, icon=icon or ALERTS[kind], id=id)


@block("tools")
def state(body: str, slots: dict[str, str], *, title: str, kind: str = "empty", icon: str = "") -> str:
    """Nothing to show, and why, and what one can do: ``empty``, ``search`` (no hit), ``error``, ``locked``."""
    one_of("state", "kind", kind, STATES)
    return render("state", body=body, slots=slots, title=title, kind=kind, icon=icon or STATES[kind])


@tag
def skeleton(*, rows: int = 3) -> str:
    """What stands where content is being loaded."""
    return render("skeleton", rows=["", "middle", "short"] * ((rows + 2) // 3), count=rows)


@tag
def progress(value: Any = None, *, maximum: Any = 100, text: str = "", detail: str = "", label: str = "进度", kind: str = "") -> str:
    """A bar; without a value it only says that something is under way."""
    one_of("progress", "kind", kind, ("", "good", "bad"))
    return render("progress", value=value, maximum=maximum, text=text, detail=detail, label=label, kind=kind)


@block("foot")
def dialog(body: str, slots: dict[str, str], *, title: str, id: str = "", static: bool = False) -> str:
    """A dialog. Pages rarely need one: the layout's own takes what ``dialog=True`` buttons open."""
    return render("dialog", body=body, slots=slots, title=title, id=id or "dialog-specimen", static=static)


@tag
def toast(text: str, *, kind: str = "", href: str = "", link: str = "") -> SafeString:
    """A short message that floats; errors stay until closed."""
    one_of("toast", "kind", kind, ("", "error"))
    more = format_html('<a href="{}">{}</a>', href, link) if href else ""
    return format_html(
        '<p class="toast{}" role="{}">{}<span>{}</span>{}</p>',
        " toast--error" if kind else "",
        "alert" if kind else "status",
        icon_or_nothing("alert" if kind else "check-circle"),
        text,
        more,
    )
