"""The room in the browser: a notice to six towns, a question from a finding, a course, a typical case, a duty of each quarter."""

from __future__ import annotations

from datetime import timedelta

import pytest

from liaison.models import DutyTask, Enrolment, Faq, Notice, Question, Receipt, TypicalCase
from liaison.services import agreements, courses
from liaison.services.agreements import let_duties_fall_due
from pengjiang.accounts.models import User
from pengjiang.checkups.models import Finding
from pengjiang.checkups.services.runs import run_check
from pengjiang.common import clock
from pengjiang.demo.people import TOWNS
from pengjiang.events.services import drain
from tests import factories as f
from tests.liaison import steps as s
from tests.scenarios import journey as j
from tests.scenarios.stage import demo_district

OTHER_OFFICER = "baisha-zhifa1"
FIRST = "《中华人民共和国行政处罚法》第三十三条第一款"


@pytest.fixture
def journey(new_context, shot):
    return j.Journey(new_context, shot)


@pytest.fixture
def district(live):
    d = demo_district()
    d.people["assistant"] = User.objects.get(username="zhuli1")
    return d


def send(journey, page, address: str, fields: dict | None = None, *, ticks: dict[str, list[str]] | None = None, file: str = "") -> None:
    """Open a form, fill it in, send it."""
    page.goto(address)
    journey.fill(page, fields or {})
    for name, values in (ticks or {}).items():
        for value in values:
            page.locator(f"main input[name={name}][value='{value}']").check()
    if file:
        page.locator("input[type=file][name=files]").set_input_files({"name": file, "mimeType": "image/jpeg", "buffer": f.PHOTO + file.encode()})
    page.locator("main form.post-form button[data-submit]").click()
    page.wait_for_load_state()
    journey.refuse_errors(page)


def main_of(page) -> str:
    return page.locator("main").inner_text()


def test_what_is_shared(journey, district):
    """A notice to six towns, each reading and one answering; a typical case masked, published, found, withdrawn."""
    writer, head, town = journey.of(j.PROCURATOR), journey.of(j.HEAD), journey.of(j.TOWN_HEAD)
    keys = [str(district.organisations[code].pk) for code in TOWNS]
    fields = {"kind": "执法动态", "title": "夏季夜间噪声整治动态", "body": "请各镇街关注。", "answer_by": f"{clock.today() + timedelta(days=9):%Y-%m-%d}"}
    send(journey, writer, "/liaison/notices/write/", fields, ticks={"addressees": keys})
    notice = Notice.objects.get()
    send(journey, writer, f"/liaison/notices/{notice.pk}/issue/")
    town.goto("/liaison/")
    journey.shot(town, "room")
    assert "夏季夜间噪声整治动态" in main_of(town)
    for code in TOWNS:
        page = journey.of(f"{code}-zhuren")
        receipt = Receipt.objects.get(organisation__code=code)
        send(journey, page, f"/liaison/receipts/{receipt.pk}/read/")
        if code == "duruan":
            send(journey, page, f"/liaison/receipts/{receipt.pk}/answer/", {"text": "已组织夜间巡查。"})
    writer.goto(f"/liaison/notices/{notice.pk}/")
    journey.shot(writer, "read")
    assert "签收 6/6　反馈 1/6" in main_of(writer)
    assert "已组织夜间巡查。" in main_of(writer)

    case = {
        "title": "黄永炽超标排放首违不罚案",
        "facts": "当事人黄永炽（手机19900000077）住江门市蓬江区杜阮北路12号，短时超标排放。",
        "articles": FIRST,
    }
    send(journey, writer, "/liaison/typical/new/", case)
    row = TypicalCase.objects.get()
    journey.shot(writer, "masked")
    assert "黄某超标排放首违不罚案" in main_of(writer)
    assert not {word for word in ("永炽", "199", "杜阮北路") if word in main_of(writer)}
    writer.goto(f"/liaison/typical/{row.pk}/confirm/")
    writer.locator("input[name=read_through]").check()
    for box in writer.locator("input[name=cleared]").all():
        box.check()
    writer.locator("main form.post-form button[data-submit]").click()
    writer.wait_for_load_state()
    send(journey, head, f"/liaison/typical/{row.pk}/review/")
    send(journey, head, f"/liaison/typical/{row.pk}/publish/")
    while drain():
        pass
    town.goto("/search/?q=超标排放首违")
    assert "黄某超标排放首违不罚案" in main_of(town)
    town.goto(f"/liaison/typical/{row.pk}/")
    journey.shot(town, "published")
    assert "第三十三条第一款" in main_of(town)
    send(journey, head, f"/liaison/typical/{row.pk}/withdraw/", {"note": "当事人要求。"})
    while drain():
        pass
    assert town.goto(f"/liaison/typical/{row.pk}/").status == 404
    town.goto("/search/?q=超标排放首违")
    assert "黄某超标排放首违不罚案" not in main_of(town)


