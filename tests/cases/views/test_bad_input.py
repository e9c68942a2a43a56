"""Refused input on the forms of the cases: the sentence stands beside its field, nothing is stored, what was typed is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from cases.models import Finding, InvestigationRecord, ProofRound, Recommendation, RectificationItem, SupervisionCase, Transfer
from cases.queries.approvals import current_step
from cases.services import rectifications, transfers
from pengjiang.audit.models import AuditEntry
from pengjiang.documents.models import IssuedDocument
from pengjiang.files.models import StoredFile
from tests import factories as f
from tests.support.walk import BACKEND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
TYPED = "在办理该镇非诉执行监督案件时，发现处罚案卷存在程序问题。"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200
BEFORE = str(f.TODAY - timedelta(days=400))
TOMORROW = str(f.TODAY + timedelta(days=1))


@pytest.fixture
def sent(client):
    """``sent(person, "cases:transfer-accept", obj, {…})``: what the browser would post."""

    def post(person, name, obj, data, *more):
        client.force_login(person, backend=BACKEND)
        return client.post(reverse(name, args=[obj.pk, *more] if obj is not None else []), data)

    return post


def page_of(response) -> str:
    return response.content.decode()


def assert_beside(response, field: str, sentence: str) -> None:
    """422; the sentence beside the field and in the summary on top, which leads to it."""
    page = page_of(response)
    assert response.status_code == 422
    assert sentence in response.context["form"].errors[field]
    place = f'id="id_{field}_error"'
    assert place in page
    assert sentence in page[page.index(place) :][:400]
    assert f'href="#id_{field}"' in page


def counts() -> list[int]:
    """Everything an act would have left behind."""
    models = (Transfer, SupervisionCase, Recommendation, RectificationItem, ProofRound, Finding, InvestigationRecord, IssuedDocument, StoredFile, AuditEntry)
    return [model.objects.count() for model in models]


GATE = {**{key: str(value) for key, value in f.GATE.items()}, "duty_note": TYPED}


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"duty_note": ""}, "duty_note", "请填写如何属于履行法律监督职责中发现。"),
        ({"effect": ""}, "effect", "请填写影响的合法权益或者公共利益。"),
        ({"tool": "魔法"}, "tool", "拟采用的监督方式的选项已变化，请重新选择。"),
    ],
)
def test_incomplete_gate(sent, district, change, field, sentence):
    transfer = f.submitted(district)
    before = counts()

    response = sent(district.manager, "cases:transfer-accept", transfer, {**GATE, **change})

    assert_beside(response, field, sentence)
    assert counts() == before
    assert Transfer.objects.get().state == "pending"
    assert "effect" in change or f.GATE["effect"] in page_of(response)
    assert "duty_note" in change or TYPED in page_of(response)


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"duty_note": "不详"}, "duty_note", "不能少于10个字"),
        ({"parallel": "reconsideration"}, "parallel_note", "请写明复议、诉讼或者监察程序的案号与进展"),
        ({"reasonableness": "minor"}, "reasonableness", "仅属一般合理性问题的，不纳入行政违法行为监督"),
    ],
)
def test_gate_refused_by_the_service(sent, district, change, field, words):
    transfer = f.submitted(district)
    before = counts()

    response = sent(district.manager, "cases:transfer-accept", transfer, {**GATE, **change})

    sentence = next(iter(response.context["form"].errors[field]))
    assert words in sentence
    assert_beside(response, field, sentence)
    assert counts() == before
    assert f.GATE["effect"] in page_of(response)


def test_procurator_who_must_keep_away(sent, district):
    district.join("other_procurator", "黄犇", "town_officer", "duruan", since=f.SINCE, until=f.TODAY - timedelta(days=30))
    transfer = f.accepted(district)

    response = sent(district.head, "cases:transfer-assign", transfer, {"holder": district.other_procurator.pk})

    assert response.status_code == 422
    assert "回避" in page_of(response) or "请重新选择" in page_of(response)
    assert Transfer.objects.get().holder is None


def test_referral_of_a_town_without_files_and_reason(sent, district):
    response = sent(district.officer, "cases:draft-transfer", None, {"title": "占道案", "problem": "procedure", "reason": "", "contact": "李堃"})

    assert_beside(response, "reason", "请填写移送理由。")
    assert "占道案" in page_of(response)
    assert not Transfer.objects.exists()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"on": TOMORROW}, "on", "日期不能晚于今天。"),
        ({"on": BEFORE}, "on", f"日期不能早于决定调查核实之日（{f.TODAY}）。"),
        ({"on": "三月"}, "on", "日期应为年月日，例如 2026-08-04。"),
        ({"content": ""}, "content", "请填写内容。"),
    ],
)
def test_record_of_an_investigation(sent, district, change, field, sentence):
    case = f.investigating(district)
    before = counts()
    typed = {"means": "ask", "on": str(f.TODAY), "place": "杜阮镇", "persons": "李堃", "officers": "陈喆、谭莉", "content": "处罚前未告知。"}

    response = sent(district.procurator, "cases:case-record", case, {**typed, **change})

    assert response.status_code == 422
    errors = response.context["form"].errors
    assert field in errors
    if field == "on":
        assert_beside(response, field, sentence)
    assert "陈喆、谭莉" in page_of(response)
    assert counts() == before


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"advice_0": "", "basis_0": "《中华人民共和国行政处罚法》第四十四条"}, "advice_0", "写了依据，请补上建议内容。"),
        ({"basis_0": ""}, "basis_0", "请写明建议1的依据（法律名称与条款）。"),
        ({"objection_days": "100"}, "objection_days", None),
        ({"reply_months": "", "reply_days": ""}, "reply_months", "回复期请填写月数或者日数中的一项。"),
    ],
)
def test_editor_of_a_recommendation(sent, district, change, field, sentence):
    recommendation = f.drafted(district)
    before = counts()
    typed = {
        "kind": "correction", "title": "关于规范告知程序的检察建议", "origin_text": "来源", "facts_text": "事实写到一半", "unlawful_text": "情形",
        "objection_days": "15", "reply_months": "2", "reply_days": "", "advice_count": "1", "advice_0": "纠正。", "basis_0": "《中华人民共和国行政处罚法》第四十四条", "days_0": "30",
    }  # fmt: skip

    response = sent(district.procurator, "cases:recommendation-edit", recommendation, {**typed, **change})

    sentence = sentence or response.context["form"].errors[field][0]
    assert_beside(response, field, sentence)
    assert "事实写到一半" in page_of(response)
    assert counts() == before
    assert recommendation.advices.count() == 2


def test_another_advice_row_keeps_what_was_typed(sent, district):
    recommendation = f.drafted(district)

    response = sent(district.procurator, "cases:recommendation-edit", recommendation, {"advice_count": "1", "advice_0": "第一条写好了", "add-advice": "1"})

    assert response.status_code == 422
    assert "第一条写好了" in page_of(response)
    assert 'name="advice_1"' in page_of(response)
    assert recommendation.advices.count() == 2


def test_return_without_a_word(sent, district):
    recommendation = f.approving(district)
    step = current_step(recommendation)

    response = sent(district.head, "cases:recommendation-decide", recommendation, {"step": step.pk, "return": "1", "opinion": "", "remark_facts_text": "页码不对"})

    assert response.status_code == 422
    assert "opinion" in response.context["form"].errors
    assert "页码不对" in page_of(response)
    assert current_step(recommendation) == step


def test_second_click_on_an_approval_is_told_so(sent, district):
    recommendation = f.approving(district)
    data = {"step": current_step(recommendation).pk, "opinion": "同意。"}

    first = sent(district.head, "cases:recommendation-decide", recommendation, data)
    entries = AuditEntry.objects.count()
    second = sent(district.head, "cases:recommendation-decide", recommendation, data)

    assert first.status_code == 303
    assert second.status_code == 409
    assert "刷新" in page_of(second) or "已" in " ".join(second.context["form"].non_field_errors())
    assert second.context["form"].non_field_errors()[0].endswith("。")
    assert AuditEntry.objects.count() == entries


def test_stale_page_of_an_intake_is_told_so(sent, district):
    transfer = f.submitted(district)
    transfers.accept_transfer(transfer, actor=district.other_manager, **f.GATE)

    response = sent(district.manager, "cases:transfer-accept", transfer, GATE)

    assert response.status_code in {409, 422}
    assert "现为“已受理”" in page_of(response)
    assert TYPED in page_of(response)


@pytest.mark.parametrize(
    ("change", "field"), [({"served_on": TOMORROW}, "served_on"), ({"served_on": "昨天傍晚"}, "served_on"), ({"receiver": ""}, "receiver"), ({"method": "announced", "consent": ""}, "consent")]
)
def test_service(sent, district, change, field):
    recommendation = f.issued(district)
    before = counts()
    typed = {"method": "written", "served_on": str(f.TODAY), "place": "杜阮镇人民政府会议室", "receiver": "何𬭎", "servers": "陈喆、谭莉"}

    response = sent(district.procurator, "cases:recommendation-serve", recommendation, {**typed, **change})

    assert_beside(response, field, response.context["form"].errors[field][0])
    assert "杜阮镇人民政府会议室" in page_of(response)
    assert counts() == before


@pytest.mark.parametrize("field", ["measures", "results", "contact"])
def test_reply_that_says_nothing(sent, district, field):
    recommendation = f.served(district)
    typed = {"measures": "召开会议，制定方案。", "results": "已纠正原决定。", "contact": "李堃 19900000012"}
    before = counts()

    response = sent(district.officer, "cases:recommendation-reply", recommendation, {**typed, field: ""})

    assert_beside(response, field, response.context["form"].errors[field][0])
    assert all(value in page_of(response) for key, value in typed.items() if key != field)
    assert counts() == before


def test_adoption_in_part_needs_its_reason(sent, district):
    recommendation = f.replied(district)

    response = sent(district.procurator, "cases:recommendation-assess", recommendation, {"adoption": "partly", "adoption_reason": ""})

    assert_beside(response, "adoption_reason", "部分采纳、未采纳的须写明理由与情况。")
    assert Recommendation.objects.get().adoption == ""


# Proof


@pytest.fixture
def item(district):
    """Measures laid down, proof awaited."""
    first = f.served(district).items.first()
    return rectifications.plan_item(first, actor=district.officer, measure="撤销原决定。", person="李堃")


def test_program_renamed_to_pdf_is_no_proof(sent, district, item):
    before = counts()
    files = [ContentFile(f.PHOTO + b"1", name="现场.jpg"), ContentFile(PROGRAM, name="证明.pdf")]

    response = sent(district.officer, "cases:item-submit", item, {"note": "已经撤销原处罚决定。", "files": files})

    assert_beside(response, "files", response.context["form"].errors["files"][0])
    assert response.context["form"].errors["files"][0].startswith("《证明.pdf》的内容不是可接受的类型")
    assert "已经撤销原处罚决定。" in page_of(response)
    assert counts() == before
    assert RectificationItem.objects.get(pk=item.pk).state == "working"


def test_same_photo_twice_is_refused_beside_the_field(sent, district, item):
    before = counts()
    files = [ContentFile(f.PHOTO, name="现场.jpg"), ContentFile(f.PHOTO, name="现场二.jpg")]

    response = sent(district.officer, "cases:item-submit", item, {"note": "已撤销。", "files": files})

    assert response.status_code == 409
    assert response.context["form"].errors["files"] == ["《现场二.jpg》与已上传的《现场.jpg》内容完全相同，没有重复保存。"]
    assert counts() == before


def test_proof_without_a_file(sent, district, item):
    response = sent(district.officer, "cases:item-submit", item, {"note": "已撤销。"})

    assert_beside(response, "files", "请至少上传一份整改证明材料（照片、文书或者扫描件）。")
    assert RectificationItem.objects.get(pk=item.pk).state == "working"


def test_program_with_a_reply_stores_neither(sent, district):
    recommendation = f.served(district)
    before = counts()
    typed = {"measures": "制定方案。", "results": "已纠正。", "contact": "李堃", "files": [ContentFile(PROGRAM, name="附件.pdf")]}

    response = sent(district.officer, "cases:recommendation-reply", recommendation, typed)

    assert_beside(response, "files", response.context["form"].errors["files"][0])
    assert counts() == before
    assert Recommendation.objects.get().state == "objection"


def test_proof_sent_back_without_saying_what_is_missing(sent, district, item):
    rectifications.submit_proof(item, actor=district.officer, note="已撤销。", files=[f.photo()])

    response = sent(district.procurator, "cases:item-send_back", item, {"remarks": ""})

    assert_beside(response, "remarks", "请填写缺少什么。")
    assert RectificationItem.objects.get(pk=item.pk).state == "submitted"
