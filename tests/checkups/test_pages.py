"""The tab, runs, answers, reports and columns of the register, asked as people ask for them."""

import io
import re
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from pengjiang.checkups import registry
from pengjiang.checkups.enums import Answer
from pengjiang.checkups.models import CheckRun, Finding, FindingAnswer
from pengjiang.checkups.services.runs import run_check
from pengjiang.common import clock
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import make_one
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import change_facts
from pengjiang.files.enums import FileKind
from pengjiang.files.pages import make_pages
from pengjiang.files.services import process, store_bytes
from pengjiang.web.slots import Slot
from tests.checkups.files import late_summary, lawful, make, wrong_organ
from tests.factories import photo
from tests.support.district import person
from tests.support.papers import pdf

pytestmark = pytest.mark.django_db
BACKEND = "pengjiang.accounts.backends.PersonBackend"


@pytest.fixture(autouse=True)
def _today():
    with clock.at(date(2026, 9, 1)):
        yield


@pytest.fixture
def officer(client):
    user = person("town_officer")
    client.force_login(user, backend=BACKEND)
    return user


def tab(file, **query):
    return f"{reverse('dossiers:detail', args=[file.pk])}?tab=checkup" + "".join(f"&{key}={value}" for key, value in query.items())


def test_the_tab_before_and_after_the_first_run(client, officer):
    file = make(wrong_organ(), actor=officer)

    assert "本案卷还没有体检" in client.get(tab(file)).content.decode()
    response = client.post(reverse("checkups:run-now", args=[file.pk]))

    assert (response.status_code, response["Location"]) == (303, tab(file))
    page = client.get(tab(file)).content.decode()
    assert "把复议机关写成“蓬江区司法局”，应为" in page
    assert "本案正确告知" in page
    assert "保存答复" in page
    assert "《中华人民共和国行政复议法》第二十四条" in page


@pytest.mark.parametrize("show", ["fail", "manual", "unknown", "pass", "all", "x"])
def test_the_tab_is_narrowed_by_outcome(client, officer, show):
    file = make(wrong_organ(), actor=officer)
    run = run_check(file, actor=officer)

    page = client.get(tab(file, show=show)).content.decode()

    expected = {"fail": 1, "manual": run.manual, "unknown": run.unknown, "pass": run.passed, "all": run.applied, "x": 1}[show]
    assert page.count('<article class="finding"') == expected


def test_a_changed_file_is_told_to_be_stale(client, officer):
    file = make(wrong_organ(), actor=officer)
    run_check(file, actor=officer)
    change_facts(file, facts=lawful(), actor=officer)

    assert "体检后事实有修改" in client.get(tab(file)).content.decode()
    run_check(Dossier.objects.get(pk=file.pk), actor=officer)

    page = client.get(tab(file)).content.decode()
    assert "体检后事实有修改" not in page
    assert "已消除" in page
    changes = client.get(reverse("checkups:changes", args=[CheckRun.objects.first().pk])).content.decode()
    assert "已消除的问题" in changes
    assert "新出现的问题" not in changes


def test_answers_are_given_beside_the_finding(client, officer):
    file = make(wrong_organ(), actor=officer)
    run_check(file, actor=officer)
    address = reverse("checkups:answer", args=[Finding.objects.get().pk])

    refused = client.post(address, {"answer": "corrected", "reason": "已更正并送达"})
    given = client.post(address, {"answer": "corrected", "reason": "已更正并送达", "files": [photo("更正函.jpg")]})

    assert refused.status_code == 422
    assert "请上传证明" in refused.content.decode()
    assert "已更正并送达" in refused.content.decode()
    assert given.status_code == 303
    assert Finding.objects.get().answer == Answer.CORRECTED
    page = client.get(tab(file)).content.decode()
    assert "更正函.jpg" in page


@pytest.mark.parametrize(("role", "code"), [("procurator", ""), ("bureau_clerk", "")])
def test_others_read_and_do_not_answer(client, role, code):
    officer = person("town_officer")
    file = make(wrong_organ(), actor=officer)
    run_check(file, actor=officer)
    client.force_login(person(role, code), backend=BACKEND)

    page = client.get(tab(file)).content.decode()

    assert "待处理" in page
    assert "保存答复" not in page
    assert client.post(reverse("checkups:answer", args=[Finding.objects.get().pk]), {"answer": "pending"}).status_code == 403
    assert FindingAnswer.objects.count() == 0


def test_another_towns_runs_do_not_exist(client, officer):
    stranger = person("town_officer", "tangxia")
    run = run_check(make(wrong_organ(), code="tangxia", actor=stranger), actor=stranger)

    names = [("checkups:run", run.pk), ("checkups:changes", run.pk), ("checkups:report", run.pk), ("checkups:workbook", run.pk)]
    addresses = [reverse(name, args=[pk]) for name, pk in (*names, ("checkups:answer", Finding.objects.filter(dossier=run.dossier).first().pk))]

    assert {client.get(address).status_code for address in addresses} == {404}


