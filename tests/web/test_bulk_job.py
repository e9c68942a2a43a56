"""A bulk action over more rows than a page waits for: each once, whatever happens to the worker or to what its person may."""

from datetime import timedelta

import pytest
from django.conf import settings

from pengjiang.access import decide
from pengjiang.accounts.models import User
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock, piecework
from pengjiang.web.models import BulkJob
from pengjiang.web.services import bulk
from pengjiang.web.tasks import go_on_with_bulk, sweep_bulk
from pengjiang.web.views.bulk import doer_of
from tests.support.district import person
from tests.web.pages import PagePermission


def order_over(signed_in, count, **answers):
    confirm = signed_in.post("/people/", {"do": "bulk:mark", "whole": "1"})
    assert confirm.context["count"] == count
    assert "由后台逐条办理" in confirm.content.decode()
    ordered = signed_in.post("/people/", {"do": "bulk:mark", "keys": confirm.context["keys"], "confirmed": "1", "note": "已核", **answers})
    job = BulkJob.objects.get()
    assert (ordered.status_code, ordered["Location"]) == (303, job.get_absolute_url())
    return job


def test_bulk_over_many_is_done_by_a_worker(signed_in, chen, make_people, django_capture_on_commit_callbacks):
    rows = make_people(20)
    User.objects.filter(pk=rows[3].pk).update(name="难办")
    with django_capture_on_commit_callbacks():
        job = order_over(signed_in, 20)
    assert "正在逐条办理" in signed_in.get(job.get_absolute_url()).content.decode()
    User.objects.filter(pk=rows[7].pk).update(title="看不见")

    go_on_with_bulk(job.pk)
    go_on_with_bulk(job.pk)

    job.refresh_from_db()
    assert (job.state, job.position, job.done) == ("done", 20, 18)
    assert [(row["name"], row["reason"]) for row in job.refused] == [("难办", "此人难办。"), (f"第 {rows[7].pk} 号记录", "已不在您的办理范围内。")]
    assert User.objects.filter(title="已核").count() == 18
    assert AuditEntry.objects.get(event="web.bulk_done").data == {"title": "人员", "label": "标注", "done": 18, "refused": 2}
    page = signed_in.get(job.get_absolute_url()).content.decode()
    assert "办成 18 条，未办成 2 条" in page
    assert "此人难办。" in page


def test_bulk_goes_on_after_a_killed_worker(signed_in, make_people, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(piecework, "PIECE", 8)
    make_people(20)
    with django_capture_on_commit_callbacks():
        job = order_over(signed_in, 20)

    def killed(job):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bulk.go_on(job.pk, doer=lambda job: doer_of(job) if not job.position else killed(job))
    assert User.objects.filter(title="已核").count() == 8

    with clock.at(clock.now() + timedelta(minutes=2)):
        assert sweep_bulk() == 1
        assert sweep_bulk() == 0

    assert User.objects.filter(title="已核").count() == 20
    assert AuditEntry.objects.filter(event="web.bulk_done").count() == 1


def test_bulk_in_a_worker_asks_again_what_its_person_may(signed_in, chen, make_people, monkeypatch, django_capture_on_commit_callbacks):
    make_people(16)
    with django_capture_on_commit_callbacks():
        job = order_over(signed_in, 16)
    table = dict(decide.role_table())
    table["procurator"] = table["procurator"] - {PagePermission.RENAME}
    monkeypatch.setattr(decide, "role_table", lambda: table)

    go_on_with_bulk(job.pk)

    job.refresh_from_db()
    assert {row["reason"] for row in job.refused} == {"您已不能对多条记录办理此事。"}
    assert len(job.refused) == 16
    assert not User.objects.filter(title="已核").exists()


def test_a_bulk_job_is_its_persons_own(signed_in, client, make_people, django_capture_on_commit_callbacks):
    make_people(16)
    with django_capture_on_commit_callbacks():
        job = order_over(signed_in, 16)

    client.force_login(person("clerk"), backend=settings.AUTHENTICATION_BACKENDS[-1])

    assert client.get(job.get_absolute_url()).status_code == 404
