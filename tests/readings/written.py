"""The written papers: their text, the facts that they state, and how they become PDF, DOCX and scans."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from docx import Document
from weasyprint import HTML

FOLDER = Path(__file__).parent / "papers"
CITED = ("violated", "penalised_by", "basis")


@dataclass(frozen=True)
class Written:
    """One paper; ``facts`` by pointer."""

    name: str
    text: str
    facts: dict[str, Any]
    text_set: str

    @property
    def lines(self) -> list[str]:
        return [line for line in self.text.strip().splitlines() if line.strip()]


@lru_cache
def papers() -> tuple[Written, ...]:
    """All of them. ``heldout.txt`` was written before the reader first saw any paper, ``later.txt`` after it
    had been put right on those, ``wider.txt`` after that and ``latest.txt`` after that again: each shows
    how unseen wordings were read before its own were added."""
    return tuple(paper for name in ("seen", "heldout", "later", "wider", "latest") for paper in _load(name))


def _load(name: str) -> Iterator[Written]:
    for part in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("### ")[1:]:
        title, _, rest = part.partition("\n")
        facts, _, text = rest.partition("\n---\n")
        yield Written(title.strip(), text, dict(_leaves(json.loads(facts), "")), name)


def _leaves(value: Any, at: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and not (at.rsplit("/", maxsplit=1)[-1].isdigit() and at.split("/")[-2] in CITED):
        for key, item in value.items():
            yield from _leaves(item, f"{at}/{key}")
    elif isinstance(value, list) and any(isinstance(item, dict) for item in value):
        for place, item in enumerate(value):
            yield from _leaves(item, f"{at}/{place}")
    else:
        yield at, value


def as_html(paper: Written) -> str:
    """Titles centred, signatures to the right, rows of forms as tables."""
    parts, table = [], []
    for line in [*paper.lines, ""]:
        if line.startswith("|"):
            table.append("<tr>" + "".join(f"<td>{html.escape(cell.strip())}</td>" for cell in line.strip("|").split("|")) + "</tr>")
            continue
        if table:
            parts.append(f"<table>{''.join(table)}</table>")
            table = []
        if line.startswith("# "):
            parts.append(f"<h1>{html.escape(line[2:])}</h1>")
        elif line.startswith("> "):
            parts.append(f"<p class=r>{html.escape(line[2:])}</p>")
        elif line:
            parts.append(f"<p>{html.escape(line)}</p>")
    return STYLE + "".join(parts)


STYLE = """<meta charset=utf-8><style>@page { size: A4; margin: 28mm 24mm } body { font: 15px/1.75 "Noto Serif CJK SC" }
h1 { font-size: 21px; text-align: center; margin: 4px } p { margin: 2px 0; white-space: pre-wrap } .r { text-align: right }
table { width: 100%; border-collapse: collapse; margin: 6px 0 } td { border: 1px solid black; padding: 5px 6px }</style>"""


def as_pdf(paper: Written) -> bytes:
    """Set once in a run: several tests read the same paper."""
    return _pdf(as_html(paper))


@lru_cache
def _pdf(text: str) -> bytes:
    return HTML(string=text).write_pdf()


def as_docx(paper: Written) -> bytes:
    document = Document()
    rows: list[list[str]] = []
    for line in [*paper.lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
            for at, row in enumerate(rows):
                for place, text in enumerate(row):
                    table.cell(at, place).text = text
            rows = []
        if line:
            document.add_paragraph(re.sub(r"^[#>] ", "", line))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
