"""HTML → PDF. The fonts and the parsed style sheets are kept for the life of the process: they are half the cost of a paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from pengjiang.documents import blocks as b
from pengjiang.documents import fonts
from pengjiang.documents import measures as m
from pengjiang.documents.html import NO_IMPRINT, Imprint, write_html

STYLES = Path(__file__).parent / "css"
PX_PT = 0.75


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF, the HTML it was made from, its number of pages."""

    pdf: bytes
    html: str
    pages: int


class LocalFetcher(URLFetcher):
    """Reads font files and data addresses; anything else would mean that a paper reaches out to a network."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"file", "data"})


@dataclass(frozen=True)
class Press:
    """What one process needs to print: fonts registered once, style sheets parsed once."""

    book: fonts.FontBook
    config: FontConfiguration
    sheets: dict[str, CSS]

    def sheet(self, html: str, *names: str) -> Document:
        """A page with style sheets of its own, for what is printed and not issued."""
        page = HTML(string=html, url_fetcher=LocalFetcher())
        return page.render(font_config=self.config, stylesheets=[self.sheets[name] for name in ("fonts", *names)])

    def layout(self, html: str, tree: b.Tree) -> Document:
        extra = [self.sheets[name] for name, wanted in (("demo", tree.demo), ("draft", tree.draft)) if wanted]
        page = HTML(string=html, url_fetcher=LocalFetcher())
        return page.render(
            font_config=self.config,
            stylesheets=[self.sheets["fonts"], self.sheets["paper"], self.sheets[str(tree.form)], *extra],
            pdf_variant="pdf/a-3u",
            pdf_tags=True,
        )


@lru_cache(maxsize=2)
def _press(book_key: int) -> Press:
    book, config = fonts.current(), FontConfiguration()
    texts = {path.stem: path.read_text("utf-8") for path in sorted(STYLES.glob("*.css"))}
    for role in fonts.FACES:  # the boxes in the margins cannot carry a class
        texts = {name: text.replace(f'"PJ {role}"', f'"{book.chain(role)[0].family}"') for name, text in texts.items()}
    texts["fonts"] = font_css(book)
    sheets = {name: CSS(string=text, font_config=config, url_fetcher=LocalFetcher()) for name, text in texts.items()}
    return Press(book, config, sheets)


def press() -> Press:
    """This process's press; a change of ``DOCUMENT_FONTS`` makes a new one."""
    return _press(id(fonts.current()))


def font_css(book: fonts.FontBook) -> str:
    """@font-face for our files and one class per role, so that every element names its family."""
    rules = [
        f"@font-face {{ font-family: '{file.family}'; src: url('{file.path.as_uri()}'); }}"
        for file in book.files.values()
        if not file.is_system_collection
    ]
    for role in fonts.FACES:
        rules.append(f".role-{role} {{ {_family(book.chain(role)[0])} }}")
    for role, selector in _SELECTORS.items():
        rules.append(f"{selector} {{ {_family(book.chain(role)[0])} }}")
    rules += [f".rare--{file.role} {{ {_family(file)} }}" for file in book.files.values()]
    return "\n".join(rules)


# Which elements are set in which face: here, because the family's name depends on the fonts found.
_SELECTORS = {
    "fang": ".paper",
    "hei": ".face-hei, .corner, .caption, .grid th, .attachment-label, .watermark",
    "kai": ".face-kai",
    "song": ".verification__text, .page-number",
    "title": ".red-mark, .title, .attachment-title, .tear-off__title, .body-name",
}


def _family(file: fonts.FontFile) -> str:
    return f"font-family: '{file.family}'; font-weight: {file.weight};"


def render(tree: b.Tree, imprint: Imprint = NO_IMPRINT) -> Rendered:
    """Print a tree. Raises ``MissingCharacter`` rather than print an empty box."""
    machine = press()
    html = write_html(tree, machine.book, imprint)
    document = machine.layout(html, tree)
    place = _edition_place(document, tree)
    if place != "same":
        html = write_html(tree, machine.book, imprint, edition=place)
        document = machine.layout(html, tree)
    if len(document.pages) > 1 and tree.first(b.FieldTable):
        closer = write_html(tree, machine.book, imprint, edition=place, compact=True)
        drawn = machine.layout(closer, tree)
        if len(drawn.pages) < len(document.pages):
            html, document = closer, drawn
    return Rendered(document.write_pdf(), html, len(document.pages))


def _edition_place(document: Document, tree: b.Tree) -> str:
    """版记 stands at the foot of an even page: the last of the body, the one behind it, or one behind a blank page (7.4.1)."""
    edition = tree.first(b.CopyTo)
    if not edition:
        return "same"
    number, top = next((index, page.anchors["body-end"][1]) for index, page in enumerate(document.pages, 1) if "body-end" in page.anchors)
    room = document.pages[number - 1].height * PX_PT - m.MARGINS_MM["bottom"] * m.MM - top * PX_PT
    fits = room >= 3 * m.LINE_PT
    if not edition.even_page or tree.form in {b.Form.LETTER, b.Form.LEGAL}:
        return "same" if fits else "next"
    if number % 2 == 0:
        return "same" if fits else "even"
    return "next"


def warm() -> None:
    """Print one throw-away page: the first paper of a worker then takes no longer than the others."""
    render(b.Tree(b.Form.PLAIN, "预热", (b.Paragraph("预热"),)))
