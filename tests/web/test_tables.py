"""Cells and what Excel gets."""

from datetime import date
from types import SimpleNamespace

import pytest

from pengjiang.web.components import Light
from pengjiang.web.tables import Column, build_table, follow


def row(**values):
    return SimpleNamespace(pk=7, **values)


@pytest.mark.parametrize(
    ("column", "values", "html", "plain"),
    [
        (Column("number", "文号", kind="key"), {"number": "〔2026〕1号"}, '<a href="/7/">〔2026〕1号</a>', "〔2026〕1号"),
        (Column("served", "送达", kind="date"), {"served": date(2019, 8, 7)}, '<time datetime="2019-08-07">2019年8月7日</time>', date(2019, 8, 7)),
        (Column("served", "送达", kind="date"), {"served": None}, "—", None),
        (Column("fine", "罚款", kind="money"), {"fine": 12000}, "12,000.00", 12000),
        (Column("open", "公开", kind="flag"), {"open": True}, "是", "是"),
        (Column("state", "状态", kind="badge", badge=lambda r: "bad"), {"state": "催办"}, '<span class="badge badge--bad">催办</span>', "催办"),
        (Column("text", "说明"), {"text": "<b>"}, "&lt;b&gt;", "<b>"),
        (Column("zero", "件数", kind="number"), {"zero": 0}, "0", 0),
        (Column("town", "单位", value="town__name"), {"town": None}, "—", None),
        (Column("length", "字数", value=lambda r: len(r.text)), {"text": "四个汉字"}, "4", 4),
        (Column("a", "甲", export=lambda r: "导出"), {"a": "屏幕"}, "屏幕", "导出"),
    ],
    ids=["键", "日期", "无日期", "金额", "是否", "状态", "转义", "零", "断链", "函数", "另存"],
)
def test_cell_and_export(column, values, html, plain):
    assert column.cell(row(**values), href="/7/") == html
    assert column.plain(row(**values)) == plain


def test_light_reads_in_excel():
    column = Column("light", "期限", kind="light")

    assert column.plain(row(light=Light("soon", "余 3 个工作日"))) == "临期 余 3 个工作日"
    assert column.cell(row(light=None)) == "—"


def test_path_follows_links_and_calls():
    assert follow(row(town=SimpleNamespace(name=lambda: "杜阮")), "town__name") == "杜阮"


def test_clipped_cells_keep_their_full_text():
    table = build_table([row(problem="很长的问题")], [Column("number", "号", value="pk"), Column("problem", "问题", kind="clip")], caption="表")

    assert [cell.title for cell in table.rows[0].cells] == ["", "很长的问题"]
