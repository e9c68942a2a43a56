"""How much a person has to do for a whole file: presses of a key or button, counted."""

import pytest
from django.urls import reverse

from pengjiang.dossiers import services as dossiers
from pengjiang.dossiers.facts.needs import VOLUME_ORDER, is_core, undecided
from pengjiang.dossiers.facts.pointer import leaves
from tests.readings.making import read_paper
from tests.support.district import person
from tests.support.dossiers import dossier

pytestmark = pytest.mark.django_db
# Opening 全部采用本份 and confirming it.
PER_PAPER, TO_SAVE = 2, 1


def left_to_type(facts):
    """Core keys for which a rule still waits."""
    return sorted(
        key for key in undecided(facts) if is_core(facts["file_type"], key) and key.partition(".")[0] in VOLUME_ORDER[facts["file_type"]]
    )


def fill_from_papers(client, file_type, *names):
    """Everything that the papers say, adopted paper by paper. The dossier, and how many presses it took."""
    officer = person("town_officer")
    client.force_login(officer, backend="pengjiang.accounts.backends.PersonBackend")
    made = dossier(actor=officer)
    head = {"format": "dossier/1", "number": made.number, "body": "duruan", "file_type": file_type, "field": "urban", "complete": False}
    dossiers.change_facts(made, facts=head, actor=officer)
    for name in names:
        read_paper(made, name, actor=officer)
    url, presses = reverse("dossiers:edit", args=[made.pk]), 0
    form = client.get(url).context["form"]
    data = {bound.html_name: value for bound in form if (value := bound.value()) not in (None, "", [])}
    data |= {f"rows:{pointer}": count for pointer, count in form.counts.items()}
    for paper in form.papers:
        form = client.post(url, {**data, "answer": f"paper:{paper.key}"}).context["form"]
        data = {name: value for name, value in dict(form.data.lists()).items() if value != [""]}
        presses += PER_PAPER
    saved = client.post(url, data)
    assert saved.status_code == 303, saved.context["form"].errors
    made.refresh_from_db()
    return made, presses + TO_SAVE


def test_a_summary_file_takes_a_handful_of_presses(client):
    made, presses = fill_from_papers(client, "P_SUM", "dcf-1", "jkpj-1")

    facts = made.document()
    assert presses <= 5
    assert (facts["decision"]["decided_at"], facts["decision"]["fine"], facts["payment"]["amount"]) == ("2026-03-02T09:40", 100, 2000)
    assert [officer["cert_no"] for officer in facts["officers"]] == ["19070300001", "19070300002"]
    assert len(list(leaves(facts))) >= 34
    assert presses + len(left_to_type(facts)) <= 30, " ".join(left_to_type(facts))


def test_a_general_file_takes_two_presses_a_paper(client):
    made, presses = fill_from_papers(client, "P_GEN", "cfjd-1", "sdhz-1", "lasp-1", "jcbl-1", "xwbl-1", "gzs-1", "jkpj-1")

    facts = made.document()
    assert presses <= 15
    assert len(facts["records"]) == 2
    assert len(facts["officers"]) == 2
    assert len(facts["parties"]) == 1
    assert [row["type"] for row in facts["documents"]] == ["CFJD", "LASP", "JCBL", "XWBL", "GZS", "JKPJ"]
    assert (facts["case"]["filed_on"], facts["notice"]["period_days"], facts["payment"]["paid_on"]) == ("2026-03-03", 5, "2026-04-08")
    assert len(list(leaves(facts))) >= 85
    assert presses + len(left_to_type(facts)) <= 40, " ".join(left_to_type(facts))
