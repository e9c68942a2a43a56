"""The command line: what it prints, and that bad input is one Chinese sentence with exit 2."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from pengjiang.deadlines.management.commands.time_limit import Command


def run(*arguments):
    out = StringIO()
    call_command(Command(stdout=out), *arguments)
    return out.getvalue()


def run_badly(capsys, *arguments):
    errors = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command(Command(stderr=errors), *arguments)
    assert stopped.value.code == 2
    return (errors.getvalue() or capsys.readouterr().err).strip()


def test_json_names_due_and_unmoved_day():
    answer = json.loads(run("TM01", "2021-11-06", "--json"))

    assert {key: answer[key] for key in answer if key != "steps"} == {
        "code": "TM01",
        "title": "办案期限",
        "start": "2021-11-06",
        "due": "2022-02-07",
        "due_strict": "2022-02-04",
        "earliest": None,
        "provisional": False,
        "in_force": True,
    }
    assert answer["steps"][0]["citation"] == "《中华人民共和国行政处罚法》第六十条"
    assert answer["steps"][0]["text"].endswith("（依据：《中华人民共和国行政处罚法》第六十条）。")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        pytest.param(["TM05", "2022-04-01T16:20"], {"due": "2022-04-02T16:20", "due_strict": None}, id="时刻"),
        pytest.param(["TM16", "2026-02-10"], {"due": "2026-03-02", "earliest": "2026-03-03"}, id="最早之日"),
        pytest.param(["TM07", "2024-05-09"], {"due": "2024-04-26"}, id="倒推"),
        pytest.param(["TM04", "2022-01-10", "--extend", "30"], {"due": "2022-03-11"}, id="延长"),
        pytest.param(["TM01", "2022-03-01", "--pause", "2022-03-10..2022-03-19"], {"due": "2022-06-09"}, id="扣除"),
        pytest.param(["TM09", "2024-03-01"], {"due": "2024-04-03"}, id="加处罚款封顶"),
        pytest.param(["TM20", "2026-12-30"], {"due": "2027-03-01", "due_strict": "2027-02-28", "provisional": True}, id="暂定"),
        pytest.param(["tm０２", "2024-09-30"], {"code": "TM02", "due": "2024-10-15"}, id="全角小写代码"),
        pytest.param(["TM14", "2024-03-11", "--length", "15d"], {"due": "2024-03-26"}, id="特别法期限"),
        pytest.param(["TM38", "2024-06-03", "--field", "resources"], {"due": "2024-06-18"}, id="领域程序规章"),
    ],
)
def test_json_answers(arguments, expected):
    answer = json.loads(run(*arguments, "--json"))

    assert {key: answer[key] for key in expected} == expected


def test_plain_answer_reads_as_a_page():
    lines = run("TM06", "2024-09-27").splitlines()

    assert lines[:5] == [
        "TM06 听证申请",
        "起算：2024年9月27日（周五）（告知书送达之日）",
        "届满：2024年10月10日（周四）",
        "最早：2024年10月11日（周五），当事人未申请听证的，可以作出处罚决定",
        "计算过程：",
    ]
    assert lines[5].startswith("一、听证申请：")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        pytest.param(["TM26", "2024-01-01"], "没有代码为“TM26”的期限，请写明 TM26A 或 TM26B。", id="未写明两半"),
        pytest.param(["TM01", "2024-02-30"], "“2024-02-30”不是存在的日期。", id="不存在的日期"),
        pytest.param(
            ["TM01", "2024/02/03"], "“2024/02/03”不是日期，应如 2024-09-30；按小时计算的期限应如 2022-04-01T16:20。", id="写法不对"
        ),
        pytest.param(["TM05", "2022-04-01"], "TM05 紧急措施补批按小时计算，起算点须写到分钟，如 2022-04-01T16:20。", id="缺时刻"),
        pytest.param(
            ["TM01", "2022-04-01", "--pause", "2022-05-01"], "“2022-05-01”不是扣除期间，应如 2024-03-05..2024-03-10。", id="扣除写法不对"
        ),
        pytest.param(["TM01", "2022-04-01", "--extend", "x"], "延长的数量须为整数，现在是“x”。", id="延长不是数"),
        pytest.param(["TM02", "9999-12-31"], "工作日历只覆盖 1990 年至 2070 年，9999-12-31 不在其中。", id="日历之外"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(capsys, arguments, message):
    assert run_badly(capsys, *arguments) == message


def test_unknown_code_lists_the_known_ones(capsys):
    assert run_badly(capsys, "XX", "2024-01-01").startswith("没有代码为“XX”的期限，可用的代码为 TM01、TM02、")


def test_missing_argument_is_answered_in_chinese(capsys):
    assert run_badly(capsys, "TM02").startswith("缺少参数，或者有不认识的参数。")