def test_the_register_shows_filters_and_counts(client, officer):
    bad, good, new = make(late_summary(), actor=officer), make(lawful(number="蓬杜罚〔2026〕13号"), actor=officer), make(lawful(number="蓬杜罚〔2026〕14号"), actor=officer)
    run_check(bad, actor=officer)
    run_check(good, actor=officer)

    def numbers(**query):
        page = client.get("/dossiers/", query).content.decode()
        return {file.number for file in (bad, good, new) if file.number in page}

    assert numbers(worst="serious") == {bad.number}
    assert numbers(worst="clean") == {good.number}
    assert numbers(worst="none") == {new.number}
    assert numbers(rule="CX18") == {bad.number}
    assert numbers(answer="pending") == {bad.number}
    change_facts(good, facts={**lawful(number=good.number), "title": "改名案"}, actor=officer)
    assert numbers(stale="1") == {good.number}
    assert numbers(sort="checkup") == {bad.number, good.number, new.number}


def test_the_register_costs_the_same_for_one_and_thirty(client, officer, constant_queries):
    numbers = iter(range(100, 200))

    def some(count):
        for _ in range(count):
            run_check(make(lawful(number=f"蓬杜罚〔2026〕{next(numbers)}号"), actor=officer), actor=officer)

    constant_queries("/dossiers/", some)


def test_the_report_is_a_paper_and_the_same_one_when_asked_again(client, officer):
    run = run_check(make(wrong_organ(), actor=officer), actor=officer)

    first = client.post(reverse("checkups:report", args=[run.pk]))
    again = client.post(reverse("checkups:report", args=[run.pk]))

    document = IssuedDocument.objects.get(type_code="checkup_report")
    assert first["Location"] == again["Location"] == document.get_absolute_url()
    assert make_one(document.pk).pages >= 2
    # Letters are set in another face than the signs around them.
    assert "复议机关正确（JJ01，严重）" in re.sub(r"<[^>]+>", "", IssuedDocument.objects.get(pk=document.pk).html)


def test_the_workbook_has_a_row_for_each_result(client, officer):
    run = run_check(make(wrong_organ(), actor=officer), actor=officer)

    response = client.get(reverse("checkups:workbook", args=[run.pk]))

    rows = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.iter_rows(min_row=4, values_only=True))
    assert len(rows) == run.applied
    assert (rows[0][4], rows[0][7], rows[0][8], rows[0][12]) == ("JJ01", "不符合", "严重", "待处理")


def test_the_to_do_goes_when_answered(client, officer):
    file = make(wrong_organ(), actor=officer)
    run_check(file, actor=officer)

    assert "案卷体检发现1项严重问题待处理" in client.get("/").content.decode()
    client.post(reverse("checkups:answer", args=[Finding.objects.get().pk]), {"answer": "disputed", "reason": "司法局只是收件地址"})

    assert "案卷体检发现" not in client.get("/").content.decode()


def test_citations_lead_to_the_text_of_the_day_where_there_is_one(client, officer, monkeypatch):
    run_check(make(wrong_organ(), actor=officer), actor=officer)
    monkeypatch.setattr(registry, "article_links", Slot("test"))
    page = client.get(tab(Dossier.objects.get())).content.decode()
    assert "《中华人民共和国行政复议法》第二十四条第一款第（二）项</a>" not in page

    registry.article_links.fill(lambda citation, on: f"/x/{citation.short_law}/{citation.article}/{on}/")

    page = client.get(tab(Dossier.objects.get())).content.decode()
    assert '<a href="/x/行政复议法/24/2026-03-24/">《中华人民共和国行政复议法》第二十四条第一款第（二）项</a>' in page


def test_a_finding_opens_its_paper_in_the_volume(client, officer):
    papers = [{"type": "LASP", "pages": 2}, {"type": "GZS", "pages": 3}, {"type": "CFJD", "pages": 4}]
    file = make(lawful(documents=papers, decision__remedy__reconsider_days=30), actor=officer)
    make_pages(process(store_bytes(pdf(6), name="卷宗.pdf", actor=officer, target=file, kind=FileKind.VOLUME)))
    run_check(file, actor=officer)

    page = client.get(tab(file)).content.decode()

    address = f"{reverse('files:volume', args=[f'dossiers.dossier:{file.pk}', 'volume'])}?page=6"
    assert f'<a class="finding__place" href="{address}">' in page
    assert "行政处罚决定书 第 6 页" in page
    assert client.get(address).status_code == 200


def test_a_paper_of_unknown_page_is_said_to_be_so(client, officer):
    """The file's list of papers leaves out how long one of them is: the link opens the volume and names no page."""
    papers = [{"type": "LASP"}, {"type": "GZS", "pages": 3}, {"type": "CFJD", "pages": 4}]
    file = make(lawful(documents=papers, decision__remedy__reconsider_days=30), actor=officer)
    make_pages(process(store_bytes(pdf(1), name="卷宗.pdf", actor=officer, target=file, kind=FileKind.VOLUME)))
    run_check(file, actor=officer)

    page = client.get(tab(file)).content.decode()

    address = reverse("files:volume", args=[f"dossiers.dossier:{file.pk}", "volume"])
    assert f'<a class="finding__place" href="{address}">' in page
    assert "行政处罚决定书 （页码不详" in page
    assert "行政处罚决定书 第" not in page
