"""One block → paragraphs and tables of a DOCX file."""

from __future__ import annotations

from functools import singledispatchmethod

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from pengjiang.documents import blocks as b
from pengjiang.documents import measures as m
from pengjiang.documents.docx_style import RED, border, element, frame, ignore_grid, indent, set_face
from pengjiang.documents.text import attachment_lines

_ALIGN = {"left": WD_ALIGN_PARAGRAPH.LEFT, "center": WD_ALIGN_PARAGRAPH.CENTER, "right": WD_ALIGN_PARAGRAPH.RIGHT}
_ROLE = {"": "fang", "underline": "fang", "hei": "hei", "kai": "kai"}
_HEADING_ROLE = {1: "hei", 2: "kai", 3: "fang", 4: "fang"}


class DocxWriter:
    """Writes the blocks of one tree into a document."""

    def __init__(self, document: Document, form: b.Form) -> None:
        self.document = document
        self.form = form

    def paragraph(self, runs: b.Runs = (), *, style: str | None = None, align: str = "left", first: float = 0) -> Paragraph:
        """A paragraph of the body."""
        made = self.document.add_paragraph(style=style)
        made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if align == "left" and first else _ALIGN[align]
        indent(made, first=first)
        for run in runs:
            part = set_face(made.add_run(run.text), _ROLE[run.face])
            part.font.underline = run.face == "underline" or None
        return made

    def line(self, text: str, role: str, *, size: float = m.BODY_PT, align: str = "left", pitch: float = m.LINE_PT) -> Paragraph:
        """A line in one face."""
        made = self.paragraph(align=align)
        set_face(made.add_run(text), role, size=size)
        made.paragraph_format.line_spacing = Pt(pitch)
        return made

    def finish(self) -> None:
        """A table cannot end a document: Word wants a paragraph behind it."""
        if self.document.element.body[-2].tag == qn("w:tbl"):
            self._hair()

    def _hair(self) -> None:
        self.document.add_paragraph().paragraph_format.line_spacing = Pt(1)

    @singledispatchmethod
    def write(self, block: b.Block) -> None:
        raise TypeError(f"no DOCX for {type(block).__name__}")

    @write.register
    def _(self, block: b.Letterhead) -> None:
        for text in (block.copy_number, block.secrecy, block.urgency):
            if text:
                self.line(text, "hei")
        if self.form in {b.Form.LEGAL, b.Form.PLAIN}:
            size = m.TITLE_PT if self.form is b.Form.LEGAL else 18
            self.line(block.mark, "title", size=size, align="center", pitch=36)
        else:
            self._red_mark(block)

    def _red_mark(self, block: b.Letterhead) -> None:
        size = m.mark_size_pt(block.mark)
        mark = self.paragraph(align="center")
        set_face(mark.add_run(block.mark), "title", size=size, color=RED)
        mark.paragraph_format.line_spacing = Pt(size * 1.1)
        if self.form is b.Form.LETTER:
            # In a frame of its own: the mark begins above the type area.
            frame(mark, top_mm=m.LETTER_MARK_TOP_MM, width_mm=m.LETTER_LINE_MM)
            border(mark, "bottom", kind="thickThinSmallGap", eighths=24, space=round(m.RED_LINE_GAP_MM * m.MM))
        else:
            above = sum(1 for text in (block.copy_number, block.secrecy, block.urgency) if text) * m.LINE_PT
            mark.paragraph_format.space_before = Pt(m.RED_MARK_TOP_MM * m.MM - above)
            mark.paragraph_format.space_after = Pt(2 * m.LINE_PT)

    @write.register
    def _(self, block: b.Number) -> None:
        red = self.form in {b.Form.RED_HEAD, b.Form.MINUTES}
        paragraph = self.line(block.text, "fang", align=("left" if block.signatory else "center") if red else "right")
        if block.signatory:
            indent(paragraph, left=1, right=1)
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Pt((m.CHARACTERS - 1) * (m.BODY_PT + m.LETTER_SPACING_PT)), WD_TAB_ALIGNMENT.RIGHT
            )
            set_face(paragraph.add_run("\t签发人："), "fang")
            set_face(paragraph.add_run(block.signatory), "kai")
        if self.form is b.Form.LEGAL:
            paragraph.paragraph_format.space_before = Pt(m.LINE_PT)
        if red:
            border(paragraph, "bottom", eighths=12, space=round(m.RED_LINE_GAP_MM * m.MM))

    @write.register
    def _(self, block: b.Title) -> None:
        self._title(m.title_lines(block), before=0 if self.form in {b.Form.LEGAL, b.Form.PLAIN} else 2 * m.LINE_PT)

    def _title(self, lines: tuple[str, ...], *, before: float, after: float = 0) -> None:
        paragraph = self.document.add_paragraph(style="Title")
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
        for index, text in enumerate(lines):
            run = set_face(paragraph.add_run(text), "title", size=m.TITLE_PT)
            if index < len(lines) - 1:
                run.add_break()

    @write.register
    def _(self, block: b.Addressee) -> None:
        paragraph = self.paragraph(b.runs(f"{'、'.join(block.names)}："))
        paragraph.paragraph_format.space_before = Pt(m.LINE_PT)

    @write.register
    def _(self, block: b.Paragraph) -> None:
        self._paragraphs(block.runs, align=block.align, first=block.indent if block.align == "left" else 0)

    def _paragraphs(self, runs: b.Runs, *, align: str = "left", first: float = 2) -> None:
        """One paragraph per line of what somebody typed."""
        for line in b.split_lines(runs):
            self.paragraph(line, align=align, first=first)

    @write.register
    def _(self, block: b.Heading) -> None:
        style = None if block.text_after else f"Heading {block.level}"
        first, *others = b.split_lines(block.text_after) or [()]
        paragraph = self.paragraph(style=style, first=2)
        set_face(paragraph.add_run(block.numbered_text), _HEADING_ROLE[block.level])
        for run in first:
            set_face(paragraph.add_run(run.text), _ROLE[run.face])
        for line in others:
            self.paragraph(line, first=2)

    @write.register
    def _(self, block: b.NumberedItem) -> None:
        self._paragraphs((b.Run(block.marker), *block.runs))

    @write.register
    def _(self, block: b.Table) -> None:
        if block.landscape:
            self._turn_page(WD_ORIENT.LANDSCAPE)
        if block.caption:
            self.line(block.caption, "hei", align="center")
        room = m.TYPE_AREA_MM[1 if block.landscape else 0]
        self._fill_table(block, self._table(len(block.rows), [room * width / sum(block.widths) for width in block.widths]))
        if block.landscape:
            self._turn_page(WD_ORIENT.PORTRAIT)

    def _turn_page(self, way: WD_ORIENT) -> None:
        """A section of its own, so that one table may lie across."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        short, long = (Mm(side) for side in m.PAGE_MM)
        section.orientation = way
        section.page_width, section.page_height = (long, short) if way == WD_ORIENT.LANDSCAPE else (short, long)
        sides = m.LANDSCAPE_MARGINS_MM if way == WD_ORIENT.LANDSCAPE else m.MARGINS_MM
        for side, value in sides.items():
            setattr(section, f"{side}_margin", Mm(value))

    def _fill_table(self, block: b.Table, table: Table) -> None:
        columns = len(block.widths)
        taken: set[tuple[int, int]] = set()
        for row_index, row in enumerate(block.rows):
            free = (column for column in range(columns))
            for cell in row:
                column = next(place for place in free if (row_index, place) not in taken)
                place = self._merged(table, row_index, column, cell, taken)
                self._fill(place, cell.text, "hei" if cell.head or row_index < block.header_rows else "fang", align=cell.align)
            properties = table.rows[row_index]._tr.get_or_add_trPr()
            properties.append(element("w:cantSplit"))
            if row_index < block.header_rows:
                properties.append(element("w:tblHeader"))

    def _merged(self, table: Table, row: int, column: int, cell: b.Cell, taken: set[tuple[int, int]]) -> _Cell:
        taken.update((row + down, column + across) for down in range(cell.rows) for across in range(cell.columns))
        return table.cell(row, column).merge(table.cell(row + cell.rows - 1, column + cell.columns - 1))

    @write.register
    def _(self, block: b.FieldTable) -> None:
        table = self._table(len(block.rows), [m.TYPE_AREA_MM[0] * share for share in (0.19, 0.31, 0.19, 0.31)])
        for index, row in enumerate(block.rows):
            table.rows[index].height = Pt(max(field.lines for field in row) * 18 + 6)
            table.rows[index].height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
            column = 0
            for field in row:
                self._fill(table.cell(index, column), field.label, "fang")
                value = table.cell(index, column + 1).merge(table.cell(index, column + field.columns - 1))
                self._fill(value, field.value, "fang", align="right" if field.sign else "left")
                if field.sign:
                    value.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
                column += field.columns

    def _table(self, rows: int, widths_mm: list[float]) -> Table:
        if self.document.element.body[-2].tag == qn("w:tbl"):
            self._hair()  # or Word would make one table of two
        table = self.document.add_table(rows, len(widths_mm), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = Mm(width)
            for cell in column.cells:
                cell.width = Mm(width)
        return table

    def _fill(self, cell: _Cell, text: str, role: str, *, align: str = "center") -> None:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        for index, line in enumerate(text.split("\n")):
            paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            paragraph.alignment = _ALIGN[align]
            paragraph.paragraph_format.line_spacing = Pt(18)
            ignore_grid(paragraph)
            set_face(paragraph.add_run(line), role, size=m.FORM_PT)

    @write.register
    def _(self, block: b.Attachments) -> None:
        for index, line in enumerate(attachment_lines(block)):
            hang = 6 if len(block.names) > 1 else 5
            paragraph = self.paragraph(b.runs(line))
            indent(paragraph, left=hang, first=(2 if index == 0 else 5) - hang)
            paragraph.paragraph_format.keep_with_next = True
            if index == 0:
                paragraph.paragraph_format.space_before = Pt(m.LINE_PT)

    @write.register
    def _(self, block: b.Signature) -> None:
        for index, (text, right) in enumerate(m.signature_lines(block)):
            paragraph = self.paragraph(b.runs(text), align="right")
            indent(paragraph, right=right)
            paragraph.paragraph_format.keep_with_next = text != block.date_text
            if index == 0:
                paragraph.paragraph_format.space_before = Pt((2 if block.sealed else 1) * m.LINE_PT)

    @write.register
    def _(self, block: b.Note) -> None:
        self.paragraph(b.runs(f"（{block.text}）"), first=2)

    @write.register
    def _(self, block: b.Remark) -> None:
        self.line(block.text, "fang", size=10.5, pitch=16)

    @write.register
    def _(self, block: b.Attendance) -> None:
        paragraph = self.paragraph((b.Run(f"{block.label}：", "hei"), b.Run("、".join(block.names))))
        hang = 2 + m.width_em(block.label) + 1
        indent(paragraph, left=hang, first=2 - hang)

    @write.register
    def _(self, block: b.AttachmentHead) -> None:
        label = self.line(block.label, "hei")
        label.paragraph_format.page_break_before = True
        self._title(m.title_lines(b.Title(block.title)), before=m.LINE_PT, after=m.LINE_PT)

    @write.register
    def _(self, block: b.TearOff) -> None:
        paragraph = self.line(block.title, "title", size=18, align="center", pitch=36)
        paragraph.paragraph_format.space_before = Pt(m.LINE_PT)
        border(paragraph, "top", kind="dashed", eighths=8, color="000000", space=6)

    @write.register
    def _(self, block: b.CopyTo) -> None:
        lines = [text for text in (block.copy_text, block.printed_by + "\t" + block.printed_text) if text.strip()]
        table = self.document.add_table(len(lines), 1)
        properties = table._tbl.tblPr
        # Floating at the foot of the type area, as 版记 demands.
        properties.append(element("w:tblpPr", vertAnchor="margin", horzAnchor="margin", tblpXSpec="center", tblpYSpec="bottom"))
        edges = element("w:tblBorders")
        for side, eighths in (("top", 8), ("bottom", 8), ("insideH", 6)):
            edges.append(element(f"w:{side}", val="single", sz=eighths, space=0, color="000000"))
        properties.append(edges)
        for row, text in zip(table.rows, lines, strict=True):
            cell = row.cells[0]
            cell.width = Mm(m.TYPE_AREA_MM[0])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing = Pt(25)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(m.TYPE_AREA_MM[0] - 9), WD_TAB_ALIGNMENT.RIGHT)
            set_face(paragraph.add_run(text), "fang", size=m.SMALL_PT)
        _in_schema_order(properties)

    @write.register
    def _(self, block: b.PageBreak) -> None:
        self.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


_TABLE_PROPERTIES = ("tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc",
                     "tblCellSpacing", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")  # fmt: skip


def _in_schema_order(properties) -> None:
    """Word refuses table properties in another order than the schema's."""
    known = {qn(f"w:{name}"): place for place, name in enumerate(_TABLE_PROPERTIES)}
    for child in sorted(properties, key=lambda child: known.get(child.tag, 99)):
        properties.append(child)
