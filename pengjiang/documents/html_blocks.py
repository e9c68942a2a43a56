"""One block → its HTML. The measures stand in ``css/``; here is only what CSS cannot know: which font has a character, where a line ends."""

from __future__ import annotations

from functools import singledispatchmethod
from html import escape
from itertools import groupby

from pengjiang.documents import blocks as b
from pengjiang.documents import measures as m
from pengjiang.documents.fonts import FontBook, FontFile
from pengjiang.documents.text import attachment_lines
from pengjiang.documents.typeset import Glyph, Line, break_lines

_ROLE = {"": "fang", "underline": "fang", "hei": "hei", "kai": "kai"}
# Roles of the faces in headings: 一、黑体 （一）楷体 1.仿宋 （1）仿宋 (7.3.3).
_HEADING_FACE = {1: "hei", 2: "kai", 3: "", 4: ""}
# A field with more than this may go on overleaf; shorter ones are kept together.
_LONG_FIELD = 400
_GRID = m.BODY_PT + m.LETTER_SPACING_PT


class BlockWriter:
    """Writes the blocks of one tree with the fonts of one book."""

    def __init__(self, book: FontBook, form: b.Form) -> None:
        self.book = book
        self.form = form
        self.tables = 0

    # Text

    def span(self, text: str, role: str) -> str:
        """Text in a role's font, with a span round the characters that another font must print."""
        main = self.book.chain(role)[0]
        parts = []
        for file, chars in groupby(text, key=lambda char: main if char == "\n" else self.book.pick(role, char)):
            piece = escape("".join(chars)).replace("\n", "<br>")
            parts.append(piece if file is main else f'<span class="rare rare--{file.role}">{piece}</span>')
        return "".join(parts)

    def lines(self, runs: b.Runs, *, measure: float = m.CHARACTERS * _GRID, indent: float = 0, hang: float = 0) -> str:
        """Runs as filled lines; ``indent`` and ``hang`` in characters, of the first line and of the others."""
        glyphs = [
            Glyph(char, file.advance(char) * m.BODY_PT + m.LETTER_SPACING_PT, (file, run.face))
            for run in runs
            for char in run.text
            for file in (self.book.pick(_ROLE[run.face], char),)
        ]
        lines = break_lines(glyphs, measure=measure - hang * _GRID, first=measure - indent * _GRID, em=m.BODY_PT)
        return "<br>".join(self._line(line) for line in lines)

    def _line(self, line: Line) -> str:
        main = self.book.chain("fang")[0]
        parts = []
        for (file, face), glyphs in groupby(line.glyphs, key=lambda glyph: glyph.style):
            text = escape("".join(glyph.char for glyph in glyphs))
            classes = _run_classes(file, face, main)
            parts.append(f'<span class="{classes}">{text}</span>' if classes else text)
        text = "".join(parts)
        if abs(line.spread) < 0.005:
            return f'<span class="line">{text}</span>'
        return f'<span class="line" style="letter-spacing:{m.LETTER_SPACING_PT + line.spread:.3f}pt">{text}</span>'

    def paragraphs(self, runs: b.Runs, *, css: str = "text", indent: int = 2, align: str = "left") -> str:
        """One paragraph per line of what somebody typed."""
        return "".join(self._paragraph(line, css=css, indent=indent, align=align) for line in b.split_lines(runs))

    def _paragraph(self, runs: b.Runs, *, css: str, indent: int, align: str) -> str:
        if align != "left":
            inner = "".join(self.span(run.text, _ROLE[run.face]) for run in runs)
            return f'<p class="{css} {css}--{align}">{inner}</p>'
        return f'<p class="{css} indent-{indent}">{self.lines(runs, indent=indent)}</p>'

    # Blocks

    @singledispatchmethod
    def write(self, block: b.Block) -> str:
        raise TypeError(f"no HTML for {type(block).__name__}")

    @write.register
    def _(self, block: b.Letterhead) -> str:
        top = "".join(
            f'<p class="{css}">{self.span(text, "hei")}</p>'
            for css, text in (("copy-number", block.copy_number), ("secrecy", block.secrecy), ("urgency", block.urgency))
            if text
        )
        corner = f'<div class="corner">{top}</div>' if top else ""
        if self.form in {b.Form.LEGAL, b.Form.PLAIN}:
            return f'{corner}<p class="body-name">{self.span(block.mark, "title")}</p>'
        return corner + self._red_mark(block)

    def _red_mark(self, block: b.Letterhead) -> str:
        """The red mark, its ink (not its line) beginning where the standard says."""
        size, title = m.mark_size_pt(block.mark), self.book.chain("title")[0]
        known = "".join(char for char in block.mark if title.covers(char))
        above = (title.baseline - title.ink_top(known)) * size
        below = (1 - title.baseline - title.ink_bottom(known)) * size
        letter = self.form is b.Form.LETTER
        top = (m.LETTER_MARK_TOP_MM - m.MARGINS_MM["top"] if letter else m.RED_MARK_TOP_MM) * m.MM - above
        style = f"font-size:{size}pt;margin-top:{top:.2f}pt;margin-bottom:{-below:.2f}pt"
        mark = f'<p class="red-mark" style="{style}">{self.span(block.mark, "title")}</p>'
        lines = '<div class="red-double"></div><div class="red-double red-double--foot"></div>' if letter else ""
        return f'<div class="mark-place">{mark}</div>{lines}'

    @write.register
    def _(self, block: b.Number) -> str:
        line = '<div class="red-line"></div>' if self.form in {b.Form.RED_HEAD, b.Form.MINUTES} else ""
        number = self.span(block.text, "fang") or "&#160;"
        if not block.signatory:
            return f'<p class="number">{number}</p>{line}'
        signatory = f'{self.span("签发人：", "fang")}<span class="face-kai">{self.span(block.signatory, "kai")}</span>'
        return f'<div class="number number--signed"><p>{number}</p><p>{signatory}</p></div>{line}'

    @write.register
    def _(self, block: b.Title) -> str:
        lines = "<br>".join(self.span(line, "title") for line in m.title_lines(block))
        return f'<h1 class="title">{lines}</h1>'

    @write.register
    def _(self, block: b.Addressee) -> str:
        return self.paragraphs(b.runs(f"{'、'.join(block.names)}："), css="addressee", indent=0)

    @write.register
    def _(self, block: b.Paragraph) -> str:
        return self.paragraphs(block.runs, indent=block.indent, align=block.align)

    @write.register
    def _(self, block: b.Heading) -> str:
        head = b.Run(block.numbered_text, _HEADING_FACE[block.level])
        tag = "p" if block.text_after else f"h{block.level + 1}"
        css = "text" if block.text_after else "text heading"
        first, *others = b.split_lines(block.text_after) or [()]
        rest = "".join(self._paragraph(line, css="text", indent=2, align="left") for line in others)
        return f'<{tag} class="{css} indent-2">{self.lines((head, *first), indent=2)}</{tag}>{rest}'

    @write.register
    def _(self, block: b.NumberedItem) -> str:
        return self.paragraphs((b.Run(block.marker), *block.runs))

    @write.register
    def _(self, block: b.Table) -> str:
        total = sum(block.widths)
        columns = "".join(f'<col style="width:{width / total * 100:.2f}%">' for width in block.widths)
        head = "".join(self._row(row, head=True) for row in block.rows[: block.header_rows])
        body = "".join(self._row(row) for row in block.rows[block.header_rows :])
        caption = f'<p class="caption">{self.span(block.caption, "hei")}</p>' if block.caption else ""
        css = "table-place table-place--landscape" if block.landscape else "table-place"
        table = f'<table class="grid"><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{body}</tbody></table>'
        return f'<div class="{css}">{caption}{table}</div>'

    def _row(self, row: tuple[b.Cell, ...], *, head: bool = False) -> str:
        return f"<tr>{''.join(self._cell(cell, head=head or cell.head) for cell in row)}</tr>"

    def _cell(self, cell: b.Cell, *, head: bool) -> str:
        tag, role = ("th", "hei") if head else ("td", "fang")
        spans = (f' colspan="{cell.columns}"' if cell.columns > 1 else "") + (f' rowspan="{cell.rows}"' if cell.rows > 1 else "")
        return f'<{tag} class="cell cell--{cell.align}"{spans}>{self.span(cell.text, role)}</{tag}>'

    @write.register
    def _(self, block: b.FieldTable) -> str:
        rows = "".join(f"<tr>{''.join(self._field(field) for field in row)}</tr>" for row in block.rows)
        columns = "".join(f'<col class="form__{"label" if index % 2 == 0 else "value"}">' for index in range(4))
        return f'<table class="form"><colgroup>{columns}</colgroup><tbody>{rows}</tbody></table>'

    def _field(self, field: b.Field) -> str:
        css = f"form__field form__field--{field.lines}" + (" form__field--sign" if field.sign else "")
        css += " form__field--long" if len(field.value) > _LONG_FIELD else ""
        value = f'<td class="{css}" colspan="{field.columns - 1}">{self.span(field.value, "fang")}</td>'
        return f'<th class="form__head">{self.span(field.label, "fang")}</th>{value}'

    @write.register
    def _(self, block: b.Attachments) -> str:
        # 附件名称不加标点；回行与上一行附件名称首字对齐，后续序号与第一个序号对齐 (7.3.4).
        lines = attachment_lines(block)
        several = len(block.names) > 1
        rows = [
            f'<p class="text hang-{5 + (1 if several else 0)} indent-{2 if index == 0 else 5}">'
            f"{self.lines(b.runs(line), indent=2 if index == 0 else 5, hang=6 if several else 5)}</p>"
            for index, line in enumerate(lines)
        ]
        return f'<div class="attachments">{"".join(rows)}</div>'

    @write.register
    def _(self, block: b.Signature) -> str:
        lines = "".join(
            f'<p class="signature__line" style="padding-right:{right * _GRID:.2f}pt">{self.span(text, "fang")}</p>'
            for text, right in m.signature_lines(block)
        )
        kind = "sealed" if block.sealed else "plain"
        return f'<div class="signature signature--{kind}">{lines}</div>'

    @write.register
    def _(self, block: b.Note) -> str:
        return self.paragraphs(b.runs(f"（{block.text}）"), css="text note")

    @write.register
    def _(self, block: b.Remark) -> str:
        return f'<p class="remark">{self.span(block.text, "fang")}</p>'

    @write.register
    def _(self, block: b.Attendance) -> str:
        hang = 2 + m.width_em(block.label) + 1
        runs = (b.Run(f"{block.label}：", "hei"), b.Run("、".join(block.names)))
        style = f"padding-left:{hang * _GRID:.2f}pt;text-indent:{(2 - hang) * _GRID:.2f}pt"
        return f'<p class="text" style="{style}">{self.lines(runs, indent=2, hang=hang)}</p>'

    @write.register
    def _(self, block: b.AttachmentHead) -> str:
        title = "<br>".join(self.span(line, "title") for line in m.title_lines(b.Title(block.title)))
        return f'<p class="attachment-label">{self.span(block.label, "hei")}</p><h1 class="attachment-title">{title}</h1>'

    @write.register
    def _(self, block: b.TearOff) -> str:
        return f'<div class="tear-off"></div><p class="tear-off__title">{self.span(block.title, "title")}</p>'

    @write.register
    def _(self, block: b.CopyTo) -> str:
        copy = f'<p class="edition__copy">{self.span(block.copy_text, "fang")}</p>' if block.copy_text else ""
        printed = (
            f'<p class="edition__printed"><span class="edition__by">{self.span(block.printed_by, "fang")}</span>'
            f'<span class="edition__on">{self.span(block.printed_text, "fang")}</span></p>'
            if block.printed_by or block.printed_on
            else ""
        )
        both = " edition--both" if copy and printed else ""
        return f'<div id="body-end"></div><div class="edition-place"><div class="edition{both}">{copy}{printed}</div></div>'

    @write.register
    def _(self, block: b.PageBreak) -> str:
        return '<div class="page-break"></div>'


def _run_classes(file: FontFile, face: str, main: FontFile) -> str:
    """Classes of a run that is not plain body text."""
    names = [f"face-{face}"] if face else []
    if file is not main and file.role != _ROLE[face]:
        names.append(f"rare rare--{file.role}")
    return " ".join(names)
