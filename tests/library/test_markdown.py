"""Reading a law text: what is taken, and what is refused with its line. The texts are invented."""

from __future__ import annotations

from datetime import date

import pytest

from pengjiang.library.markdown import Faulty, read

HEAD = """---
name: 示例镇村道养护规定
number: 示例令第1号
promulgated_on: 2021-01-22
in_force_from: 2021-07-15
in_force_to:
source: 本单位资料室
---
"""
BODY = """# 示例镇村道养护规定
（2021年1月22日公布）

## 第一章 总则
第一条 村道由村民委员会养护。
**第二条**　养护费用列入年度计划：
（一）日常保洁；
（二）小修。

### 第一节 检查
### 第三条 每季度检查一次。
第三条之一 检查结果公示。
"""


def faults(text: str | bytes) -> list[tuple[int, str]]:
    with pytest.raises(Faulty) as refused:
        read(text if isinstance(text, bytes) else text.encode())
    return refused.value.problems


@pytest.mark.parametrize("encode", [str.encode, lambda text: b"\xef\xbb\xbf" + text.encode(), lambda text: text.replace("\n", "\r\n").encode()])
def test_text_is_read(encode):
    text = read(encode(HEAD + BODY))

    assert (text.name, text.number, text.source) == ("示例镇村道养护规定", "示例令第1号", "本单位资料室")
    assert (text.promulgated_on, text.since, text.until) == (date(2021, 1, 22), date(2021, 7, 15), None)
    assert text.preamble == "（2021年1月22日公布）"
    assert [(one.number, one.branch, one.heading) for one in text.articles] == [
        (1, 0, "第一章 总则"),
        (2, 0, "第一章 总则"),
        (3, 0, "第一章 总则 第一节 检查"),
        (3, 1, "第一章 总则 第一节 检查"),
    ]
    assert text.articles[1].body == "养护费用列入年度计划：\n（一）日常保洁；\n（二）小修。"
    assert text.notes == []


def test_digest_changes_with_a_word_and_not_with_line_ends():
    assert read((HEAD + BODY).encode()).digest == read((HEAD + BODY).replace("\n", "\r\n").encode()).digest
    assert read((HEAD + BODY).encode()).digest != read((HEAD + BODY.replace("小修", "中修")).encode()).digest


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 1, "文件是空的"),
        ("第一条 没有说明部分。", 1, "应以“---”开头"),
        ("---\nname: 甲\n", 1, "没有以“---”结束"),
        (HEAD.replace("name:", "title:") + BODY, 2, "不认识“title”"),
        (HEAD.replace("number: 示例令第1号", "name: 又一个名称") + BODY, 3, "写了两次"),
        (HEAD.replace("2021-07-15", "2021-02-30") + BODY, 5, "“2021-02-30”不是日期"),
        (HEAD.replace("in_force_to:", "in_force_to: 2020-01-01") + BODY, 6, "失效日期早于施行日期"),
        (HEAD.replace("2021-01-22", "2022-01-22") + BODY, 4, "公布日期晚于施行日期"),
        (HEAD.replace("source: 本单位资料室\n", "") + BODY, 7, "没有写source"),
        (HEAD + "# 示例\n没有条文", 9, "没有找到“第…条”"),
        (HEAD + "第一条 甲\n第三条 丙\n第二条 乙", 11, "第2条排在第3条之后"),
        (HEAD + "第一条 甲\n第一条 乙", 10, "出现两次，上一次在第9行"),
        (HEAD + "第一条\n第二条 乙", 9, "第1条没有内容"),
        (HEAD + "第99999999999条 甲", 9, "不是条文号"),
    ],
)
def test_what_cannot_be_read_names_its_line(text, line, says):
    found = faults(text)

    assert any(at == line and says in sentence for at, sentence in found), found


def test_other_encodings_and_binary_files_are_named():
    assert faults(HEAD.encode() + "第一条 甲".encode("gbk")) == [(9, "不是UTF-8编码，请用编辑器另存为UTF-8。")]
    assert faults((HEAD + "第一条 \0").encode())[0][0] == 9
    assert faults(b"x" * 2_000_001) == [(1, "文件超过2MB，不像一部法规的文本。")]


def test_a_gap_is_pointed_out_and_not_refused():
    assert read((HEAD + "第一条 甲\n第四条 丁").encode()).notes == [(10, "第1条之后是第4条，中间缺2条。")]


def test_a_sentence_that_begins_with_an_article_is_no_article():
    text = read((HEAD + "第一条 甲。\n第二条规定的情形除外。\n第二条 乙。").encode())

    assert [one.body for one in text.articles] == ["甲。\n第二条规定的情形除外。", "乙。"]
