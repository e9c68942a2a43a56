"""更名、合并: from the day on the new name or the successor; what was before keeps its name, its papers and its place in the figures."""

from __future__ import annotations

from datetime import date

import pytest

from cases.models import Recommendation, SupervisionCase, Transfer
from cases.queries.recusals import recusal_reasons
from cases.services import supervision
from pengjiang.accounts import reorganising
from pengjiang.accounts.models import Membership, Organisation, OrganisationChange
from pengjiang.audit.queries import timeline
from pengjiang.common import clock
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services.making import imprint_of
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import create_dossier
from pengjiang.events.services import drain
from pengjiang.law.stored import stored
from pengjiang.search.queries import search
from reviews.models import Round
from reviews.queries.statistics import Statistics
from tests import factories as f
from tests.cases.refusing import refused
from tests.reviews.story import Story
from tests.support.dossiers import facts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]

DAY = date(2026, 6, 1)
NEW = {"name": "江门市蓬江区杜阮街道办事处", "short_name": "杜阮街道"}
OLD_NAME = "江门市蓬江区杜阮镇人民政府"


def over(d):
    """A recommendation with its case, both ended."""
    recommendation = f.closed(d, number="旧1", unified="江蓬检行建〔2026〕3号")
    supervision.close_case(recommendation.case, actor=d.procurator, result="recommendation")
    return recommendation


def rename(d, *, on=DAY, **values):
    return reorganising.record_change(
        actor=d.system_admin, organisation=d.town, kind="rename", effective_on=on, basis="粤府函〔2026〕15号", **(NEW | values)
    )


def merge(d, *, on=DAY, unit=None, into=None):
    return reorganising.record_change(
        actor=d.system_admin, organisation=unit or d.town, kind="merge", effective_on=on, basis="粤府函〔2026〕16号", successor=into or d.other_town
    )


def test_rename_ahead_waits_for_its_day_and_leaves_the_past_as_it_was(district):
    closed = over(district)
    paper = IssuedDocument.objects.get(type_code="recommendation")
    blocks = str(paper.blocks)
    open_case = f.investigating(district, number="旧2")
    change = rename(district)

    assert (change.state_label, Organisation.objects.get(code="duruan").name) == ("待生效", OLD_NAME)
    with clock.at(date(2026, 5, 31)):
        assert reorganising.carry_out_due() == 0
    with clock.at(DAY):
        assert (reorganising.carry_out_due(), reorganising.carry_out_due()) == (1, 0)
    town = Organisation.objects.get(code="duruan")
    assert (town.name, town.short_name, town.former_names) == (NEW["name"], "杜阮街道", OLD_NAME)
    assert [town.name_on(day) for day in (date(2026, 5, 31), DAY)] == [OLD_NAME, NEW["name"]]

    old, new = SupervisionCase.objects.get(pk=closed.case_id), SupervisionCase.objects.get(pk=open_case.pk)
    assert (old.subject_label, old.subject_note) == (OLD_NAME, f"现名：{NEW['name']}")
    assert (new.subject_label, new.subject_note) == (NEW["name"], f"原名：{OLD_NAME}")
    paper.refresh_from_db()
    letter = IssuedDocument.objects.filter(organisation=town, issued_on=f.TODAY).first()
    assert (str(paper.blocks), letter.issuer_name, imprint_of(letter).author) == (blocks, OLD_NAME, OLD_NAME)
    assert Recommendation.objects.get(pk=closed.pk).addressee_name == OLD_NAME
    told = [row.sentence for row in timeline(new, district.procurator, handling=True)]
    assert f"{OLD_NAME}自2026-06-01起更名为{NEW['name']}（粤府函〔2026〕15号），本事项由其继续办理" in told
    while drain():
        pass
    assert {hit.url for hit in search(district.procurator, "杜阮镇人民政府")} >= {old.get_absolute_url(), new.get_absolute_url()}
    assert new.get_absolute_url() in {hit.url for hit in search(district.procurator, "杜阮街道办事处")}


def test_file_check_accepts_each_name_in_its_days(district):
    rename(district, on=f.TODAY)
    before, after = date(2026, 3, 15), f.TODAY
    reference = stored()
    assert [reference.accepts_seal("duruan", f"{OLD_NAME}（行政执法专用章）", day) for day in (before, after)] == [True, False]
    assert [reference.accepts_name("duruan", NEW["name"], day) for day in (before, after)] == [False, True]
    body = reference.body("duruan")
    assert (body.effective.since, body.effective.until) == (date(2020, 11, 1), None)
    assert {"杜阮镇", "杜阮街道"} <= set(body.place_names)


def test_merger_hands_over_what_is_open_and_leaves_what_is_closed(district):
    closed = over(district)
    served = f.served(district, number="旧2", unified="江蓬检行建〔2026〕4号")
    pending = f.submitted(district, number="旧3")
    dossier = Dossier.objects.get(number="旧1")
    assert not Dossier.objects.visible_to(district.stranger).exists()

    with clock.at(DAY):
        change = merge(district)
    town, successor = Organisation.objects.get(code="duruan"), Organisation.objects.get(code="tangxia")
    assert (town.is_active, town.successor, successor.absorbed) == (False, successor, [town.pk])
    assert change.moved["监督案件"] == 1
    assert change.moved["线索"] == 2
    assert Recommendation.objects.get(pk=served.pk).addressee == successor
    assert (Transfer.objects.get(pk=pending.pk).sender, Transfer.objects.get(pk=pending.pk).subject) == (successor, successor)
    assert Recommendation.objects.get(pk=closed.pk).addressee == town
    assert set(Deadline.objects.open().filter(limit="TM20").values_list("bound_org__code", flat=True)) == {"tangxia"}
    # The posts go on in the successor from the day, and whoever was there before reads the history.
    officer = Membership.objects.filter(user=district.officer).order_by("since")
    assert [(row.organisation.code, row.until) for row in officer] == [("duruan", date(2026, 5, 31)), ("tangxia", None)]
    with clock.at(DAY):
        for person in (district.officer, district.stranger):
            assert dossier in Dossier.objects.visible_to(f.person_again(person))
        assert Recommendation.objects.visible_to(f.person_again(district.stranger)).count() == 2
    # History stands apart in every figure by unit, and can be added up by successor.
    assert Dossier.objects.filter(organisation=town).count() == 3
    assert Dossier.objects.filter(organisation__in=successor.lineage).count() == 3


