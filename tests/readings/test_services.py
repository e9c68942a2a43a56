import io
import json

import pytest
from django.urls import reverse
from PIL import Image

from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, NotAllowed
from pengjiang.dossiers import services as dossiers
from pengjiang.files.services import remove_file
from pengjiang.readings import queries, recognition, services
from pengjiang.readings.models import Reading, Suggestion
from pengjiang.readings.tasks import read_file, read_scan, sweep_readings
from tests.readings.making import paper, read_paper, upload
from tests.readings.written import as_docx
from tests.support.district import person
from tests.support.dossiers import dossier

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return person("town_officer")


def bare(officer, **values):
    """A file with nothing but its head."""
    made = dossier(actor=officer, complete=False)
    return dossiers.change_facts(
        made,
        facts={"format": "dossier/1", "number": made.number, "body": "duruan", "file_type": "P_GEN", "complete": False, **values},
        actor=officer,
    )


def save(made, officer, document, *, adopted=(), rejected=()):
    return dossiers.save_answers(
        made, facts=document, actor=officer, revision=None, cause=made.cause, note="", adopted=adopted, rejected=rejected
    )


def test_an_upload_is_read_and_changes_no_fact(officer):
    made = bare(officer)

    reading = read_paper(made, "cfjd-1", actor=officer)

    made.refresh_from_db()
    assert (reading.state, reading.engine, reading.pages, reading.pages_done) == ("read", "文字层", 1, 1)
    assert "decision" not in made.document()
    hints = {hint.pointer: hint.value for hint in queries.placed(made)}
    assert hints["/decision/fine"] == 2000
    assert hints["/decision/remedy/court"] == "江门市江海区人民法院"
    assert "/number" not in hints
    assert AuditEntry.objects.get(event="readings.read").data["count"] == reading.suggestions.count()


def test_names_and_numbers_lie_encrypted(officer):
    reading = read_paper(bare(officer), "cfjd-1", actor=officer)

    row = reading.suggestions.get(pointer="/parties/0/id_no")
    raw = Suggestion.objects.filter(pk=row.pk).extra(select={"raw": "value_json"}).values_list("raw", flat=True)[0]

    assert row.value == "440703198001011234"
    assert "440703198001011234" not in raw
    hint = next(hint for hint in queries.placed(reading.dossier) if hint.pointer == "/parties/0/id_no")
    assert (hint.text, "440703198001011234" in hint.words) == ("440703********34", False)


def test_a_docx_is_read_too(officer):
    made = bare(officer)
    file = upload(made, as_docx(paper("sdhz-1")), "回证.docx", actor=officer)

    read_file(Reading.objects.get(file=file).pk)

    assert {hint.pointer: hint.value for hint in queries.placed(made)}["/services/0/servers"] == ["何志明", "梁志文"]


def test_what_is_adopted_is_stored_what_is_rejected_is_not(officer):
    made = bare(officer)
    read_paper(made, "cfjd-1", actor=officer)
    hints = {hint.pointer: hint for hint in queries.placed(made)}
    document = {
        **made.document(),
        "parties": [{"type": "person", "name": "李伟强", "id_no": hints["/parties/0/id_no"].text}],
        "decision": {"fine": 2000, "dated_on": "2026-03-25"},
    }
    adopted = [hints[at].key for at in ("/parties/0/id_no", "/decision/fine", "/decision/dated_on", "/parties/0/name")]

    save(made, officer, document, adopted=adopted, rejected=[hints["/decision/pay_days"].key])

    made.refresh_from_db()
    states = dict(Suggestion.objects.values_list("pointer", "state"))
    assert made.document()["parties"][0]["id_no"] == "440703198001011234"
    assert (states["/decision/fine"], states["/decision/dated_on"], states["/decision/pay_days"]) == ("adopted", "changed", "rejected")
    assert states["/decision/remedy/court"] == "waiting"
    assert AuditEntry.objects.get(event="readings.answered").data == {"adopted": 3, "changed": 1, "rejected": 1}
    assert "/decision/pay_days" not in {hint.pointer for hint in queries.placed(made)}


