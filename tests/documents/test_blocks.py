"""Trees keep their text, their numbers and their JSON."""

import json
from datetime import date

import pytest

from pengjiang.documents import codec
from pengjiang.documents.blocks import Field, FieldTable, Form, Paragraph, Run, Signature, Title, Tree, chinese_date, marker, split_lines
from pengjiang.documents.measures import signature_lines, title_lines, width_em
from pengjiang.documents.text import cleaned, plain_text
from tests.documents import samples


@pytest.mark.parametrize(
    ("level", "index", "expected"),
    [(1, 1, "一、"), (1, 12, "十二、"), (2, 20, "（二十）"), (3, 3, "3."), (4, 11, "（11）")],
    ids=["一级", "十二", "二级二十", "三级", "四级"],
)
def test_marker_follows_the_four_levels(level, index, expected):
    assert marker(level, index) == expected


def test_date_has_no_leading_zeros():
    assert chinese_date(date(2022, 3, 1)) == "2022年3月1日"


@pytest.mark.parametrize("name", samples.ALL)
def test_tree_survives_json(name):
    tree = samples.ALL[name](demo=True)

    text = codec.dumps(tree)

    assert codec.loads(text) == tree
    assert codec.dumps(codec.loads(text)) == text
    assert json.loads(text)["block"] == "Tree"


def test_text_that_looks_like_a_day_stays_text():
    paragraph = Paragraph("2026-09-23")

    assert codec.from_data(codec.to_data(paragraph)) == paragraph


def test_json_of_an_issued_paper_is_read_again():
    """Written by the first version; papers issued then must be readable for ever."""
    stored = (
        '{"block":"Tree","blocks":[{"block":"Letterhead","mark":"江门市蓬江区人民检察院"},{"block":"Paragraph","runs":[{"block":"Run",'
        '"text":"正文"},{"block":"Run","face":"kai","text":"楷"}]},{"block":"Signature","on":"2026-09-23","organisations":["某单位"]}],'
        '"form":"legal","title":"检察建议书"}'
    )

    tree = codec.loads(stored)

    assert tree.blocks[1].runs == (Run("正文"), Run("楷", "kai"))
    assert tree.blocks[2].on == date(2026, 9, 23)


def test_plain_text_of_a_receipt_reads_label_then_value():
    lines = plain_text(samples.receipt()).splitlines()

    assert lines[:6] == [
        "江门市蓬江区人民检察院",
        "送达回证",
        "江蓬检行建〔2026〕4号",
        "案由",
        "杜阮镇人民政府行政违法行为监督案",
        "送达文书名称、文号和件数",
    ]


def test_typed_lines_become_paragraphs():
    assert split_lines((Run("一\n\n二"), Run("三\n", "kai"))) == [(Run("一"),), (Run("二"), Run("三", "kai"))]


def test_pasted_rubbish_goes():
    tree = Tree(Form.PLAIN, "某\u200b某", (Paragraph("甲\ufeff乙\u00a0丙\t丁\r\n戊\ufe0f"), Signature(("某单位",), date(2026, 9, 1))))

    clean = cleaned(tree)

    assert plain_text(clean) == "甲乙 丙 丁\n戊\n某单位\n2026年9月1日"
    assert clean.title == "某某"


def test_form_row_must_fill_its_columns():
    with pytest.raises(ValueError, match="受送达人"):
        FieldTable(((Field("受送达人", columns=2),),))


def test_sealed_signature_is_centred_over_the_date():
    (name, name_right), (day, day_right) = signature_lines(Signature(("江门市蓬江区司法局",), date(2026, 9, 23)))

    assert day_right == 4
    assert name_right + width_em(name) / 2 == day_right + width_em(day) / 2


def test_unsealed_date_starts_two_characters_right_of_the_name():
    (name, name_right), (day, day_right) = signature_lines(Signature(("江门市蓬江区人民政府办公室",), date(2026, 9, 23), sealed=False))

    assert name_right == 2
    assert (name_right + width_em(name)) - (day_right + width_em(day)) == 2


def test_unsealed_long_date_moves_the_name_left():
    (_, name_right), (_, day_right) = signature_lines(Signature(("某局",), date(2026, 12, 23), sealed=False))

    assert day_right == 2
    assert name_right > 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("关于催办检察建议回复的函", ("关于催办检察建议回复的函",)),
        ("关于2026年第二季度行政执法案卷联合评查情况的通报", ("关于2026年第二季度", "行政执法案卷联合评查情况的通报")),
        ("关于移送江门市蓬江区某餐饮店涉嫌违法线索的函", ("关于移送江门市蓬江区", "某餐饮店涉嫌违法线索的函")),
        ("关于江蓬检行建〔2026〕4号检察建议书办理情况的复函", ("关于江蓬检行建〔2026〕4号", "检察建议书办理情况的复函")),
        ("关于移送某建材经营部占道处罚案程序问题线索的函", ("关于移送某建材经营部", "占道处罚案程序问题线索的函")),
    ],
    ids=["一行", "通报两行", "移送函两行", "含文号", "经营部"],
)
def test_title_breaks_between_words(text, expected):
    assert title_lines(Title(text)) == expected
