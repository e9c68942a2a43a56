"""Pages: nothing inline (the Content-Security-Policy would refuse it), and Chinese words only."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from tests.meta.tree import files, name

# Papers are rendered by WeasyPrint, which knows no policy; mails carry their style with them.
NOT_PAGES = ("templates/documents/", "templates/notifications/")
INLINE = {
    "行内脚本": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=.application/json.)[^>]*>", re.IGNORECASE),
    "行内样式表": re.compile(r"<style\b", re.IGNORECASE),
    "style 属性": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "on… 属性": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "javascript: 地址": re.compile(r"javascript:", re.IGNORECASE),
}
TAGS = re.compile(r"\{#.*?#\}|\{%\s*comment.*?endcomment\s*%\}|\{%.*?%\}", re.DOTALL)
VALUES = re.compile(r"\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"[A-Za-z]{3,}")
# Names that Chinese readers know by their letters.
KNOWN = set(
    "PDF DOCX XLSX CSV JPG JPEG PNG TIFF ZIP Word WPS Excel SHA API URL HTML JSON TOTP OCR HTTP HTTPS Ctrl Esc Enter Tab Alt Shift Home End "
    "TXT SQL UTC Outlook".split()
)
# A block that fills the inside of a tag in another template.
ATTRIBUTES = re.compile(r"\s*([\w-]+=(['\"]).*?\2\s*)+", re.DOTALL)
SPOKEN = {"title", "alt", "placeholder", "aria-label", "aria-description", "label", "content-title"}
SILENT = {"script", "style", "code", "kbd", "samp", "pre"}


def pages() -> list[Path]:
    return [path for path in files(".html") if "templates" in path.parts and not name(path).startswith(NOT_PAGES)]


def test_there_are_pages():
    assert pages() != []


def test_pages_hold_nothing_inline():
    found = []
    for path in pages():
        text = _bare(path)
        found += [f"{name(path)}：{what}：{match[0]}" for what, pattern in INLINE.items() for match in pattern.finditer(text)]

    assert found == [], "\n".join(found)


def test_pages_speak_chinese():
    found = []
    for path in pages():
        reader = Words()
        reader.feed(_bare(path))
        found += [f"{name(path)}：{text}" for text in reader.foreign]

    assert found == [], "\n".join(found)


def _bare(path: Path) -> str:
    """The page without the template language: its tags leave nothing, its values a blank."""
    return VALUES.sub(" ", TAGS.sub("", path.read_text(encoding="utf-8")))


class Words(HTMLParser):
    """Collects what a reader of the page would see or hear in other letters than Chinese."""

    def __init__(self) -> None:
        super().__init__()
        self.foreign: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag in SILENT:
            self.silent.append(tag)
        for attribute, value in attrs:
            if attribute in SPOKEN:
                self._read(value or "")

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if self.silent and self.silent[-1] == tag:
            self.silent.pop()

    def handle_data(self, data):
        if not self.silent and not ATTRIBUTES.fullmatch(data):
            self._read(data)

    def _read(self, text: str) -> None:
        if set(WORD.findall(text)) - KNOWN:
            self.foreign.append(" ".join(text.split()))
