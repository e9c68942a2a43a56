"""Several matters to another handler in one act: each is looked at for itself, and what does not go says why."""

from __future__ import annotations

import pytest

from cases.enums import RecusalGround
from cases.models import SupervisionCase, Transfer
from cases.services import recusals
from disputes.models import Dispute
from pengjiang.audit.models import AuditEntry
from tests import factories as f
from tests.disputes import steps as s

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def bulk(client, url, action, rows, **answers):
    """Confirm and do; the confirmation page and the result's outcomes by name."""
    keys = [row.pk for row in rows]
    confirm = client.post(url, {"do": f"bulk:{action}", "id": keys})
    result = client.post(url, {"do": f"bulk:{action}", "keys": confirm.context["keys"], "confirmed": "1", **answers})
    return confirm, result


def test_cases_go_to_another_and_recusal_keeps_one_back(client, district):
    d = district
    first, second = f.docketed(d, number="改派1"), f.docketed(d, number="改派2")
    kept = f.docketed(d, number="改派3")
    SupervisionCase.objects.filter(pk=kept.pk).update(subject=d.other_town)
    recusals.declare_recusal(person=d.other_procurator, ground=RecusalGround.RELATIVE, organisation=d.other_town, actor=d.head)
    client.force_login(d.head)

    confirm, result = bulk(client, "/cases/supervision/", "reassign", [first, second, kept], holder=d.other_procurator.pk, reason="原承办人调离。")

    assert confirm.context["count"] == 3
    assert "逐件审查回避" in confirm.content.decode()
    page = result.content.decode()
    assert "黄犇已登记回避" in page
    holders = dict(SupervisionCase.objects.values_list("pk", "holder__name"))
    assert holders == {first.pk: "黄犇", second.pk: "黄犇", kept.pk: "陈喆"}
    assert set(Transfer.objects.filter(case__in=[first, second]).values_list("holder__name", flat=True)) == {"黄犇"}
    assert [entry.data["reason"] for entry in AuditEntry.objects.filter(event="cases.supervisioncase.reassign")] == ["原承办人调离。"] * 2


def test_a_reason_and_a_holder_are_asked_for_beside_their_fields(client, district):
    case = f.docketed(district)
    client.force_login(district.head)

    _, result = bulk(client, "/cases/supervision/", "reassign", [case], holder="", reason="")

    assert result.status_code == 422
    assert {"请选择承办检察官。", "请填写变更理由。"} <= {error for errors in result.context["form"].errors.values() for error in errors}
    assert SupervisionCase.objects.get().holder == district.procurator


def test_referrals_are_given_out_and_given_on(client, district):
    d = district
    new, held, own = f.accepted(d, number="分案1"), f.assigned(d, number="分案2"), f.assigned(d, number="分案3")
    Transfer.objects.filter(pk=own.pk).update(holder=d.other_procurator)
    pending = f.submitted(d, number="分案4")
    client.force_login(d.head)

    _, result = bulk(client, "/cases/transfers/", "assign", [new, held, own, pending], holder=d.other_procurator.pk)

    page = result.content.decode()
    assert "已由黄犇承办，不需变更。" in page
    assert "现为“待受理”" in page
    assert dict(Transfer.objects.values_list("pk", "holder__name")) == {new.pk: "黄犇", held.pk: "黄犇", own.pk: "黄犇", pending.pk: None}


def test_disputes_change_one_handler_and_keep_the_others(client, district):
    d = district
    dispute, applied = s.mediating_(d), s.application(d)
    before = Dispute.objects.get(pk=dispute.pk)
    client.force_login(d.head)

    _, empty = bulk(client, "/disputes/", "assign", [dispute])
    _, result = bulk(client, "/disputes/", "assign", [dispute, applied], procurator=d.other_procurator.pk)

    assert empty.status_code == 422
    after = Dispute.objects.get(pk=dispute.pk)
    assert (after.procurator, after.officer) == (d.other_procurator, before.officer)
    assert "尚无司法局承办人，请一并选定。" in result.content.decode()
    assert Dispute.objects.get(pk=applied.pk).procurator is None


def test_who_does_not_assign_is_not_offered_it(client, district):
    f.docketed(district)
    client.force_login(district.procurator)

    assert "变更承办人" not in client.get("/cases/supervision/").content.decode()
    assert client.post("/cases/supervision/", {"do": "bulk:reassign", "id": [1]}).status_code == 403


def test_a_ready_view_of_one_s_own_is_there_for_who_has_something(client, district):
    f.docketed(district)
    client.force_login(district.procurator)
    own = client.get("/cases/supervision/").context["listing"].tabs
    client.force_login(district.head)
    others = client.get("/cases/supervision/").context["listing"].tabs

    assert [(tab.label, tab.count) for tab in own if tab.label == "我承办的"] == [("我承办的", "1")]
    assert "我承办的" not in [tab.label for tab in others]