def test_what_is_learned_and_owed(journey, district):
    """A finding becomes a question, its answer another town's; a course ends with a certificate; a duty of the quarter is ticked."""
    officer, mentor, other = journey.of(j.OFFICER), journey.of(j.PROCURATOR), journey.of(OTHER_OFFICER)
    s.mentor(district)
    remedy = {"reconsider_organ": "蓬江区司法局", "reconsider_days": 60, "mode": "choice"}
    file = f.dossier(district, decision={"dated_on": "2026-03-05", "penalties": ["fine"], "fine": 500, "remedy": remedy}, parties=[{"type": "person", "name": "黄永炽"}])
    run_check(file, actor=district.officer)
    finding = Finding.objects.filter(dossier=file).first()
    officer.goto(f"/dossiers/{file.pk}/")
    officer.get_by_role("link", name="就此提问").first.click()
    officer.wait_for_load_state()
    journey.fill(officer, {"title": "黄永炽案怎样补正救济告知", "text": "黄永炽的决定书漏写了起诉期限。"})
    officer.locator("main form.post-form button[data-submit]").click()
    officer.wait_for_load_state()
    question = Question.objects.get()
    assert question.rule == finding.rule
    send(journey, mentor, f"/liaison/questions/{question.pk}/answer/", {"text": "补正并重新送达。", "articles": "《中华人民共和国行政诉讼法》第四十六条"})
    officer.goto(f"/liaison/questions/{question.pk}/")
    journey.shot(officer, "answered")
    send(journey, officer, f"/liaison/questions/{question.pk}/accept/")
    faq = Faq.objects.get()
    assert other.goto(f"/liaison/questions/{question.pk}/").status == 404
    other.goto("/liaison/faq/")
    other.get_by_role("link", name="黄某案怎样补正救济告知").first.click()
    other.wait_for_load_state()
    journey.shot(other, "faq")
    assert "杜阮" not in main_of(other)
    send(journey, other, f"/liaison/faq/{faq.pk}/use/")
    assert "被采用1次" in main_of(other)

    course = s.opened(district)
    send(journey, officer, f"/liaison/courses/{course.pk}/enrol/")
    row, session = Enrolment.objects.get(), course.sessions.get()
    send(journey, officer, f"/liaison/sessions/{session.pk}/check-in/", {"code": session.code})
    answers = {f"exercise-{one.pk}": [str(one.right)] for one in course.exercises.all()}
    send(journey, officer, f"/liaison/enrolments/{row.pk}/test/", ticks=answers)
    send(journey, officer, f"/liaison/enrolments/{row.pk}/certify/")
    journey.shot(officer, "certified")
    officer.goto("/liaison/courses/record/")
    assert "已结业" in main_of(officer)
    assert "100" in main_of(officer)
    courses.close(course, actor=district.procurator)

    with clock.at(clock.today() - timedelta(days=100)):
        agreement = s.in_force(district)
        agreements.add_duty(
            agreement, actor=district.procurator, bound=district.town, informs="蓬江区人民检察院", what="通报本季度行政执法情况", every="quarter", within=10, since=clock.today()
        )
    let_duties_fall_due()
    task = DutyTask.objects.first()
    town = journey.of(j.TOWN_HEAD)
    town.goto("/")
    journey.shot(town, "owed")
    assert f"{task.period}：通报本季度行政执法情况" in main_of(town)
    send(journey, town, f"/liaison/duties/{task.pk}/tick/", {"done_on": f"{clock.today():%Y-%m-%d}", "note": "已书面通报。"}, file="通报.jpg")
    journey.shot(town, "ticked")
    assert "已办理" in main_of(town)