def test_merged_units_code_goes_on_working_for_old_files(district):
    merge(district, on=f.TODAY)
    reference = stored()
    assert [reference.accepts_name("duruan", OLD_NAME, day) for day in (date(2026, 3, 15), f.TODAY)] == [True, False]
    assert reference.court("duruan", date(2026, 3, 15)) is not None
    assert reference.court("duruan", f.TODAY) is None
    assert "duruan" not in {body.code for body in reference.bodies_on(f.TODAY)}
    assert "杜阮镇" in reference.body("tangxia").place_names
    with clock.at(date(2026, 3, 17)):
        made = create_dossier(organisation=district.town, facts=facts("duruan"), actor=f.person_again(district.stranger))
    assert (made.organisation.code, made.facts["body"]) == ("duruan", "duruan")


def test_who_served_in_a_merged_unit_keeps_away_from_its_successor(district):
    Membership.objects.create(user=district.procurator, organisation=district.town, role="town_officer", since=date(2018, 1, 1), until=date(2019, 1, 1))
    merge(district, on=f.TODAY)
    successor = Organisation.objects.get(code="tangxia")
    assert recusal_reasons([district.procurator], subject=successor)[district.procurator.pk] == "自2018-01-01至2019-01-01在杜阮镇任职，应当回避"


def test_what_makes_no_sense_is_refused_beside_its_field(district):
    assert refused(lambda: merge(district, into=district.town), field="successor") == "不能并入本单位，请另选。"
    assert "不是同类单位" in refused(lambda: merge(district, into=district.office), field="successor")
    assert "已有名为" in refused(lambda: rename(district, name=district.other_town.name), field="name")
    refused(lambda: rename(district, name=OLD_NAME), field="name")
    refused(lambda: rename(district, short_name=" "), field="short_name")
    refused(lambda: rename(district, on=date(2036, 6, 1)), field="effective_on")
    refused(lambda: reorganising.record_change(actor=district.system_admin, organisation=district.town, kind="rename", effective_on=DAY, basis=" ", **NEW), field="basis")
    assert not OrganisationChange.objects.exists()

    planned = merge(district)
    assert "已登记自2026-06-01起生效" in refused(lambda: rename(district), field="organisation")
    assert "已登记自2026-06-01起生效" in refused(lambda: merge(district, unit=district.other_town, into=district.town), field="organisation")
    reorganising.drop_change(planned, actor=district.system_admin)
    with clock.at(DAY):
        assert reorganising.carry_out_due() == 0
    rename(district, on=f.TODAY)
    assert "新的生效日期应在其后" in refused(lambda: rename(district, on=date(2026, 3, 1), name="江门市蓬江区杜阮新区"), field="effective_on")
    merge(district, on=date(2026, 3, 17))
    with clock.at(date(2026, 3, 17)):
        reorganising.carry_out_due()
    assert "已并入其他单位" in refused(lambda: merge(district, unit=district.other_town, into=district.town), field="successor")
    assert "已并入其他单位" in refused(lambda: rename(district, on=date(2026, 4, 1)), field="organisation")


def test_administrator_records_it_on_the_page(district, client):
    client.force_login(district.system_admin)
    values = {"organisation": district.town.pk, "kind": "rename", "effective_on": "2026-03-01", "basis": "粤府函〔2026〕15号", **NEW}
    answer = client.post("/console/organisations/changes/new/", values | {"short_name": ""})
    assert (answer.status_code, answer.context["form"].errors["short_name"]) == (422, ["更名的，请填写新的简称。"])
    answer = client.post("/console/organisations/changes/new/", values)
    page = client.get(answer["Location"]).content.decode()
    assert ("已生效" in page, NEW["name"] in page) == (True, True)
    listed = client.get("/console/organisations/", {"q": "杜阮镇人民政府"}).content.decode()
    assert NEW["name"] in listed
    client.force_login(district.security_admin)
    assert client.get("/console/organisations/changes/").status_code == 403


def test_round_of_review_ends_first_and_its_figures_are_read_by_the_successor(district):
    story = Story.of(district).register(each=2).published(size=2, minimum=1)
    Round.objects.update(state="consulting")
    assert refused(lambda: merge(district), field="organisation") == f"杜阮镇正在参加“{story.round.title}”，请待评查通报公布后再登记合并。"
    Round.objects.update(state="published")
    before = Statistics([story.round], town=district.other_town)
    assert [line.label for line in before.by_town()] == ["棠下镇"]

    merge(district, on=f.TODAY)
    after = Statistics([story.round], town=Organisation.objects.get(code="tangxia"))
    assert {line.label for line in after.by_town()} == {"杜阮镇", "棠下镇"}
