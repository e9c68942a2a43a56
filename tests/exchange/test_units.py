"""单位数据整体导出: one asks, another approves, a worker packs what the unit owns and may see, two may fetch it for a week."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest

from liaison.services import questions
from pengjiang.audit.models import AuditEntry
from pengjiang.checks.validation import validate
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.dashboard.queries import desks
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services.making import make_one
from pengjiang.dossiers.models import Dossier
from pengjiang.exchange.models import UnitExport
from pengjiang.exchange.services import units
from pengjiang.exchange.tasks import sweep_exchange
from pengjiang.files.models import StoredFile
from pengjiang.files.services import process, store_bytes
from reviews.models import Finding, TownPart
from tests import factories as f
from tests.cases.refusing import refused
from tests.reviews.story import Story
from tests.support.papers import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def asked(d):
    return units.ask_unit_export(actor=d.town_head, organisation=d.town, reason="机构撤并")


def made(d):
    export = units.approve_unit_export(asked(d), actor=d.town_leader)
    return units.make_unit_export(export.pk)


def opened(export) -> zipfile.ZipFile:
    with export.file.open("rb") as stream:
        return zipfile.ZipFile(io.BytesIO(stream.read()))


def rows(archive, name):
    sheet = openpyxl.load_workbook(io.BytesIO(archive.read(name)), read_only=True).active
    return [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]


def test_everything_the_town_owns_and_nothing_else(district):
    recommendation = f.served(district, number="杜阮综执罚字〔2026〕1号", unified="江蓬检行建〔2026〕3号")
    dossier = Dossier.objects.get()
    process(store_bytes(pdf(1), name="决定书.pdf", actor=district.officer, target=dossier))
    foreign = f.dossier(district, number="棠下综执罚字〔2026〕9号", actor=district.stranger)
    paper = IssuedDocument.objects.of(recommendation).get(type_code="recommendation")
    make_one(paper.pk)
    export = made(district)

    archive = opened(export)
    names = archive.namelist()
    facts = json.loads(archive.read("执法案卷/杜阮综执罚字〔2026〕1号/facts.json"))
    validate(facts)
    assert (facts["format"], facts["number"]) == ("dossier/1", dossier.number)
    assert "执法案卷/杜阮综执罚字〔2026〕1号/附件-决定书.pdf" in names
    folder = f"制发和收到的文书/{paper.number}-{paper.pk}"
    assert archive.read(f"{folder}/{paper.title}.pdf") == paper_bytes(paper)
    assert f"{folder}/{paper.title}.docx" in names
    assert rows(archive, "台账/检察建议.xlsx")[0][0] == "江蓬检行建〔2026〕3号"
    assert [row[0] for row in rows(archive, "台账/执法案卷.xlsx")] == [dossier.number]
    assert not any(foreign.number in name for name in names)
    # The office's own papers about the case stay with the office.
    assert not any(row[0] == "立案审批表" for row in rows(archive, "台账/制发和收到的文书.xlsx"))

    sums = dict(reversed(line.split("  ", 1)) for line in archive.read("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(archive.read(name)).hexdigest() for name in names if name not in {"SHA256SUMS", "目录.xlsx", "说明.txt"}}
    assert {row[2]: row[4] for row in rows(archive, "目录.xlsx")} == sums
    assert (export.state, export.until, export.counts["执法案卷"]) == ("ready", f.TODAY + timedelta(days=7), 1)
    with export.file.open("rb") as stream:
        assert export.sha256 == hashlib.sha256(stream.read()).hexdigest()
    # A second worker throws its own away.
    assert units.make_unit_export(export.pk) is None


def paper_bytes(paper) -> bytes:
    with IssuedDocument.objects.get(pk=paper.pk).pdf.open("rb") as stream:
        return stream.read()


def test_one_asks_and_another_of_the_unit_approves(district):
    assert refused(lambda: units.ask_unit_export(actor=district.town_head, organisation=district.town, reason=" "), field="reason")
    with pytest.raises(NotAllowed, match="只能办理本单位"):
        units.ask_unit_export(actor=district.town_head, organisation=district.other_town, reason="机构撤并")
    with pytest.raises(NotAllowed):
        units.ask_unit_export(actor=district.officer, organisation=district.town, reason="机构撤并")
    export = asked(district)
    refused(lambda: asked(district), field="organisation")
    assert [item.title for item in desks(district.town_leader).todo if "数据整体导出" in item.title] == [f"审批：{export}"]
    for person in (district.town_head, district.officer, district.bureau_leader):
        with pytest.raises(NotAllowed):
            units.approve_unit_export(export, actor=person)
    # Who holds both posts cannot approve what they asked for themselves.
    both = district.join("both", "双任", "town_head", "duruan")
    district.join("both", "双任", "town_leader", "duruan")
    units.withdraw_unit_export(export, actor=district.town_head)
    own = units.ask_unit_export(actor=f.person_again(both), organisation=district.town, reason="退出平台")
    with pytest.raises(NotAllowed, match="申请人不能批准自己的申请"):
        units.approve_unit_export(own, actor=f.person_again(both))
    assert units.refuse_unit_export(own, actor=district.town_leader, note="暂不撤并。").state == "refused"


def test_two_may_fetch_it_for_a_week(district, client, django_capture_on_commit_callbacks):
    export = made(district)
    url = f"/exchange/units/{export.pk}/fetch/"
    client.force_login(district.town_head)
    page = client.get(export.get_absolute_url()).content.decode()
    assert f'action="{url}"' in page
    answer = client.post(url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert AuditEntry.objects.filter(event="exchange.unit_fetched", actor_name=district.town_head.name).count() == 1
    other = district.join("second_head", "另一主任", "town_head", "duruan")
    with pytest.raises(NotAllowed, match="由申请人或者批准人下载"):
        units.fetch_unit_export(export, actor=other)
    client.force_login(district.stranger)
    assert client.get(export.get_absolute_url()).status_code == 404
    name, storage = export.file.name, export.file.storage
    with clock.at(f.TODAY + timedelta(days=8)):
        with pytest.raises(DomainError, match="下载期限已过"):
            units.fetch_unit_export(export, actor=district.town_head)
        with django_capture_on_commit_callbacks(execute=True):
            sweep_exchange()
    export = UnitExport.objects.get()
    assert (export.state, export.file.name, storage.exists(name)) == ("expired", "", False)


def test_a_lost_worker_is_made_up_for_by_the_sweep(district):
    export = units.approve_unit_export(asked(district), actor=district.town_leader)
    with clock.at(date(2026, 3, 17)):
        sweep_exchange()
    export.refresh_from_db()
    assert (export.state, StoredFile.objects.count()) == ("ready", 0)


def test_its_reviews_and_its_place_in_the_liaison_room_go_with_it(district):
    story = Story.of(district).register(each=3).assigned(size=4, minimum=2)
    file = next(one for one in story.files() if one.town == district.town)
    TownPart.objects.filter(round=story.round, town=district.town).update(state="circulated")
    part = TownPart.objects.get(round=story.round, town=district.town)
    Finding.objects.create(file=file, part=part, town=district.town, code="A01", title="告知", reasons="未载明陈述申辩期限。", pages="3", lost=2)
    for person in (district.officer, district.stranger):
        questions.ask(actor=person, title=f"{person.organisation.short_name}的提问", text="听证期限怎样计算？", field="urban")

    archive = opened(made(district))

    assert [row[3] for row in rows(archive, "台账/评查问题.xlsx")] == ["未载明陈述申辩期限。"]
    assert [row[0] for row in rows(archive, "台账/答疑.xlsx")] == ["杜阮镇的提问"]
