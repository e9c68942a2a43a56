"""Journeys of several people through the real pages, with the real worker."""

from functools import partial

import pytest

from tests.support import browser


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "scenarios":
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def new_context(new_context, live):
    """Said for each context: Playwright keeps the session's arguments as the first browser test of any folder left them."""
    return partial(new_context, base_url=live)


@pytest.fixture(autouse=True)
def _on_the_live_server(live):
    """Every scenario commits: its database is its own."""


@pytest.fixture
def signed_in(new_context):
    """``signed_in("zhang.ying")``: a page of a browser of her own, signed in; asked again, the same page."""
    pages = {}

    def page_of(username: str):
        if username not in pages:
            page = new_context().new_page()
            browser.sign_in(page, username)
            pages[username] = page
        return pages[username]

    return page_of
