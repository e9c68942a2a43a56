"""Typical cases: masked by the machine, confirmed by a person, reviewed by another; nothing personal gets out anywhere."""

from __future__ import annotations

import io

import pdfplumber
import pikepdf
import pytest
from docx import Document

from disputes.services import closing
from liaison.models import TypicalCase
from liaison.services import typical
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import make_one
from pengjiang.events.services import drain
from pengjiang.search.models import ComparableEntry, SearchEntry
from pengjiang.search.queries import search
from tests import factories as f
from tests.common.test_masking import HARD
from tests.disputes import steps as disputes
from tests.liaison import steps as s
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
# Names that only a source or a person can know.
TOLD = "黄永炽\n黄志明\n欧阳翀\n买买提·吐尔逊\n王芳\n江门市蓬江区永炽五金加工厂"
# Figures and places too short to be told from page numbers, name spaces and the name of who publishes.
SHORT = {"杜阮", "1990", "199", "678", "501", "88", "蓬江"}
SECRETS = sorted({word for _, gone, _ in HARD for word in gone if len(word) > 1 and not word.startswith("：")} - SHORT | {"黄永炽", "李堃"})


def drained() -> None:
    while drain():
        pass


def test_no_personal_datum_gets_out_anywhere(district):
    text = "\n".join(row[0] for row in HARD)
    case = s.published(district, title="黄永炽、欧阳翀与永炽五金加工厂案", facts=text, course=text, meaning="黄志明等人服从。", told=TOLD, cause="黄永炽占道")
    drained()
    paper = make_one(IssuedDocument.objects.of(case).get().pk) or IssuedDocument.objects.of(case).get()
    paper = IssuedDocument.objects.get(pk=paper.pk)
    pdf, docx = paper.pdf.read(), paper.docx.read()
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        layer = "".join(page.extract_text() for page in opened.pages).replace("\n", "")
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        metadata = str({key: str(value) for key, value in opened.docinfo.items()}) + str(opened.open_metadata())
    document = Document(io.BytesIO(docx))
    properties = document.core_properties
    places = {
        "正文": "\n".join(case.texts.values()),
        "PDF文字": layer,
        "PDF元数据": metadata,
        "DOCX正文": "".join(paragraph.text for paragraph in document.paragraphs),
        "DOCX属性": "".join(map(str, (properties.title, properties.author, properties.subject, properties.keywords, properties.comments, properties.last_modified_by))),
        "文件名": f"{paper.title}{paper.pdf.name}{paper.docx.name}",
        "检索": "\n".join(f"{row.title}{row.body}{row.text}" for row in SearchEntry.objects.filter(kind="liaison.typicalcase")),
        "类案": "\n".join(row.title for row in ComparableEntry.objects.filter(kind="liaison.typicalcase")),
    }

    assert all(places.values())
    assert {place: [word for word in SECRETS if word in text] for place, text in places.items()} == {place: [] for place in places}


def test_a_person_confirms_and_another_reviews(district):
    case = s.case(district)
    assert "黄永炽" not in str(case.texts)
    with pytest.raises(DomainError, match="逐段核对"):
        typical.confirm(case, actor=district.procurator, read_through=False)
    case = typical.confirm(case, actor=district.procurator, read_through=True)
    assert (case.state, case.confirmed_by, case.confirmed_on) == ("confirmed", district.procurator, f.TODAY)
    with pytest.raises(NotAllowed, match="审核"):
        typical.review(case, actor=district.procurator)
    case = typical.publish(typical.review(case, actor=district.head), actor=district.head)

    assert (case.state, case.number, case.published_on) == ("published", "蓬联典案〔2026〕1号", f.TODAY)
    assert TypicalCase.objects.visible_to(district.officer).get() == case


def test_a_head_who_wrote_it_does_not_review_it(district):
    case = typical.confirm(s.case(district, actor=district.head), actor=district.head, read_through=True)
    with pytest.raises(NotAllowed, match="不能审核自己的案例"):
        typical.review(case, actor=district.head)


def test_what_may_be_a_name_is_judged_one_by_one(district):
    case = s.case(district, facts="现场清点，何慧敏与，另有成本，核算。", title="占道案")
    with pytest.raises(DomainError, match="何慧敏") as caught:
        typical.confirm(case, actor=district.procurator, read_through=True)
    assert caught.value.field == "cleared"
    case = typical.edit(case, actor=district.procurator, title=case.title, facts=case.facts, articles=s.ARTICLE, rules="", told="何慧敏")

    assert case.facts == "现场清点，何某与，另有成本，核算。"
    assert typical.confirm(case, actor=district.procurator, read_through=True).state == "confirmed"


def test_a_published_case_is_found_and_a_withdrawn_one_is_not(district):
    case = s.published(district, title="某厂超标排放首违不罚案")
    drained()
    assert [hit.url for hit in search(district.stranger, "超标排放首违")] == [case.get_absolute_url()]
    case = typical.withdraw(case, actor=district.head, note="案情可以推知当事人。")
    drained()

    assert search(district.stranger, "超标排放首违") == []
    assert not TypicalCase.objects.visible_to(district.officer).exists()
    assert ComparableEntry.objects.filter(kind="liaison.typicalcase").count() == 0
    assert IssuedDocument.objects.of(case).get().standing == "withdrawn"
    assert typical.revise(case, actor=district.procurator).state == "draft"


def test_drafts_come_from_disputes_once_each(district):
    dispute = disputes.visiting(district, party_name="黄阿炳", third_parties="梁大伟", facts="黄阿炳与梁大伟在杜阮镇因排水发生争议。")
    closing.mark_typical(dispute, actor=district.procurator)
    drained()
    case = TypicalCase.objects.get()

    assert (case.origin, case.facts, case.organisation) == ("dispute", "黄某与梁某在某镇（街）因排水发生争议。", district.office)
    assert typical.draft_from(dispute, actor=district.procurator) == case


def test_drafts_come_from_closed_cases_only(district):
    case = f.investigating(district)
    with pytest.raises(DomainError, match="尚未办结"):
        typical.draft_from(case, actor=district.procurator)
    f.found(district, case)
    type(case).objects.filter(pk=case.pk).update(closed_on=f.TODAY)
    case.refresh_from_db()
    row = typical.draft_from(case, actor=district.procurator)

    assert row.origin == "case"
    assert row.title == "某镇（街）占道处罚程序违法监督案"


def test_an_article_or_rule_that_does_not_exist_is_refused(district):
    for values, field in (({"articles": "《不存在的法》第一条"}, "articles"), ({"articles": "随便写写"}, "articles"), ({"rules": "ZZ99"}, "rules")):
        with pytest.raises(DomainError) as caught:
            s.case(district, **values)
        assert caught.value.field == field
    assert not TypicalCase.objects.exists()


def test_cases_are_found_by_article_rule_and_item(district):
    s.published(district, title="某厂超标排放首违不罚案", item="HJ001")
    s.published(district, title="某餐厅占道案", articles="《中华人民共和国行政处罚法》第四十四条", rules="CX18")
    client = sign_in(district.stranger)

    for query, found, other in (("article=第三十三条", "某厂超标", "某餐厅占道"), ("rule=cx18", "某餐厅占道", "某厂超标"), ("item=HJ001", "某厂超标", "某餐厅占道")):
        page = client.get(f"/liaison/typical/?{query}").content.decode()
        assert (found in page, other in page) == (True, False), query
