"""Papers and notices over the API: one's own, with the files of the pages."""

from __future__ import annotations

import pytest

from pengjiang.audit.models import AuditEntry
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import making
from pengjiang.events.services import drain
from pengjiang.notifications.models import Notice
from tests import factories as f
from tests.api.calls import many, pointers, post
from tests.support.queries import assert_constant_queries
from tests.support.walk import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def served(district):
    return f.served(district)


@pytest.fixture
def town(district):
    return sign_in(district.officer)


class TestPapers:
    @pytest.fixture
    def paper(self, served):
        return IssuedDocument.objects.get(number=served.number)

    def test_a_paper_is_read_while_it_is_made_and_fetched_once_made(self, town, district, paper):
        address = f"/api/v1/documents/{paper.pk}/"
        before, unmade = town.get(address).json(), town.get(f"{address}pdf/").status_code
        making.make_one(paper.pk)
        after = town.get(address).json()
        pdf, docx = town.get(after["pdf"]), town.get(after["docx"])

        assert (before["making"], before["pdf"], unmade) == ("queued", None, 404)
        assert (after["making"], after["number"], after["target"]) == ("ready", paper.number, str(paper.target))
        assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
        assert b"".join(docx.streaming_content).startswith(b"PK")
        assert AuditEntry.objects.filter(event="documents.document.downloaded").count() == 2
        assert sign_in(district.stranger).get(address).status_code == 404
        assert sign_in(district.stranger).get(f"{address}pdf/").status_code == 404

    def test_the_list_is_narrowed(self, town, paper):
        def numbers(query):
            return [row["number"] for row in town.get(f"/api/v1/documents/?{query}").json()["results"]]

        assert numbers(f"target={paper.target}&type={paper.type_code}") == [paper.number]
        assert numbers("target=cases.recommendation:x") == numbers("standing=withdrawn") == []
        assert town.get("/api/v1/documents/?standing=lost").status_code == 400

    def test_the_list_asks_as_often_for_many_rows(self, town, paper):
        vary = {"number": lambda n: f"第{n}号", "code": lambda n: f"{n:028d}"}

        assert_constant_queries(town, "/api/v1/documents/", lambda count: many(paper, count, **vary))


class TestNotices:
    @pytest.fixture
    def notices(self, served, district):
        while drain():
            pass
        return list(Notice.objects.filter(person=district.officer).order_by("pk"))

    def test_one_reads_ones_own(self, town, notices, district):
        rows = town.get("/api/v1/notices/?read=0").json()["results"]
        foreign = Notice.objects.exclude(person=district.officer).first()

        assert [row["id"] for row in rows] == [notice.pk for notice in reversed(notices)] != []
        assert (rows[0]["title"], rows[0]["category"]) == (notices[-1].title, notices[-1].kind)
        assert [town.get(f"/api/v1/notices/{foreign.pk}/").status_code, post(town, f"/api/v1/notices/{foreign.pk}/read/", {}).status_code] == [404, 404]

    def test_one_or_all_are_marked(self, town, notices):
        first = post(town, f"/api/v1/notices/{notices[0].pk}/read/", {})
        again = post(town, "/api/v1/notices/read/", {"ids": [notices[0].pk]})
        rest = post(town, "/api/v1/notices/read/", {})
        wrong = post(town, "/api/v1/notices/read/", {"ids": ["a"]})

        assert [one.json()["count"] for one in (first, again, rest)] == [1, 0, len(notices) - 1]
        assert (wrong.status_code, list(pointers(wrong))) == (422, ["/ids/0"])
        assert town.get("/api/v1/notices/?read=0").json()["results"] == []

    def test_the_list_asks_as_often_for_many_rows(self, town, notices):
        assert_constant_queries(town, "/api/v1/notices/", lambda count: many(notices[0], count, kind=lambda n: f"样{n}"))
