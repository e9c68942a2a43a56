"""Papers and what is said about them: documents, uploads, findings, rectification items, two versions side by side."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from pengjiang.web.components.deadlines import Light
from pengjiang.web.components.library import block, one_of, render, tag

DOCUMENT_STATES = ("draft", "queued", "rendering", "ready", "failed")
SEVERITIES = {
    "veto": ("veto", "shield", "一票否决"),
    "serious": ("bad", "stop", "严重"),
    "minor": ("warn", "info", "轻微"),
    "hint": ("active", "eye", "提示"),
    "unknown": ("outline", "question", "缺数据"),
    "pass": ("good", "check", "通过"),
}


@dataclass(frozen=True)
class Paper:
    """A document as its card shows it. ``poll_url`` answers with the same card until it is ready or has failed."""

    name: str
    state: str = "ready"
    meta: str = ""
    preview_url: str = ""
    download_url: str = ""
    docx_url: str = ""
    retry_url: str = ""
    poll_url: str = ""
    percent: int | None = None
    stage: str = ""
    code: str = ""
    id: str = ""
    format: str = "PDF"

    def __post_init__(self) -> None:
        one_of("document_card", "state", self.state, DOCUMENT_STATES)

    @property
    def is_under_way(self) -> bool:
        return self.state in {"queued", "rendering"}


@dataclass(frozen=True)
class Proof:
    """A file that proves something."""

    name: str
    href: str


@dataclass(frozen=True)
class RectificationItem:
    """A thing to be put right, with who, until when, and its proofs."""

    number: int
    what: str
    how: str = ""
    who: str = ""
    light: Light | None = None
    done: str = ""
    proofs: Sequence[Proof] = ()
    state: str = ""
    state_kind: str = ""
    do: str = ""
    do_href: str = ""
    primary: bool = False
    href: str = ""
    remark: str = ""

    @property
    def do_kind(self) -> str:
        return "primary" if self.primary else ""


@dataclass(frozen=True)
class UploadedFile:
    """A file in the list under the upload field."""

    name: str
    note: str = ""
    size: str = ""
    state: str = "good"
    href: str = ""


@tag
def document_card(paper: Paper) -> str:
    """A document: queued, being made, ready or failed; asks again by itself while it is being made."""
    return render("document_card", paper=paper)


@tag
def rectification_item(item: RectificationItem) -> str:
    """One row of a list of rectification items (inside an ``ol``)."""
    return render("rectification_item", item=item)


@block("answer", "compare")
def finding(
    body: str,
    slots: dict[str, str],
    *,
    title: str,
    severity: str,
    code: str = "",
    place: str = "",
    place_url: str = "",
    lawful: str = "",
    citation: Any = "",
    id: str = "",
) -> str:
    """A finding: the sentence (body, ``<mark>`` for what proves it), the lawful way, the article, the answer."""
    one_of("finding", "severity", severity, SEVERITIES)
    kind, icon, word = SEVERITIES[severity]
    return render(
        "finding",
        body=body,
        slots=slots,
        title=title,
        kind=kind,
        icon=icon,
        word=word,
        code=code,
        place=place,
        place_url=place_url,
        lawful=lawful,
        citation=citation,
        id=id or code,
    )


@tag
def severity_badge(severity: str, *, word: str = "") -> str:
    """A severity with its shape and word."""
    from pengjiang.web.components.basics import badge  # noqa: PLC0415 — leaf

    one_of("severity_badge", "severity", severity, SEVERITIES)
    kind, icon, default = SEVERITIES[severity]
    return badge(word or default, kind=kind, icon=icon)


@tag
def compare(before: str, after: str, *, before_label: str = "原文", after_label: str = "新文", copies: str = "") -> str:
    """Two versions of a text; what went is struck out on the left, what came is marked on the right."""
    left, right = marked_versions(before, after)
    return render("compare", left=left, right=right, before_label=before_label, after_label=after_label, copies=copies)


@tag
def upload(
    name: str = "files",
    *,
    url: str = "",
    accept: str = ".pdf,.jpg,.jpeg,.png",
    help: str = "",
    multiple: bool = True,
    label: str = "把文件拖到这里，或",
    files: Iterable[UploadedFile] = (),
    id: str = "",
    maximum_mb: int = 0,
    camera: bool = False,
    errors: Iterable[str] = (),
) -> str:
    """A field to drop files on. With ``url`` the script sends each file there at once with progress; else it is a plain field.

    Stands inside a form with ``enctype="multipart/form-data"``; ``camera`` offers the phone's camera.
    """
    from django.conf import settings  # noqa: PLC0415 — leaf

    megabytes = maximum_mb or settings.UPLOAD_MAX_MB
    return render(
        "upload",
        name=name,
        url=url,
        accept=accept,
        help=help or f"{_kinds(accept)}，单个不超过 {megabytes} 兆；按内容查验，不看后缀",
        multiple=multiple,
        label=label,
        files=files,
        id=id or f"upload-{name}",
        maximum=megabytes * 1024 * 1024,
        camera=camera,
        errors=errors,
    )


def _kinds(accept: str) -> str:
    names = [part.strip().lstrip(".").upper() for part in accept.split(",") if part.strip().startswith(".")]
    return "、".join(name for name in names if name != "JPEG") or "文件"


def marked_versions(before: str, after: str) -> tuple[SafeString, SafeString]:
    """Both texts as HTML, the one with ``<del>``, the other with ``<ins>``; compared by Chinese character and by word."""
    old, new = _tokens(before), _tokens(after)
    left: list[str] = []
    right: list[str] = []
    for op, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        if op == "equal":
            left.append(escape(gone))
            right.append(escape(come))
            continue
        if gone:
            left.append(_marked("del", gone))
        if come:
            right.append(_marked("ins", come))
    return mark_safe("".join(left)), mark_safe("".join(right))  # noqa: S308 — every part is escaped


def _tokens(text: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9]+|\s+|.", text or "", re.DOTALL)


def _marked(name: str, text: str) -> str:
    return format_html_join("", "<{}>{}</{}>", [(name, text, name)])
