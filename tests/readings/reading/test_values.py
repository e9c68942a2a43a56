from decimal import Decimal

import pytest

from pengjiang.readings.reading.paper import Paper, Segment
from pengjiang.readings.reading.reader import read
from pengjiang.readings.reading.values import clock, day, money


@pytest.mark.parametrize(
    "text, value",
    [
        ("2026年3月2日", "2026-03-02"),
        ("2026年03月02日", "2026-03-02"),
        ("二〇二六年三月十二日", "2026-03-12"),
        ("二〇二四年十二月三十日", "2024-12-30"),
        ("2026.3.2", "2026-03-02"),
        ("2026年2月30日", None),
        ("2026年3月", None),
    ],
)
def test_days(text, value):
    assert day(text) == value


@pytest.mark.parametrize(
    "text, value",
    [
        ("9时40分", "09:40"),
        ("下午3时10分", "15:10"),
        ("14:30", "14:30"),
        ("15时", "15:00"),
        ("上午9点半", "09:30"),
        ("25时", None),
        ("9时75分", None),
    ],
)
def test_times(text, value):
    assert clock(text) == value


@pytest.mark.parametrize(
    "text, value", [("2,000.00元", Decimal(2000)), ("5.2万元", Decimal(52000)), ("人民币壹拾万元整", Decimal(100000)), ("若干元", None)]
)
def test_sums(text, value):
    assert money(text) == value


def stated(*lines, scanned=False):
    made = read(Paper.of([Segment(line, 1) for line in lines], scanned=scanned))
    return {one.pointer: one.value for one in made.suggestions}


def test_a_letter_of_no_known_kind_states_nothing():
    assert stated("关于开展检查的通知", "罚款人民币2000元", "2026年3月2日") == {}


def test_signs_that_recognition_confuses_are_put_right_by_their_neighbours():
    facts = stated("现场检查笔录", "检查时间:2O26年3月2曰9时2O分至9时5O分", scanned=True)

    assert (facts["/records/0/start"], facts["/records/0/end"]) == ("2026-03-02T09:20", "2026-03-02T09:50")


def test_a_misread_identity_number_is_not_suggested_from_a_scan():
    lines = ("行政处罚决定书", "当事人:李伟强", "身份证号码:440703198001011235")

    assert "/parties/0/id_no" not in stated(*lines, scanned=True)
    assert stated(*lines)["/parties/0/id_no"] == "440703198001011235"


@pytest.mark.parametrize("scanned, fine", [(True, None), (False, 2000)])
def test_figures_and_words_that_contradict(scanned, fine):
    text = "违反了《某某条例》第一条,依据《某某条例》第四十二条的规定,决定处以罚款2000元(大写:叁仟元整)。"

    assert stated("行政处罚决定书", text, scanned=scanned).get("/decision/fine") == fine


def test_limits_of_the_law_are_no_fine():
    text = "违反了《某某条例》第一条,依据《某某条例》第四十二条的规定,可以处以罚款1000元以上5000元以下。"

    assert "/decision/fine" not in stated("行政处罚决定书", text)
