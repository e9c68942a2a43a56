"""Whatever is handed to ``check_dossier``: refused by its place and in words, or read; never a traceback."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.checks.lawful import GENERAL, change

HEAD = '"format": "dossier/1", "number": "蓬杜罚〔2026〕1号", "body": "duruan", "file_type": "P_GEN", "complete": false'


def with_head(rest: str = "") -> bytes:
    return f"{{{HEAD}{', ' if rest else ''}{rest}}}".encode()


def called(path: Path, *arguments: str) -> tuple[list[str], int]:
    out = io.StringIO()
    try:
        call_command("check_dossier", str(path), "--on", "2026-09-01", *arguments, stdout=out)
    except SystemExit as error:
        return out.getvalue().splitlines(), error.code
    return out.getvalue().splitlines(), 0


@pytest.fixture
def check(tmp_path):
    def check(content: bytes, *arguments: str) -> tuple[list[str], int]:
        path = tmp_path / "dossier.json"
        path.write_bytes(content)
        return called(path, *arguments)

    return check


REFUSED = [
    pytest.param(b"", "", "第 1 行第 1 列", id="空文件"),
    pytest.param(b" \r\n\t", "", "JSON", id="只有空白"),
    pytest.param(b"null", "", "对象", id="空值"),
    pytest.param(b"[]", "", "对象", id="数组"),
    pytest.param(b'"x"', "", "对象", id="文字"),
    pytest.param(b"{} {}", "", "第 1 行第 4 列", id="两个对象"),
    pytest.param(with_head()[:-1], "", "JSON", id="截断"),
    pytest.param(with_head('"title": "没有结束'), "", "JSON", id="没有结束的文字"),
    pytest.param(with_head('"title": "甲\n乙"'), "", "JSON", id="文字里直接换行"),
    pytest.param(with_head("'title': 1"), "", "JSON", id="单引号"),
    pytest.param(with_head('"title": "x",'), "", "JSON", id="多一个逗号"),
    pytest.param(with_head().decode().encode("gb18030"), "", "UTF-8", id="国标编码"),
    pytest.param(with_head().decode().encode("utf-16"), "", "UTF-8", id="UTF-16"),
    pytest.param(with_head('"decision": {"fine": NaN}'), "", "数值", id="非数"),
    pytest.param(with_head('"decision": {"fine": -Infinity}'), "", "数值", id="无穷"),
    pytest.param(with_head('"decision": {"fine": 1e400}'), "/decision/fine", "金额", id="溢出的浮点数"),
    pytest.param(with_head('"decision": {"fine": %s}' % ("9" * 40)), "/decision/fine", "金额", id="四十位的金额"),
    pytest.param(with_head('"decision": {"pay_days": 1e400}'), "/decision/pay_days", "整数", id="溢出的天数"),
    pytest.param(with_head('"decision": {"pay_days": 15.5}'), "/decision/pay_days", "整数", id="半天"),
    pytest.param(with_head('"decision": {"pay_days": 1000001}'), "/decision/pay_days", "一百万", id="天数过大"),
    pytest.param(with_head('"decision": {"pay_days": %s}' % ("9" * 5000)), "", "数值", id="五千位的整数"),
    pytest.param(b"[" * 100_000, "", "嵌套", id="嵌套十万层"),
    pytest.param(b'{"case":' * 40 + b"1" + b"}" * 40, "", "嵌套", id="嵌套四十层"),
    pytest.param(with_head('"case": {"filed_on": "1899-12-31"}'), "/case/filed_on", "1900", id="早于1900年"),
    pytest.param(with_head('"case": {"filed_on": "2200-01-01"}'), "/case/filed_on", "2199", id="晚于2199年"),
    pytest.param(with_head('"case": {"filed_on": "0000-00-00"}'), "/case/filed_on", "1900", id="全零的日期"),
    pytest.param(with_head('"case": {"filed_on": "2025-02-29"}'), "/case/filed_on", "日历上没有", id="平年二月二十九"),
    pytest.param(with_head('"case": {"filed_on": "２０２６-03-02"}'), "/case/filed_on", "YYYY-MM-DD", id="全角数字的日期"),
    pytest.param(with_head('"case": {"discovered_at": "2026-03-02T09:60"}'), "/case/discovered_at", "YYYY-MM-DDTHH:MM", id="六十分"),
    pytest.param(with_head('"case": {"discovered_at": "2026-03-02T09:10+08:00"}'), "/case/discovered_at", "YYYY-MM-DDTHH:MM", id="带时区的时刻"),
    pytest.param(with_head('"case": {"discovered_at": "2026-02-30T09:10"}'), "/case/discovered_at", "日历上没有", id="不存在的时刻"),
    pytest.param(with_head('"parties": {"name": "李某"}'), "/parties", "数组", id="列表写成对象"),
    pytest.param(with_head('"parties": [null]'), "/parties/0", "对象", id="列表里的空值"),
    pytest.param(with_head('"a/b~c": 1'), "/a~1b~0c", "没有", id="指针须转义的字段"),
    pytest.param(with_head('"": 1'), "/", "没有", id="空的字段名"),
    pytest.param(with_head(r'"title": "\u0000"'), "/title", "无法保存", id="空字符"),
    pytest.param(with_head('"number": "蓬杜罚〔2026〕2号"'), "/number", "重复出现", id="重复的字段"),
    pytest.param(with_head('"case": {"filed_on": "2026-03-02", "filed_on": "2026-03-03"}'), "/case/filed_on", "重复出现", id="组内重复的字段"),
    pytest.param(with_head('"records": [{}, {"type": "JCBL", "type": "XWBL"}]'), "/records/1/type", "重复出现", id="列表内重复的字段"),
]
READ = [
    pytest.param(with_head(), id="最少的字段"),
    pytest.param(b"\xef\xbb\xbf" + with_head(), id="字节顺序标记"),
    pytest.param(with_head().replace(b", ", b",\r\n"), id="回车换行"),
    pytest.param(with_head('"case": {"filed_on": "1900-01-01", "closed_on": "2199-12-31"}'), id="首末两年"),
    pytest.param(with_head('"case": {"filed_on": "2024-02-29"}'), id="闰年二月二十九"),
    pytest.param(with_head('"decision": {"dated_on": "2199-12-31", "pay_days": 1000000, "fine": "0.01"}'), id="最大的天数"),
    pytest.param(with_head('"decision": {"pay_days": 15.0}'), id="写成小数的整数"),
    pytest.param(with_head(r'"title": "\ud83d\ude00\u2028"'), id="表情与行分隔符"),
    pytest.param(with_head('"case": {}, "decision": {}, "measure": {}, "enforcement": {}, "services": [{}], "records": [{}]'), id="空的组"),
]


@pytest.mark.parametrize(("content", "pointer", "words"), REFUSED)
def test_what_cannot_be_read_is_named_by_its_place(check, content, pointer, words):
    lines, code = check(content)
    found = json.loads("\n".join(lines))

    assert code == 2
    assert [problem["pointer"] for problem in found] == [pointer]
    assert words in found[0]["error"]


@pytest.mark.parametrize("content", READ)
def test_what_is_only_unusual_is_read(check, content):
    lines, code = check(content)

    assert code == 0
    assert len(json.loads("\n".join(lines))["results"]) == 176


def test_a_folder_is_no_file(tmp_path):
    lines, code = called(tmp_path)

    assert code == 2
    assert "无法读取文件" in json.loads("\n".join(lines))[0]["error"]


def test_bad_lines_are_answered_in_their_place_and_the_run_goes_on(check):
    good = json.dumps(GENERAL, ensure_ascii=False).encode()
    last = json.dumps(change(GENERAL, number="蓬杜罚〔2026〕99号"), ensure_ascii=False).encode()
    lines = [b"\xef\xbb\xbf" + good, b"", b"   \r", good[:-20], b"\xff", b"[" * 50_000, with_head('"body": "canghou"'), good + b"\r", last]

    answers, code = check(b"\n".join(lines), "--ndjson")

    found = [json.loads(line) for line in answers]
    assert code == 1
    assert [(one.get("number"), one.get("line")) for one in found] == [
        (GENERAL["number"], None),
        *((None, number) for number in (4, 5, 6, 7)),
        (GENERAL["number"], None),
        ("蓬杜罚〔2026〕99号", None),
    ]
    assert [one["errors"][0]["pointer"] for one in found[1:5]] == ["", "", "", "/body"]


def test_no_lines_give_no_answer(check):
    assert check(b"\n\n", "--ndjson") == ([], 0)
    assert check(b"", "--ndjson", "--together") == ([], 0)