def test_a_refused_document_leaves_every_suggestion_waiting(officer):
    made = bare(officer)
    read_paper(made, "cfjd-1", actor=officer)
    hint = next(hint for hint in queries.placed(made) if hint.pointer == "/decision/fine")

    with pytest.raises(dossiers.FactsInvalid):
        save(made, officer, {**made.document(), "decision": {"fine": "很多"}}, adopted=[hint.key])

    assert Suggestion.objects.get(pk=hint.key).state == "waiting"


def test_rows_of_two_papers_meet(officer):
    made = bare(officer, services=[{"document": "GZS", "on": "2026-03-12"}], parties=[{"name": "李伟强"}], officers=[{"name": "梁志文"}])
    read_paper(made, "sdhz-1", actor=officer)
    read_paper(made, "jcbl-1", actor=officer)
    read_paper(made, "xwbl-1", actor=officer)

    hints = {hint.pointer: hint.value for hint in queries.placed(made)}

    assert hints["/services/1/on"] == "2026-03-26"
    assert (hints["/officers/0/cert_no"], hints["/officers/1/name"]) == ("19070300002", "何志明")
    assert (hints["/records/0/type"], hints["/records/1/type"]) == ("JCBL", "XWBL")
    assert "/parties/0/name" not in hints
    assert hints["/parties/0/id_no"] == "440703198001011234"


def test_another_name_contradicts_and_makes_no_second_party(officer):
    made = bare(officer, parties=[{"name": "李某"}])
    read_paper(made, "cfjd-1", actor=officer)

    assert {hint.pointer for hint in queries.placed(made) if hint.pointer.startswith("/parties")} >= {"/parties/0/name"}
    assert not [hint for hint in queries.placed(made) if hint.pointer.startswith("/parties/1")]


def test_reading_again_asks_only_what_was_not_answered(officer):
    made = bare(officer)
    reading = read_paper(made, "cfjd-1", actor=officer)
    hint = next(hint for hint in queries.placed(made) if hint.pointer == "/decision/fine")
    save(made, officer, made.document(), rejected=[hint.key])

    with pytest.raises(NotAllowed):
        services.begin_again(reading, actor=person("town_officer", "baisha"))
    services.begin_again(reading, actor=officer)
    with pytest.raises(Conflict):
        services.begin_again(reading, actor=officer)
    read_file(reading.pk)

    assert Suggestion.objects.filter(pointer="/decision/fine").count() == 1
    assert "/decision/fine" not in {hint.pointer for hint in queries.placed(made)}


def test_a_scan_waits_for_its_own_worker_and_goes_on_where_a_killed_one_stopped(officer):
    made = bare(officer)
    pages = [Image.new("L", (200, 280), 250 - n) for n in range(3)]
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:])
    file = upload(made, buffer.getvalue(), "扫描.pdf", actor=officer)
    reading = Reading.objects.get(file=file)
    read_file(reading.pk)
    reading.refresh_from_db()
    assert (reading.state, reading.is_scan, reading.pages) == ("queued", True, 3)
    # As a worker leaves it that was killed on the second page.
    reading.state, reading.pages_done, reading.words = "reading", 1, json.dumps([[["行政处罚决定书", 1, [0, 0, 9, 9], 0.9]], None, None])
    reading.save()

    read_scan(reading.pk)
    reading.refresh_from_db()
    assert reading.state == "reading"
    with clock.at(clock.now() + services.SILENCE * 2):
        assert sweep_readings() == 1
        read_scan(reading.pk)
    reading.refresh_from_db()

    assert (reading.state, reading.pages_done, reading.engine) == ("read", 3, recognition.engine_version())
    assert json.loads(reading.words) == [[["行政处罚决定书", 1, [0, 0, 9, 9], 0.9]], [], []]


def test_what_cannot_be_opened_fails_with_its_reason(officer):
    made = bare(officer)
    file = upload(made, b"%PDF-1.4 broken", "坏.pdf", actor=officer)

    read_file(Reading.objects.get(file=file).pk)

    reading = Reading.objects.get(file=file)
    assert (reading.state, reading.problem) == ("failed", "PDF 无法打开，可能已损坏或者设有密码。")


def test_a_removed_file_suggests_nothing(officer):
    made = bare(officer)
    reading = read_paper(made, "cfjd-1", actor=officer)

    remove_file(reading.file, actor=officer, reason="传错")

    assert queries.placed(made) == []


