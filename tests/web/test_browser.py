"""What script adds, in Chromium under the real content security policy: nothing is lost, nothing is blocked."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import expect

from pengjiang.accounts.models import User
from pengjiang.web.models import FormDraft
from tests.support.district import person

pytestmark = pytest.mark.browser


@pytest.fixture
def chen(live):
    return person("procurator", name="陈某")


@pytest.fixture
def page(request, live, chen, new_context):
    """A signed-in page on the live server; the console may not complain."""
    client = Client()
    client.force_login(chen, backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    context = new_context(base_url=live)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live}])
    page = context.new_page()
    page.set_default_timeout(8000)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None)
    yield page
    # The accessibility checker brings its own styles.
    assert complaints == [] or "axe" in request.node.name


@pytest.fixture
def people(live):
    rows = [User(username=f"p-{n:03}", name=f"人{n:03}", title="甲" if n % 2 else "乙") for n in range(1, 46)]
    return User.objects.bulk_create(rows)


def test_filter_and_page_without_reloading(page, people):
    page.goto("/people/")
    page.evaluate("window.isSamePage = true")

    page.get_by_text("职务", exact=True).first.click()
    page.get_by_label("乙职").check()
    page.get_by_role("button", name="应用").first.click()
    expect(page.locator(".filter-chip--set")).to_have_text(re.compile("乙职"))
    page.get_by_role("link", name="下一页").click()
    expect(page.locator(".pager")).to_contain_text("第 21–22 条")
    page.locator("#listing-search").fill("人044")
    expect(page.locator("tbody tr")).to_have_count(1)

    assert page.evaluate("window.isSamePage")
    assert page.evaluate("document.activeElement.id") == "listing-search"
    page.go_back()
    expect(page.locator(".pager")).to_contain_text("第 21–22 条")


def test_ticking_shows_the_bar_and_counts(page, people):
    page.goto("/people/")
    bar = page.locator(".bulk-bar")

    expect(bar).to_be_hidden()
    page.locator("tbody input[name=id]").nth(1).check()
    page.locator("tbody input[name=id]").nth(4).click(modifiers=["Shift"])
    expect(bar).to_contain_text("已选本页 4 条")
    page.get_by_label("选择本页全部").check()
    expect(bar).to_contain_text("已选本页 20 条")
    page.get_by_role("button", name="取消选择").click()
    expect(bar).to_be_hidden()


def test_typing_is_saved_and_survives_the_end_of_the_session(page, people, chen, live):
    path = f"/people/{people[0].pk}/rename/"
    page.goto(path)

    page.locator("[name=reason]").fill("写了很久的理由")
    expect(page.locator("[data-draft-status]")).to_have_text(re.compile("已自动保存"), timeout=8000)
    assert json.loads(FormDraft.objects.get().data)["reason"] == ["写了很久的理由"]

    page.context.clear_cookies(name="sessionid")
    page.locator("[name=reason]").fill("会话结束后又改了")
    expect(page.locator("[data-draft-status]")).to_contain_text("登录已过期，内容仍在本页", timeout=8000)
    page.locator("[data-submit]").click()
    expect(page.locator("main")).to_contain_text("刚才填写的内容还在")

    client = Client()
    client.force_login(chen, backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live}])
    page.goto(page.get_by_role("link", name="重新登录并继续").get_attribute("href").split("next=")[1].replace("%2F", "/").replace("%3F", "?").replace("%3D", "="))
    expect(page.locator("[name=reason]")).to_have_value("会话结束后又改了")


def test_day_can_be_typed_or_picked(page, people):
    page.goto(f"/people/{people[0].pk}/rename/")

    expect(page.get_by_role("button", name="打开日历")).to_be_visible()
    page.locator("[name=since]").fill("2026年8月4日")
    page.locator("[name=name]").fill("罗某")
    page.locator("[data-submit]").click()

    expect(page.locator("#toasts")).to_contain_text("已更名。")


@pytest.mark.parametrize("width", [1366, 390], ids=["axe-1366", "axe-390"])
def test_components_page_is_accessible_and_fits(page, shot, width):
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/components/")

    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa"]})

    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"components-{width}")


def test_phone_opens_the_whole_menu_without_script(new_context, live, chen):
    client = Client()
    client.force_login(chen, backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    context = new_context(base_url=live, java_script_enabled=False)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live}])
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/people/")

    page.locator(".phone-menu > summary").click()

    expect(page.locator(".phone-menu__sheet")).to_contain_text("首页")
    expect(page.get_by_role("button", name="退出登录").last).to_be_visible()
