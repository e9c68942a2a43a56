"""The public check tells number, body, day and validity, and nothing else."""

from datetime import date

import pytest

from pengjiang.documents.enums import Standing
from pengjiang.documents.services import compare, draft, issue, look_up, withdraw
from pengjiang.documents.services.making import make_one
from pengjiang.documents.services.verifying import PER_MINUTE, TooOften, Verdict, normalise


@pytest.fixture
def document(scene):
    return issue("test_letter", scene.matter, actor=scene.procurator)


def test_code_is_forgiving():
    assert normalise(" 7k3m-9qxd o1il ") == "7K3M9QXD0111"


def test_verdict_is_all_that_is_told(document):
    assert look_up(document.spoken_code.lower(), address="10.0.0.1") == Verdict(
        document.number, "江门市蓬江区人民检察院", document.issued_on, Standing.ISSUED, True
    )


def test_unknown_code_and_draft_are_nothing(document, scene):
    draft("test_letter", scene.matter)

    assert look_up("0" * 28, address="10.0.0.1") is None
    assert look_up("", address="10.0.0.1") is None


def test_withdrawn_paper_says_so(document, scene):
    withdraw(document, actor=scene.procurator, reason="有误")

    found = look_up(document.code, address="10.0.0.1")

    assert (found.is_valid, found.standing_label) == (False, "已撤回")


def test_file_is_compared_byte_by_byte(document):
    assert compare(document.code, [b""], address="10.0.0.1") is None
    content = make_one(document.pk).pdf.open("rb").read()

    assert compare(document.code, [content[:100], content[100:]], address="10.0.0.1") is True
    assert compare(document.code, [content + b" "], address="10.0.0.1") is False


def test_one_address_is_slowed_down_and_others_are_not(document):
    for _ in range(PER_MINUTE):
        look_up("0" * 28, address="10.0.0.9")

    with pytest.raises(TooOften, match="一分钟后"):
        look_up(document.code, address="10.0.0.9")
    assert look_up(document.code, address="10.0.0.10").issued_on >= date(2026, 1, 1)
