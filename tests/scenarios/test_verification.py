"""The QR code on the paper, and the public page behind it, for somebody who is not signed in."""

from __future__ import annotations

import subprocess
from datetime import date

import pytest
import zxingcpp
from PIL import Image

from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services.making import make_one
from pengjiang.documents.services.verifying import PER_MINUTE
from tests import factories as f
from tests.scenarios.stage import demo_district

START = date(2026, 5, 11)
SLOW = "核验过于频繁，请一分钟后再试。"


@pytest.fixture
def paper(travel, settings, live, tmp_path):
    """A recommendation as it left the house; the clock stands, so that a minute does not pass by chance."""
    travel(START, tick=False)
    settings.SITE_URL = live
    recommendation = f.issued(demo_district())
    document = make_one(IssuedDocument.objects.of(recommendation).get(type_code="recommendation").pk)
    path = tmp_path / "检察建议书.pdf"
    path.write_bytes(document.pdf.open("rb").read())
    return document, path


@pytest.fixture
def stranger(new_context):
    page = new_context().new_page()
    page.set_default_timeout(15_000)
    return page


def scanned(path) -> str:
    """What a telephone reads from the printed first page."""
    target = path.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "150", "-f", "1", "-singlefile", "-png", str(path), str(target)], check=True)
    found = [code.text for code in zxingcpp.read_barcodes(Image.open(f"{target}.png"))]
    assert len(found) == 1
    return found[0]


def compare(page, path) -> str:
    page.locator("input[type=file]").set_input_files(str(path))
    page.get_by_role("button", name="比对文件").click()
    page.wait_for_load_state()
    return page.locator("[aria-labelledby=compare]").inner_text()


def test_code_leads_to_a_page_that_tells_four_things(paper, stranger, live, shot):
    document, path = paper
    address = scanned(path)
    assert address == f"{live}/verify/{document.code}/"

    assert stranger.goto(address).status == 200
    facts = stranger.locator("[aria-labelledby=verdict]").locator("dt, dd").all_inner_texts()
    assert facts == ["文号", "江蓬检行建〔2026〕4号", "制发单位", "江门市蓬江区人民检察院", "成文日期", "2026年5月11日", "效力", "有效（演示）"]
    everything = stranger.content()
    for secret in ("处罚告知", "杜阮", "陈喆宁", "建材经营部", "检察建议书"):
        assert secret not in everything
    assert stranger.locator("a[href*='/cases/'], a[href*='/documents/']").count() == 0
    shot(stranger, "核验结果")

    stranger.goto("/verify/")
    stranger.locator("input[name=code]").fill(document.spoken_code.lower())
    stranger.get_by_role("button", name="核验", exact=True).click()
    stranger.wait_for_url(f"**/verify/{document.code}/")


def test_the_very_file_matches_and_an_altered_one_is_refused(paper, stranger, shot, tmp_path):
    document, path = paper
    stranger.goto(f"/verify/{document.code}/")
    assert "该文件与制发的文件完全相同。" in compare(stranger, path)
    shot(stranger, "一致")

    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    altered = tmp_path / "改过的.pdf"
    altered.write_bytes(content)
    said = compare(stranger, altered)
    assert "该文件与制发的文件不同" in said
    assert "完全相同" not in said
    shot(stranger, "不一致")

    assert stranger.goto("/verify/0000000000000000000000000000/").status == 404
    assert "没有查到该核验码" in stranger.locator("main").inner_text()


def test_too_many_tries_are_slowed(paper, stranger, shot, travel):
    document, path = paper
    address = f"/verify/{document.code}/"
    stranger.goto(address)
    statuses = [stranger.request.get(address).status for _ in range(PER_MINUTE)]
    assert statuses == [200] * (PER_MINUTE - 1) + [429]

    # A form that was open before: told the same, not an error.
    stranger.locator("input[type=file]").set_input_files(str(path))
    with stranger.expect_navigation() as answered:
        stranger.get_by_role("button", name="比对文件").click()
    assert answered.value.status == 429
    assert SLOW in stranger.locator("body").inner_text()

    assert stranger.goto(address).status == 429
    assert SLOW in stranger.locator("body").inner_text()
    shot(stranger, "过于频繁")

    travel(date(2026, 5, 12), tick=False)
    assert stranger.goto(address).status == 200
