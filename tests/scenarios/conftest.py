"""Journeys of several people through the real pages, with the real worker."""

import pytest

from tests.support import browser


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "scenarios":
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def base_url(live_server):
    """Relative addresses in ``page.goto`` lead to the live server."""
    return live_server.url


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
