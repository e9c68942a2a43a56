"""The scoring page: saved at once with htmx, by a plain form without script, refused with the sentence beside the field."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal as D

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from pengjiang.checkups.models import AttachedCheck, StoredResult
from pengjiang.common.errors import NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.services import change_facts
from pengjiang.settings import env
from reviews.models import Assignment, SampledFile
from reviews.services import assigning
from reviews.services.checks import page_for, pages_of
from tests.reviews.story import Story
from tests.support.walk import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(district, today):
    return Story.of(district).register(each=2, volumes=True).assigned(size=2, minimum=1)


@pytest.fixture
def own(story):
    return story.seats(story.files()[0])[0]


def save(own, code, **fields):
    htmx = {"headers": {"HX-Request": "true"}} if fields.pop("htmx", True) else {}
    return sign_in(own.reviewer).post(reverse("reviews:save-mark", args=[own.pk, code]), fields, **htmx)


def first_code(own):
    return own.file.rubric.rubric.items[0].code


def test_a_change_is_saved_at_once(own):
    response = save(own, first_code(own), lost="1", reason="名义不规范。", page="2", seen="0")
    html = response.content.decode()
    assert response.status_code == 200
    assert 'id="totals" hx-swap-oob="true"' in html
    assert "<b>99</b> / 100" in html
    mark = own.marks.get()
    assert (mark.lost, mark.reason, mark.page) == (D(1), "名义不规范。", 2)


def test_without_script_the_form_leads_back_to_the_item(own):
    code = first_code(own)
    response = save(own, code, lost="1", reason="名义不规范。", page="2", at="3", htmx=False)
    assert response.status_code == 303
    assert response["Location"].endswith(f"?item={code}&page=3#{code}")
    assert own.marks.get().lost == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"lost": "1", "page": "2"}, "扣分须写明理由。"),
        ({"lost": "1", "reason": "名义不规范。"}, "扣分须写明页码。"),
        ({"lost": "99", "reason": "过多。", "page": "1"}, "扣分应在0至"),
        ({"lost": "abc"}, "扣分应为数字"),
        ({"lost": "-1", "reason": "负数。", "page": "1"}, "扣分应在0至"),
    ],
)
def test_a_refusal_keeps_what_was_typed(own, fields, says):
    response = save(own, first_code(own), **fields)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert fields.get("reason", "") in response.content.decode()
    assert not own.marks.exists()


def test_a_stale_window_is_told_and_shown_what_stands(own):
    code = first_code(own)
    save(own, code, lost="1", reason="名义不规范。", page="2", seen="0")
    response = save(own, code, lost="2", reason="另一窗口。", page="2", seen="0")
    assert response.status_code == 409
    assert "名义不规范。" in response.content.decode()
    assert own.marks.get().lost == 1


def test_a_veto_is_marked_and_taken_back(own):
    code = own.file.rubric.rubric.vetoes[0].code
    url = reverse("reviews:save-veto", args=[own.pk, code])
    client = sign_in(own.reviewer)
    assert client.post(url, {"marked": "on"}, headers={"HX-Request": "true"}).status_code == 422
    html = client.post(url, {"marked": "on", "reason": "无权限。", "page": "1"}, headers={"HX-Request": "true"}).content.decode()
    assert "不合格" in html
    own.refresh_from_db()
    assert own.vetoed
    client.post(url, {}, headers={"HX-Request": "true"})
    own.refresh_from_db()
    assert not own.vetoed


def test_what_is_submitted_is_closed(own):
    client = sign_in(own.reviewer)
    assert client.post(reverse("reviews:submit-marks", args=[own.pk])).status_code == 303
    assert Assignment.objects.get(pk=own.pk).score == 100
    response = save(own, first_code(own), lost="1", reason="晚了。", page="1")
    assert response.status_code == 422
    assert "评分已提交" in response.content.decode()


def test_a_strange_item_changes_nothing(own):
    assert save(own, "Z99", lost="1", reason="无此项。", page="1").status_code == 303
    assert not own.marks.exists()


def test_faults_of_the_file_check_prefill_deductions_with_their_page(own):
    item = own.file.rubric.rubric.items[0]
    fault = {"rule": "ZT01", "item": item.code, "title": "名义", "message": "署名有误。", "page": 4, "citations": "", "severity": "serious", "lawful": ""}
    SampledFile.objects.filter(pk=own.file_id).update(findings_of_check=[fault, {**fault, "rule": "ZT03", "page": None}])
    fresh = Assignment.objects.get(pk=own.pk)
    marks = assigning.prefilled(fresh)
    assert [(mark.code, mark.page, mark.rule) for mark in marks] == [(item.code, 4, "ZT01")]
    assert marks[0].lost == min(item.deductions[0].points, item.maximum)


def test_the_page_of_a_paper_follows_from_the_counts_before_it():
    pages = pages_of([{"type": "LASP", "pages": 2}, {"type": "GZS", "pages": 1}, {"type": "CFJD"}, {"type": "SDHZ", "pages": 1}])
    assert pages == {"LASP": 1, "GZS": 3, "CFJD": 4}
    receipt, decision = StoredResult("SD01", "fail", "minor", papers=[{"name": "送达回证", "page": 7}]), StoredResult("JJ01", "fail", "serious")
    assert (page_for(receipt, pages), page_for(decision, pages), page_for(decision, {})) == (7, 4, None)


def test_the_check_goes_along_with_the_file(story, own):
    """The stored run stands on the file's page, and its faults are those of the standard's items."""
    file = own.file
    attached = AttachedCheck.objects.get(target=str(ObjectRef.of(file)))
    assert (attached.actor, attached.run.dossier) == (story.towns[file.town], file.dossier)
    assert [fault["rule"] for fault in file.findings_of_check] == [fault.rule for fault in attached.run.faults]
    assert sign_in(story.maker).get(file.get_absolute_url()).content.decode().count(attached.run.get_absolute_url()) >= 1


def test_a_file_under_review_is_not_changed(story, own):
    dossier = own.file.dossier
    desk = story.towns[dossier.organisation]
    with pytest.raises(NotAllowed, match="已报送联合评查"):
        change_facts(dossier, facts={**dossier.document(), "title": "改名"}, actor=desk)


def test_the_command_draws_again_and_tells_a_changed_frame(story, capsys):
    call_command("draw_sample", story.round.pk)
    assert json.loads(capsys.readouterr().out)["same"] is True
    frame = story.round.frame
    frame[0][3] = "换了的案号"
    type(story.round).objects.filter(pk=story.round.pk).update(frame=frame)
    with pytest.raises(SystemExit):
        call_command("draw_sample", story.round.pk)
    assert json.loads(capsys.readouterr().out)["same"] is False


def test_another_process_draws_the_same_files_and_tells_a_changed_one(story, tmp_path):
    """The round's frame written down, drawn again by the command in a process of its own without any database."""
    frame = [entry[:5] for entry in story.round.frame]
    told = drawn_elsewhere(frame, story.round, tmp_path)
    kept = [[file.town.code, file.number] for file in story.files()]
    assert sorted(told["drawn"]) == sorted(kept)
    assert told["frame_digest"] == story.round.frame_digest
    frame[0][3] = "换了的案号"
    assert drawn_elsewhere(frame, story.round, tmp_path)["frame_digest"] != story.round.frame_digest


def drawn_elsewhere(frame, row, folder):
    file = folder / "frame.json"
    file.write_text(json.dumps(frame))
    given = ["--frame", file, "--seed", row.seed, "--size", row.size, "--minimum", row.minimum]
    command = [sys.executable, "manage.py", "draw_sample", *map(str, given)]
    found = subprocess.run(command, cwd=env.ROOT, env=os.environ | {"PYTHONHASHSEED": "7"}, capture_output=True, check=True, text=True)
    return json.loads(found.stdout)


def test_the_command_draws_from_a_list(db, tmp_path, capsys):
    file = tmp_path / "frame.json"
    file.write_text(json.dumps([["duruan", "P_GEN", "urban", str(number), ""] for number in range(9)]))
    call_command("draw_sample", frame=str(file), seed=7, size=3)
    assert len(json.loads(capsys.readouterr().out)["drawn"]) == 3
    with pytest.raises(CommandError, match="少于抽取数量"):
        call_command("draw_sample", frame=str(file), seed=7, size=30)
    with pytest.raises(CommandError, match="没有编号为"):
        call_command("draw_sample", 99999)
