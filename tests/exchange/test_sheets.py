import io

import pytest
import xlsxwriter

from pengjiang.exchange.sheets import SheetError, read_sheet

KNOWN = ["案号", "当事人", "罚款金额(元)"]


def workbook(*sheets, hidden=()):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    for name, rows in sheets:
        sheet = book.add_worksheet(name)
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        if name in hidden:
            sheet.hide()
    book.close()
    return out.getvalue()


def test_header_is_found_below_titles_and_rows_between_what_is_none():
    content = workbook(
        (
            "台账",
            [
                ["蓬江区处罚台账", "", ""],
                ["填报单位：某镇", "", ""],
                ["案号 ", "当 事 人", "罚款金额（元）"],
                ["甲1号", "张某", 100],
                ["", "", ""],
                ["案号", "当事人", "罚款金额(元)"],
                ["甲2号", "李某", 200],
                ["合 计", "", 300],
                ["填表人：　　审核人：", "", ""],
            ],
        )
    )

    sheet = read_sheet(content, known=KNOWN)

    assert sheet.header_row == 3
    assert [(row.number, row.cells[0]) for row in sheet.rows] == [(4, "甲1号"), (7, "甲2号")]
    assert sheet.skipped == {"blank": 1, "total": 1, "signature": 1, "header": 1}


def test_the_sheet_with_the_header_is_read_and_hidden_ones_are_not():
    data = [["案号", "当事人", "罚款金额(元)"], ["乙1号", "王某", 1]]
    content = workbook(("说明", [["请先阅读"]]), ("隐藏", [*data, ["乙2号", "赵某", 2]]), ("数据", data), hidden=("隐藏",))

    sheet = read_sheet(content, known=KNOWN)

    assert (sheet.name, len(sheet.rows)) == ("数据", 1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_usual_encodings(encoding):
    sheet = read_sheet("案号,当事人\n丙1号,钱某\n".encode(encoding), known=KNOWN, content_type="text/csv")

    assert [row.cells for row in sheet.rows] == [("丙1号", "钱某")]


@pytest.mark.parametrize("content", [b"", b"nonsense", workbook(("空", []))], ids=["空", "不是表格", "空表"])
def test_what_cannot_be_read_says_what_to_do(content):
    with pytest.raises(SheetError, match="请"):
        read_sheet(content, known=KNOWN)
