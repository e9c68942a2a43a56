"""A town officer uploads a decision and a scanned receipt, answers what was read from them, and saves: with the real worker."""

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from pengjiang.dossiers import services as dossiers
from pengjiang.readings.models import Reading, Suggestion
from tests.readings.making import paper
from tests.readings.scanning import scan
from tests.readings.written import as_pdf
from tests.scenarios.stage import wait_until
from tests.support.district import person
from tests.support.dossiers import dossier

pytestmark = pytest.mark.browser


def states():
    return [(reading.file.name, reading.state, reading.pages_done) for reading in Reading.objects.select_related("file")]


def test_read_answer_save(live, idle_worker, new_context, shot):
    idle_worker.start(scans=True)
    officer = person("town_officer", name="何某")
    made = dossier(actor=officer)
    head = {"format": "dossier/1", "number": made.number, "body": "duruan", "file_type": "P_GEN", "field": "urban", "complete": False}
    dossiers.change_facts(made, facts=head, actor=officer)
    client = Client()
    client.force_login(officer, backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    context = new_context(base_url=live)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live}])
    page = context.new_page()
    page.set_default_timeout(10000)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None)

    page.goto(f"{made.get_absolute_url()}?tab=files")
    page.locator("input[type=file][name=files]").set_input_files(
        [
            {"name": "处罚决定书.pdf", "mimeType": "application/pdf", "buffer": as_pdf(paper("cfjd-1"))},
            {"name": "送达回证.jpg", "mimeType": "image/jpeg", "buffer": scan(paper("sdhz-1"))[0]},
        ]
    )
    wait_until(lambda: Reading.objects.count() == 2, telling=states)
    page.goto(reverse("dossiers:edit", args=[made.pk]))
    shot(page, "正在识读")
    wait_until(lambda: Reading.objects.filter(state="read", file__images__isnull=False).count() == 2, within=120, telling=states)
    assert Suggestion.objects.exclude(state="waiting").count() == 0
    made.refresh_from_db()
    assert made.document() == head

    page.goto(made.get_absolute_url())
    expect(page.locator("main")).to_contain_text("已从 2 份材料读出")
    shot(page, "案卷")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(reverse("dossiers:edit", args=[made.pk]))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shot(page, "手机")
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(reverse("dossiers:edit", args=[made.pk]))
    shot(page, "待确认")
    total = page.locator("[data-hint]").count()
    page.get_by_role("button", name="逐项确认").click()
    # Enter adopts; one is rejected, one is changed by hand after it was adopted.
    for _ in range(total):
        label = page.evaluate("document.activeElement.getAttribute('aria-label')")
        page.keyboard.press("x" if "缴款期限" in label or "缴纳期限" in label or "15" == label.rpartition(" ")[2] else "Enter")
    expect(page.locator("[data-hint][data-answer='']")).to_have_count(0)
    expect(page.locator("[data-hint][data-answer='reject']")).to_have_count(1)
    page.locator("[name='/services/0/place']").fill("杜阮镇江杜中路12号之一")
    shot(page, "已逐项确认")
    page.get_by_role("button", name="保存案卷事实").click()
    page.wait_for_url(f"**{made.get_absolute_url()}")

    made.refresh_from_db()
    stored = made.document()
    assert stored["decision"]["fine"] == 2000
    assert stored["decision"]["violated"] == [{"law": "城市道路管理条例", "article": "27", "item": "1"}]
    assert stored["parties"][0]["id_no"] == "440703198001011234"
    assert "pay_days" not in stored["decision"]
    assert stored["services"][0]["on"] == "2026-03-26"
    assert stored["services"][0]["place"] == "杜阮镇江杜中路12号之一"
    states_by_pointer = dict(Suggestion.objects.values_list("pointer", "state"))
    assert states_by_pointer["/decision/pay_days"] == "rejected"
    assert states_by_pointer["/services/0/place"] == "changed"
    assert states_by_pointer["/decision/remedy/court"] == "adopted"
    assert complaints == []
