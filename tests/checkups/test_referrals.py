"""The check goes along with a referral, and its faults become findings of the case."""

from datetime import date

import pytest
from django.urls import reverse

from cases.models import Finding
from cases.services import supervision, transfers
from pengjiang.checkups.models import AttachedCheck, CheckRun
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.models import IssuedDocument
from tests import factories as f
from tests.checkups.files import late_summary, lawful, make, wrong_organ
from tests.support.walk import BACKEND

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.at(date(2026, 9, 1)):
        yield


def referred(d, *documents):
    """Sent by the town with these files."""
    files = [make(document, actor=d.officer) for document in documents]
    transfer = transfers.draft_transfer(
        dossiers=files, title="占道经营处罚案问题", problem="procedure", reason="自查发现。", parties="李某", contact="李堃 19900000012", actor=d.officer
    )
    return transfers.submit_transfer(transfer, actor=d.officer)


def docketed(d, *documents):
    transfer = transfers.accept_transfer(referred(d, *documents), actor=d.manager, **f.GATE)
    transfers.assign_transfer(transfer, actor=d.head, holder=d.procurator)
    transfer.refresh_from_db()
    return supervision.docket_case(transfer, actor=d.procurator, case_type="unlawful_act", title="杜阮镇处罚违法监督案")


def test_the_run_is_shown_to_both_sides(client, district):
    transfer = referred(district, wrong_organ(), late_summary())

    assert CheckRun.objects.filter(reason="referral").count() == AttachedCheck.objects.count() == 2
    letter = IssuedDocument.objects.get(type_code="transfer_letter")
    assert "移送前案卷体检结果" in str(letter.blocks)
    for person in (district.officer, district.manager):
        client.force_login(person, backend=BACKEND)
        page = client.get(transfer.get_absolute_url()).content.decode()
        assert "随附的案卷体检" in page
        run = CheckRun.objects.order_by("pk").first()
        assert run.get_absolute_url() in page
        assert client.get(run.get_absolute_url()).status_code == 200


def test_faults_become_findings_with_file_paper_and_articles(client, district):
    case = docketed(district, wrong_organ(), late_summary())
    client.force_login(district.procurator, backend=BACKEND)
    address = reverse("cases:take-over-faults", args=[case.pk])

    form = client.get(address).context["form"]
    response = client.post(address, {"chosen": form.initial["chosen"]})

    assert response.status_code == 303
    rows = {row.category: row for row in Finding.objects.filter(case=case)}
    assert set(rows) >= {"procedure", "remedy"}
    remedy = rows["remedy"]
    assert "蓬江区司法局" in remedy.fact
    # Nobody wrote down how many pages the papers before it have: the page is left open, not made up.
    assert (remedy.document, remedy.page, remedy.place) == ("行政处罚决定书", None, "蓬杜罚〔2026〕12号案卷")
    assert "页码待补" in client.get(f"{case.get_absolute_url()}?tab=findings").content.decode()
    assert {"law": "中华人民共和国行政复议法", "article": "24", "paragraph": "1", "item": "2"} in remedy.citations
    assert remedy.dossier.number == "蓬杜罚〔2026〕12号"
    assert client.get(address).context["form"].fields["chosen"].choices == []
    assert client.post(address, {}).status_code == 422


def test_nothing_chosen_and_others_are_refused(district):
    case = docketed(district, wrong_organ())

    with pytest.raises(DomainError, match="请选择要引入的问题"):
        supervision.take_over_faults(case, actor=district.procurator, chosen=["1-XX"])
    with pytest.raises(NotAllowed):
        supervision.take_over_faults(case, actor=district.other_procurator, chosen=["1-XX"])
    assert Finding.objects.count() == 0


def test_a_lawful_file_has_nothing_to_take_over(client, district):
    case = docketed(district, lawful())
    client.force_login(district.procurator, backend=BACKEND)

    assert "没有尚未引入的体检问题" in client.get(reverse("cases:take-over-faults", args=[case.pk])).content.decode()