def form_data(client, made):
    form = client.get(reverse("dossiers:edit", args=[made.pk])).context["form"]
    data = {bound.html_name: value for bound in form if (value := bound.value()) not in (None, "", [])}
    return form, data | {f"rows:{pointer}": count for pointer, count in form.counts.items()}


def test_the_form_shows_and_takes_answers_without_script(client, officer):
    client.force_login(officer, backend="pengjiang.accounts.backends.PersonBackend")
    made = bare(officer, decision={"fine": 3000})
    read_paper(made, "cfjd-1", actor=officer)
    url = reverse("dossiers:edit", args=[made.pk])
    form, data = form_data(client, made)
    views = {view.hint.pointer: view for view in form.hint_views}

    page = client.get(url).content.decode()
    assert "与现有内容不一致。现有：3000" in page
    assert "440703198001011234" not in page
    paper_key = form.papers[0].key
    again = client.post(url, {**data, "answer": f"paper:{paper_key}"})
    filled = again.context["form"]
    assert filled["/decision/remedy/court"].value() == "江门市江海区人民法院"
    assert filled["/decision/fine"].value() == "3000"
    data = {name: value for name, value in dict(filled.data.lists()).items() if value != [""]}
    data[f"hint:{views['/decision/pay_days'].hint.key}"] = "reject"
    data.pop("/decision/pay_days")
    done = client.post(url, data)

    assert done.status_code == 303
    made.refresh_from_db()
    stored = made.document()
    assert (stored["decision"]["fine"], stored["parties"][0]["id_no"]) == (3000, "440703198001011234")
    assert stored["decision"]["violated"] == [{"law": "城市道路管理条例", "article": "27", "item": "1"}]
    assert "pay_days" not in stored["decision"]
    waiting = {row.pointer for row in Suggestion.objects.filter(state="waiting")}
    assert waiting == {"/decision/fine", "/number"}


def test_the_form_asks_first_what_the_type_needs_and_says_what_it_would_decide(client, officer):
    client.force_login(officer, backend="pengjiang.accounts.backends.PersonBackend")
    made = dossier(actor=officer, file_type="P_SUM", complete=False)

    outline = client.get(reverse("dossiers:edit", args=[made.pk])).context["form"].outline

    assert [part.pointer for part in outline.first[:4]] == ["/parties", "/decision", "/officers", "/services"]
    assert "/hearing" in [part.pointer for part in outline.others]
    decision = next(part for part in outline.first if part.pointer == "/decision")
    decided = next(view for view in decision.fields if view.bound.name == "/decision/decided_at")
    assert "CX18" in decided.rules
    assert 0 < outline.filled < outline.core


def test_ledger_values_are_told_apart(client, officer):
    client.force_login(officer, backend="pengjiang.accounts.backends.PersonBackend")
    made = dossier(actor=officer)
    made.ledger = {"decision": {"fine": 500}}
    made.save()

    part = next(
        part for part in client.get(reverse("dossiers:edit", args=[made.pk])).context["form"].outline.first if part.pointer == "/decision"
    )
    marked = [view.bound.name for view in part.fields if view.from_ledger]

    assert marked == ["/decision/fine"]


def test_others_neither_see_progress_nor_read_again(client, officer):
    made = bare(officer)
    file = upload(made, b"%PDF-1.4 broken", "坏.pdf", actor=officer)
    reading = Reading.objects.get(file=file)
    read_file(reading.pk)
    client.force_login(person("town_officer", "baisha"), backend="pengjiang.accounts.backends.PersonBackend")

    assert client.get(reverse("readings:progress", args=[made.pk])).status_code == 404
    assert client.post(reverse("readings:again", args=[made.pk])).status_code == 404
    client.force_login(person("procurator"), backend="pengjiang.accounts.backends.PersonBackend")
    assert client.post(reverse("readings:again", args=[made.pk])).status_code == 403
    client.force_login(officer, backend="pengjiang.accounts.backends.PersonBackend")
    assert "未能识读" in client.get(made.get_absolute_url()).content.decode()
    assert client.post(reverse("readings:again", args=[made.pk])).status_code == 303
    reading.refresh_from_db()
    assert reading.state == "queued"
    assert "等候识读" in client.get(reverse("readings:progress", args=[made.pk])).content.decode()
