"""听证员名册: who may sit, from when to when, whom they keep away from, how often each was invited; writing a name freely stays possible."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from cases.forms.dispatches import PersonForm
from cases.models import Listener
from cases.services import hearings, listeners
from pengjiang.common.errors import NotAllowed
from pengjiang.documents.models import IssuedDocument
from tests import factories as f
from tests import ways as w
from tests.cases.refusing import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def listener(d, name="简颂文", **values):
    given = {"kind": "deputy", "unit": "江门市某设计院", "profession": "工程师", "phone": "19900000077", "since": date(2026, 1, 1), "until": date(2028, 12, 31)}
    return listeners.register_listener(actor=d.manager, name=name, **{**given, **values})


def decided(d):
    return w.hearing_arranged(d, listeners=2)


def test_listener_of_the_register_stands_in_notice_and_count(district):
    hearing, chosen, idle = decided(district), listener(district), listener(district, "区慧仪", kind="expert")
    person = hearings.add_hearing_person(hearing, actor=district.procurator, part="listener", listener=chosen)
    assert (person.name, person.title, person.listener) == ("简颂文", "人大代表，江门市某设计院工程师", chosen)
    counts = lambda: dict(Listener.objects.with_invitations().values_list("name", "invited"))
    assert counts() == {"简颂文": 0, "区慧仪": 0}
    hearings.notify_hearing(hearing, actor=district.procurator)
    assert counts() == {"简颂文": 1, "区慧仪": 0}
    assert Listener.objects.with_invitations().get(pk=idle.pk).last_invited is None
    assert "简颂文" in str(IssuedDocument.objects.filter(type_code="hearing_notice").first().blocks)
    # Two others of this hearing were written freely.
    assert hearing.persons.filter(part="listener", listener=None).count() == 2


def test_who_is_bound_to_somebody_in_the_case_is_not_invited(district):
    hearing = decided(district)
    add = lambda row: lambda: hearings.add_hearing_person(hearing, actor=district.procurator, part="listener", listener=row)
    told = {
        "works": listener(district, "甲某", unit="杜阮镇人民政府规划办"),
        "avoids": listener(district, "乙某", avoids=[district.town]),
        "party": listener(district, "丙某", unit="蓬江区某建材经营部"),
        "part": listener(district, "蓬江区某建材经营部", unit="个体"),
        "late": listener(district, "丁某", since=date(2026, 4, 1)),
        "over": listener(district, "戊某", until=date(2026, 3, 20)),
    }
    sentences = {key: refused(add(row), field="listener") for key, row in told.items()}
    assert sentences["works"] == "甲某在被监督单位（杜阮镇人民政府规划办）工作，应当回避，请另选。"
    assert sentences["avoids"] == "乙某名册登记应当回避杜阮镇，请另选。"
    assert sentences["party"] == "丙某与本案当事人有关，应当回避，请另选。"
    assert "为本次听证的当事人，应当回避" in sentences["part"]
    # The hearing is on 21 March: the term must cover that day.
    assert sentences["late"] == "丁某于2026-03-21不在聘期内，请另选。"
    assert sentences["over"] == "戊某于2026-03-21不在聘期内，请另选。"
    assert hearing.persons.filter(part="listener").count() == 2

    fit = listener(district, "己某")
    assert refused(lambda: hearings.add_hearing_person(hearing, actor=district.procurator, part="party", listener=fit), field="part")
    add(fit)()
    form = PersonForm(user=district.procurator, subject=hearing)
    labels = {label.split("（")[0].split("　")[0]: label for _, label in form.fields["listener"].choices}
    assert labels["乙某"].startswith("乙某（名册登记应当回避杜阮镇）")
    assert labels["己某"] == "己某（已在本次听证中）　人大代表，江门市某设计院工程师　受邀0次"
    assert "丁某" not in labels


def test_register_is_kept_by_case_management_with_the_telephone_encrypted(district, client):
    row = listener(district)
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM cases_listener WHERE id = %s", [row.pk])
        assert "19900000077" not in cursor.fetchone()[0]
    refused(lambda: listener(district), field="name")
    refused(lambda: listener(district, "无单位", unit="", profession=""), field="unit")
    refused(lambda: listener(district, "倒置", until=date(2025, 1, 1)), field="until")
    with pytest.raises(NotAllowed):
        listeners.register_listener(actor=district.procurator, name="某", kind="other", unit="某", since=f.TODAY)

    client.force_login(district.manager)
    values = {"name": "余听语", "kind": "supervisor", "unit": "某社区", "since": "2026-03-01", "avoids": [district.other_town.pk]}
    bad = client.post("/cases/listeners/new/", values | {"phone": "电话"})
    assert (bad.status_code, bad.context["form"].errors["phone"]) == (422, ["电话号码只能含数字。"])
    assert client.post("/cases/listeners/new/", values).status_code == 303
    made = Listener.objects.get(name="余听语")
    edited = client.post(f"/cases/listeners/{made.pk}/edit/", values | {"until": "2026-03-10", "avoids": []})
    made.refresh_from_db()
    assert (edited.status_code, made.standing, made.avoids.count()) == (303, "期满", 0)
    assert "余听语" not in client.get("/cases/listeners/?serving=1").content.decode()
    client.force_login(district.clerk)
    page = client.get(row.get_absolute_url()).content.decode()
    assert ("简颂文" in page, "19900000077" in page) == (True, False)
    client.force_login(district.officer)
    assert client.get(row.get_absolute_url()).status_code == 404


def test_free_text_and_register_on_the_hearings_form(district, client):
    hearing, chosen = decided(district), listener(district)
    client.force_login(district.procurator)
    url = f"/cases/hearings/{hearing.pk}/persons/new/"
    assert client.post(url, {"part": "listener"}).context["form"].errors["name"] == ["请填写姓名或者单位。"]
    assert client.post(url, {"part": "listener", "listener": chosen.pk}).status_code == 303
    assert client.post(url, {"part": "observer", "name": "旁听者", "title": "市民"}).status_code == 303
    page = client.get(hearing.get_absolute_url()).content.decode()
    assert f'href="/cases/listeners/{chosen.pk}/"' in page
    assert "旁听者" in page
