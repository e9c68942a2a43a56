"""打印台账: what stands on the sheet, for whom, and what is done where it cannot be made."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from django.urls import reverse

from pengjiang.accounts.models import Membership
from pengjiang.accounts.services import end_role
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.documents import ledger
from pengjiang.documents.models import ListPrint
from pengjiang.documents.services import printing
from pengjiang.web.services.preferences import choose_columns
from pengjiang.web.tables import Column
from tests import factories as f

URL = "/cases/transfers/"


def pages_of(content: bytes) -> list[str]:
    with pdfplumber.open(io.BytesIO(content)) as book:
        assert {(round(page.width), round(page.height)) for page in book.pages} == {(842, 595)}
        return [page.extract_text().replace(" ", "").replace("　", "") for page in book.pages]


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_a_list_is_printed_as_it_stands(client, district):
    d = district
    for number in range(1, 4):
        f.submitted(d, number=f"打印{number}", title=f"打印第{number}件喆犇")
    f.referral(d, number="打印4", title="草稿不在其列")
    client.force_login(d.manager)
    choose_columns(d.manager, page="cases.transfers", columns=["title", "state", "number"])

    ordered = client.post(f"{URL}?state=pending&sort=title", {"do": "print"})
    job = ListPrint.objects.get()
    assert (ordered.status_code, ordered["Location"]) == (303, job.get_absolute_url())
    waiting = client.get(job.get_absolute_url()).content.decode()
    assert "正在排版" in waiting
    assert "None" not in waiting
    assert client.get(reverse("documents:print-file", args=[job.pk])).status_code == 404

    assert printing.make(job.pk) is not None
    assert printing.make(job.pk) is None
    text = pages_of(b"".join(client.get(reverse("documents:print-file", args=[job.pk])).streaming_content))
    assert len(text) == 1
    for words in ("线索移送", "单位：江门市蓬江区人民检察院", "日期：2026年3月16日", "共3条", "范围：状态待受理", "制表人：朱镕之", "审核人：", "第1页共1页"):
        assert words in text[0], words
    # Columns as chosen, in their order; what the filter leaves out is not there.
    assert "序号线索名称状态线索编号" in text[0]
    assert "移送日期" not in text[0]
    assert [text[0].index(f"打印第{number}件喆犇") for number in (1, 2, 3)] == sorted(text[0].index(f"打印第{number}件喆犇") for number in (1, 2, 3))
    assert "草稿不在其列" not in text[0]
    done = client.get(job.get_absolute_url()).content.decode()
    assert "共 3 条、1 页" in done
    assert AuditEntry.objects.get(event="documents.list.printed").data == {"title": "线索移送", "count": 3}


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_only_the_ticked_rows_and_only_for_who_ordered_them(client, district):
    d = district
    rows = [f.submitted(d, number=f"勾选{number}") for number in range(1, 4)]
    client.force_login(d.manager)
    client.post(URL, {"do": "print", "id": [rows[0].pk, rows[2].pk]})

    job = ListPrint.objects.get()
    assert set(job.keys) == {rows[0].pk, rows[2].pk}
    assert job.scope == "已勾选的2条"
    client.force_login(d.head)
    assert client.get(job.get_absolute_url()).status_code == 404
    assert client.get(reverse("documents:print-file", args=[job.pk])).status_code == 404


@pytest.mark.django_db
def test_what_is_no_longer_the_person_s_to_see_is_not_printed(client, district, today):
    d = district
    f.submitted(d, number="权限1")
    client.force_login(d.manager)
    client.post(URL, {"do": "print"})
    with clock.at(today):
        end_role(Membership.objects.get(user=d.manager), until=today.replace(day=1), actor=d.security_admin)

    job = printing.make(ListPrint.objects.get().pk)
    page = pages_of(job.pdf.read())[0]
    assert "另有1条已不在您的查看范围内，未印。" in page
    assert "某建材经营部" not in page


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_more_than_the_most_is_said_on_the_sheet_and_on_the_page(client, district, monkeypatch):
    monkeypatch.setattr(printing, "MOST", 2)
    for number in range(1, 4):
        f.submitted(district, number=f"上限{number}")
    client.force_login(district.manager)
    client.post(URL, {"do": "print"})
    job = printing.make(ListPrint.objects.get().pk)

    assert "本表共3条，超过一次打印的上限，只印前2条" in pages_of(job.pdf.read())[0]
    assert "另有 1 条超过一次打印的上限" in client.get(job.get_absolute_url()).content.decode()


def test_header_title_and_number_stand_on_every_page():
    columns = (Column("number", "案号"), Column("fine", "罚款", kind="money"), Column("title", "名称", kind="clip"))
    rows = [[f"杜阮综执罚字〔2026〕{n}号", "1,200.00", "某餐饮店超出门窗外墙摆卖案"] for n in range(1, 61)]
    made = ledger.set_ledger(ledger.Ledger("执法案卷", "杜阮镇", "全部", clock.today(), "李堃", columns, rows))
    pages = pages_of(made.pdf)

    assert made.pages == len(pages) == 3
    assert [f"第{n}页共3页" in page for n, page in enumerate(pages, 1)] == [True] * 3
    assert ["序号案号罚款名称" in page for page in pages] == [True] * 3
    assert [page.startswith("执法案卷") for page in pages] == [True] * 3
    assert ["审核人" in page for page in pages] == [False, False, True]


def test_a_character_without_a_font_does_not_keep_the_sheet_from_being_printed():
    columns = (Column("name", "姓名"),)
    made = ledger.set_ledger(ledger.Ledger("人员", "", "", clock.today(), "甲", columns, [["何\U0010fffd喆"]]))

    assert "何〓喆" in pages_of(made.pdf)[0]


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_the_sweep_finishes_what_was_left_and_gives_up_in_the_end(client, district):
    f.submitted(district, number="遗留1")
    client.force_login(district.manager)
    client.post(URL, {"do": "print"})
    client.post(URL, {"do": "print"})
    left, stuck = ListPrint.objects.order_by("pk")
    old = clock.now() - printing.STILL * 2
    ListPrint.objects.filter(pk=left.pk).update(state="running", attempts=1, updated_at=old)
    ListPrint.objects.filter(pk=stuck.pk).update(state="running", attempts=printing.MAX_ATTEMPTS, updated_at=old)

    assert printing.sweep() == 1
    assert ListPrint.objects.get(pk=left.pk).state == "done"
    assert "缩小筛选范围" in client.get(stuck.get_absolute_url()).content.decode()
    ListPrint.objects.filter(pk=left.pk).update(created_at=clock.now() - printing.KEPT * 2)
    printing.sweep()
    assert not ListPrint.objects.filter(pk=left.pk).exists()
