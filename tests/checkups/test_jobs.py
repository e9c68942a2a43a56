"""Many files by a worker: each once, whatever happens to the workers."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse

from pengjiang.audit.models import AuditEntry
from pengjiang.checkups.models import CheckJob, CheckRun
from pengjiang.checkups.queries.jobs import figures_of
from pengjiang.checkups.services import jobs
from pengjiang.checkups.tasks import sweep_jobs
from pengjiang.common import clock, piecework
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.common.piecework import PieceworkState
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import make_one
from pengjiang.events.services import drain
from tests.checkups.files import late_summary, lawful, make, wrong_organ
from tests.support.district import person

pytestmark = pytest.mark.django_db
BACKEND = "pengjiang.accounts.backends.PersonBackend"


@pytest.fixture(autouse=True)
def _today():
    with clock.at(date(2026, 9, 1)):
        yield


@pytest.fixture
def bureau(client):
    user = person("bureau_clerk")
    client.force_login(user, backend=BACKEND)
    return user


def some_files(count=3):
    """Files of two towns: a wrong organ, one decided late, and one whose papers bear another town's name."""
    made = [make(wrong_organ()), make(late_summary()), make(lawful(number="蓬棠罚〔2026〕1号"), code="tangxia")]
    return made + [make(lawful(number=f"蓬杜罚〔2026〕{number}号")) for number in range(50, 47 + count)]


def test_the_register_orders_a_batch_over_the_whole_filter(client, bureau, monkeypatch):
    monkeypatch.setattr(jobs, "nudge", lambda pk: None)
    some_files()

    confirm = client.post("/dossiers/?town=duruan", {"do": "bulk:checkup", "whole": "1"})
    keys = confirm.context["keys"]
    response = client.post("/dossiers/?town=duruan", {"do": "bulk:checkup", "keys": keys, "confirmed": "1"})

    job = CheckJob.objects.get()
    assert (response.status_code, response["Location"]) == (303, job.get_absolute_url())
    assert (job.total, job.scope, job.state) == (2, "镇街 杜阮镇", PieceworkState.WAITING)
    assert "正在体检" in client.get(job.get_absolute_url()).content.decode()
    jobs.go_on(job.pk)
    page = client.get(job.get_absolute_url()).content.decode()
    assert "复议机关正确" in page
    assert "简易程序当场决定" in page


def test_a_batch_is_counted_by_town_and_rule(bureau):
    job = jobs.order_job([file.pk for file in some_files()], actor=bureau)

    jobs.go_on(job.pk)

    job.refresh_from_db()
    figures = figures_of(job)
    assert (job.state, job.position, job.refused, figures.faulty, figures.clean) == (PieceworkState.DONE, 3, [], 3, 0)
    assert {(line.name, line.files, line.serious or line.veto, line.clean) for line in figures.towns} == {("杜阮镇", 2, 2, 0), ("棠下镇", 1, 1, 0)}
    assert ("JJ01", "serious", 1) in figures.rules
    assert AuditEntry.objects.filter(event="checkups.job_done").count() == 1


def test_who_ordered_it_is_told(client, bureau):
    jobs.go_on(jobs.order_job([file.pk for file in some_files()], actor=bureau).pk)
    while drain():
        pass

    assert "批量体检完成，共3件，请查看结果" in client.get("/notices/").content.decode()


def test_it_may_run_twice_and_goes_on_after_a_killed_worker(bureau, monkeypatch):
    monkeypatch.setattr(piecework, "PIECE", 2)
    job = jobs.order_job([file.pk for file in some_files(6)], actor=bureau)

    assert piecework.one_piece(CheckJob.objects.select_related("actor"), job.pk, do=jobs._check, finish=jobs._tell) == 4
    with clock.at(clock.now() + timedelta(minutes=2)):
        assert sweep_jobs() == 1

    job.refresh_from_db()
    assert (job.state, job.position, job.runs.count()) == (PieceworkState.DONE, 6, 6)
    assert jobs.go_on(job.pk) is False
    assert CheckRun.objects.count() == 6


def test_what_is_no_longer_visible_is_told(bureau):
    job = jobs.order_job([file.pk for file in some_files()], actor=bureau)
    CheckJob.objects.filter(pk=job.pk).update(keys=[*job.keys, 10**9], total=4)

    jobs.go_on(job.pk)

    job.refresh_from_db()
    assert job.refused == [{"key": 10**9, "why": "案卷已不在您的查看范围内。"}]


def test_others_and_nothing_are_refused(bureau):
    files = some_files()

    with pytest.raises(NotAllowed):
        jobs.order_job([files[0].pk], actor=person("system_admin"))
    with pytest.raises(DomainError, match="没有可以体检的案卷"):
        jobs.order_job([files[0].pk], actor=person("town_officer", "tangxia"))


def test_a_batch_belongs_to_its_organisation(client, bureau):
    job = jobs.order_job([file.pk for file in some_files()], actor=bureau)
    client.force_login(person("town_officer"), backend=BACKEND)

    names = ("checkups:job", "checkups:job-report", "checkups:job-workbook")
    assert {client.get(reverse(name, args=[job.pk])).status_code for name in names} == {404}


def test_report_and_workbook_of_a_batch(client, bureau):
    job = jobs.order_job([file.pk for file in some_files()], actor=bureau)
    early = client.post(reverse("checkups:job-report", args=[job.pk]))
    jobs.go_on(job.pk)

    response = client.post(reverse("checkups:job-report", args=[job.pk]))

    assert early.status_code == 422
    assert "尚未完成" in early.content.decode()
    document = IssuedDocument.objects.get(type_code="checkup_batch_report")
    assert response["Location"] == document.get_absolute_url()
    assert make_one(document.pk).pages >= 1
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(reverse("checkups:job-workbook", args=[job.pk])).content)).active
    rows = list(sheet.iter_rows(min_row=4, values_only=True))
    assert {row[4] for row in rows} >= {"JJ01", "CX18"}


def test_the_list_of_batches_costs_the_same(client, bureau, constant_queries):
    file = make(lawful())

    constant_queries(reverse("checkups:jobs"), lambda count: [jobs.order_job([file.pk], actor=bureau) for _ in range(count)])
