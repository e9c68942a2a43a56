"""Steps that several journeys share: what each person does on the pages, in their own browser."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

from pengjiang.demo.numbers import seed_numbers
from pengjiang.demo.organisations import seed_organisations, seed_people
from pengjiang.demo.people import PASSWORD
from tests.support import browser

LEDGER = Path(__file__).parents[1] / "data" / "penalty-ledger-2026q1.xlsx"
WITHIN_MS = 60_000

OFFICER, TOWN_HEAD, BUREAU_CLERK = "duruan-zhifa1", "duruan-zhuren", "sifa-neiqin"
MANAGER, HEAD, PROCURATOR = "anguan1", "buzhang", "jianchaguan1"
POLICY, DEPUTY, CHIEF, CLERK = "yanjiushi", "fujianchazhang", "jianchazhang", "shujiyuan"


def seed_offices() -> None:
    """Offices, people and numbers of the demo district, without its matters."""
    organisations = seed_organisations()
    seed_people(organisations)
    seed_numbers(organisations)


class Journey:
    """``of(username)`` is that person's page; ``shot`` keeps a picture of where the journey stands."""

    def __init__(self, new_context, shot) -> None:
        self._new_context, self._shot = new_context, shot
        self._pages, self._count = {}, 0

    def of(self, username: str):
        if username not in self._pages:
            page = self._new_context().new_page()
            page.set_default_timeout(15_000)
            browser.sign_in(page, username, password=PASSWORD)
            self._pages[username] = page
        return self._pages[username]

    def forget(self) -> None:
        """Everybody has gone home: the next ``of`` signs in anew."""
        self._pages.clear()

    def shot(self, page, name: str) -> None:
        self._count += 1
        self._shot(page, f"{self._count:02d}-{name}")

    def act(self, page, label: str, fields: dict[str, str] | None = None, *, submit: str = "", files: list[str] | None = None) -> None:
        """Take an act by its button, fill in its form and send it; ends where the page leads."""
        here = page.url
        page.locator(".next-actions").get_by_role("link", name=label, exact=True).click()
        page.wait_for_url(lambda url: url != here)
        page.wait_for_load_state()
        self.fill(page, fields or {})
        if files:
            page.locator("input[type=file][name=files]").set_input_files(files)
        page.locator("main form.post-form").get_by_role("button", name=submit or label, exact=True).click()
        page.wait_for_load_state()
        self.refuse_errors(page)

    def fill(self, page, fields: dict[str, str | bool]) -> None:
        """Fill in by the fields' names."""
        for name, value in fields.items():
            field = page.locator(f"main [name={name}]").first
            if isinstance(value, bool):
                field.set_checked(value)
            elif field.evaluate("node => node.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def refuse_errors(self, page) -> None:
        """A form that came back with errors ends the journey with what it says."""
        summary = page.locator(".error-summary")
        assert summary.count() == 0, summary.inner_text()

    def wait_for_paper(self, page, name: str) -> None:
        """Watch the card until the worker has made the paper; the page asks by itself."""
        card = page.locator(".document-card", has_text=name).first
        card.get_by_text("已制发").first.wait_for(timeout=WITHIN_MS)

    def wait_for(self, page, url: str, words: str) -> None:
        """Look at a page again and again until it says something that a worker has to do first."""
        self._look_until(page, url, lambda: words in page.locator("main").inner_text(), f"“{words}” 没有出现在 {url}")

    def wait_for_file(self, page, url: str, name: str) -> None:
        """Look at a page again and again until a worker has looked through the file and it can be opened."""
        self._look_until(page, url, lambda: page.get_by_role("link", name=name).count() > 0, f"{url} 上打不开 {name}")

    def _look_until(self, page, url: str, fits: Callable[[], bool], otherwise: str) -> None:
        end = time.monotonic() + WITHIN_MS / 1000
        while True:
            page.goto(url)
            if fits():
                return
            assert time.monotonic() < end, f"{otherwise}：{page.locator('main').inner_text()[:1500]}"
            page.wait_for_timeout(300)

    def import_ledger(self, page) -> None:
        """Upload, map, preview, confirm."""
        page.goto("/dossiers/")
        page.get_by_role("main").get_by_role("link", name="导入台账").click()
        page.locator("input[type=file]").set_input_files(str(LEDGER))
        page.get_by_role("button", name="上传并核对列").click()
        page.get_by_role("button", name="预览导入结果").click()
        page.get_by_role("button", name="确认导入").wait_for(timeout=WITHIN_MS)

    def figures(self, page) -> dict[str, int]:
        """The figures of a summary by their labels."""
        found = {}
        for item in page.locator(".summary__item").all():
            label, value = item.locator(".summary__label").inner_text(), item.locator(".summary__value").inner_text()
            found[label.strip()] = int(re.sub(r"\D", "", value))
        return found
