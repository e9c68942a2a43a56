"""以此案卷新建: what goes over to the next file, and what never does."""

from __future__ import annotations

import pytest
from django.urls import reverse

from pengjiang.audit.queries import timeline
from pengjiang.dossiers.facts.copying import CARRIED, begun_like, carried
from pengjiang.dossiers.facts.pointer import leaves
from pengjiang.dossiers.models import Dossier
from tests import factories as f

FACTS = {
    "item": "urban-01",
    "case": {"filed_on": "2026-03-02", "violation_place": "江杜中路9号", "source_kind": "patrol", "harm": False},
    "parties": [{"type": "person", "name": "黎伯涛", "id_no": "440700199001011239"}],
    "officers": [{"name": "李堃", "cert_no": "GD0701"}, {"name": "何志安", "cert_no": "GD0702"}],
    "documents": [{"type": "CFJD", "number": "1号", "pages": 2}],
    "services": [{"document": "CFJD", "servers": ["李堃", "何志安"]}],
    "decision": {
        "dated_on": "2026-03-09",
        "fine": 5000,
        "penalties": ["fine"],
        "pay_days": 15,
        "pay_institution": "杜阮农商银行",
        "violated": [{"law": "城市市容和环境卫生管理条例", "article": "14"}],
        "remedy": {"reconsider_organ": "蓬江区人民政府", "reconsider_days": 60, "mode": "choice"},
    },
}
NEVER = ("/number", "/title", "/parties", "/documents", "/records", "/services", "/payment", "/publication", "/decision/fine", "/decision/penalties", "/decision/remedy")


def test_only_what_the_table_names_goes_over():
    document = {"format": "dossier/1", "number": "旧1号", "body": "duruan", "file_type": "P_GEN", "field": "urban", "title": "黎某案", **FACTS}
    made = begun_like(document, {"number": "新2号", "file_type": "P_GEN", "field": "urban"})

    assert made["officers"] == FACTS["officers"]
    assert made["item"] == "urban-01"
    assert made["decision"] == {"violated": FACTS["decision"]["violated"], "pay_institution": "杜阮农商银行"}
    assert made["case"].keys() <= {"source_kind", "region_type"}
    assert made["number"] == "新2号"
    text = str([value for _, value in leaves(made)])
    for secret in ("440700199001011239", "黎伯涛", "江杜中路9号", "2026-03", "5000", "蓬江区人民政府"):
        assert secret not in text


def test_the_table_names_nothing_of_what_happened():
    pointers = [one.pointer for one in CARRIED]

    assert [pointer for pointer in pointers for never in NEVER if pointer.startswith(never)] == []
    assert [pointer for pointer in pointers if pointer.endswith(("_on", "_at", "_from", "_to"))] == []


def test_another_type_takes_over_the_officers_alone():
    document = {"file_type": "P_GEN", "field": "urban", **FACTS}

    assert set(carried(document, file_type="INSP", field="urban")) == {"/file_type", "/field", "/officers"}


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_the_form_begins_with_it_and_says_so(client, district):
    source = f.dossier(district, title="黎某占道案", **FACTS)
    Dossier.objects.filter(pk=source.pk).update(cause="占道经营")
    client.force_login(district.officer)
    address = f"{reverse('dossiers:create')}?like={source.pk}"
    assert address in client.get(source.get_absolute_url()).content.decode()

    page = client.get(address)
    text = page.content.decode()
    assert f"以《{source.number}》为样本，带入：" in text
    assert "（李堃、何志安）" in text
    assert 'value="占道经营"' in text
    assert "黎伯涛" not in text
    assert page.context["form"]["number"].value() in (None, "")

    values = {"organisation": district.town.pk, "number": "杜阮综执罚字〔2026〕77号", "file_type": "P_GEN", "field": page.context["form"]["field"].value(), "cause": "占道经营", "like": source.pk}
    sent = client.post(address, values)
    made = Dossier.objects.get(number="杜阮综执罚字〔2026〕77号")
    assert (sent.status_code, sent["Location"]) == (303, reverse("dossiers:edit", args=[made.pk]))
    document = made.document()
    assert document["officers"] == FACTS["officers"]
    assert document["item"] == "urban-01"
    assert not {"parties", "documents", "services", "title"} & document.keys()
    assert not made.complete
    assert "fine" not in document["decision"]
    assert made.cause == "占道经营"
    assert timeline(made, district.officer, handling=True)[0].sentence == f"以{source.number}为样本登记执法案卷杜阮综执罚字〔2026〕77号"
    assert "已带入" in client.get(sent["Location"]).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_another_town_s_file_is_no_sample(client, district):
    source = f.dossier(district, **FACTS)
    client.force_login(district.stranger)

    assert "为样本" not in client.get(f"{reverse('dossiers:create')}?like={source.pk}").content.decode()
    values = {"organisation": district.other_town.pk, "number": "棠下1号", "file_type": "P_GEN", "field": "urban", "like": source.pk}
    assert client.post(reverse("dossiers:create"), values).status_code == 422
    client.force_login(district.procurator)
    assert "以此案卷新建" not in client.get(source.get_absolute_url()).content.decode()
