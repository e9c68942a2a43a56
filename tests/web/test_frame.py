"""Menu, slots, request ids, error pages."""

import re
from types import SimpleNamespace

import pytest

from pengjiang.access import PUBLIC, Decision
from pengjiang.common.registry import Registry
from pengjiang.web import menu, slots
from pengjiang.web.actions import transition_actions
from tests.web.pages import PagePermission

ITEM = menu.MenuItem("people", "人员", "people", group="系统管理", icon="user")


@pytest.fixture
def entries(monkeypatch):
    registry = Registry("menu")
    monkeypatch.setattr(menu, "entries", registry)
    return registry


def test_menu_holds_what_the_person_may_see_in_the_order_of_groups(entries, chen):
    menu.add(
        ITEM,
        menu.MenuItem("other", "他事", "people", group="监督办案", icon="case", permission=PagePermission.OTHER),
        menu.MenuItem("rename", "更名", "components", group="监督办案", icon="edit", permission=[PagePermission.OTHER, PagePermission.RENAME]),
        menu.MenuItem("gone", "未装", "nowhere:at-all", group="工作台", icon="home"),
        menu.MenuItem("hidden", "不显", "people", group="工作台", icon="home", visible=lambda user: False),
        menu.MenuItem("home", "首页", "home", group="工作台", icon="home", permission=PUBLIC, phone=True),
    )

    groups = menu.menu_for(chen, path="/people/7/rename/", counts={"rename": slots.MenuCount(3, True)})

    assert [(group.title, [link.item.label for link in group.links]) for group in groups] == [
        ("工作台", ["首页"]),
        ("监督办案", ["更名"]),
        ("系统管理", ["人员"]),
    ]
    assert [link.item.key for group in groups for link in group.links if link.is_current] == ["people"]
    assert groups[1].links[0].count == slots.MenuCount(3, True)
    assert [link.item.key for link in menu.phone_links(groups)] == ["home"]


def test_home_is_current_only_on_itself(entries, chen):
    menu.add(menu.MenuItem("home", "首页", "home", group="工作台", icon="home"))

    assert menu.menu_for(chen, path="/", current="")[0].links[0].is_current
    assert not menu.menu_for(chen, path="/elsewhere/", current="")[0].links[0].is_current


def test_entry_is_refused_twice(entries):
    menu.add(ITEM)

    with pytest.raises(ValueError, match="registered twice"):
        menu.add(ITEM)


def test_slot_takes_one_filler():
    slot = slots.Slot("bell")
    slot.fill("甲")

    assert (slot.is_filled, slot.filler) == (True, "甲")
    with pytest.raises(ValueError, match="filled twice"):
        slot.fill("乙")
    with pytest.raises(LookupError):
        _ = slots.Slot("empty").filler


def test_counts_of_several_providers_add_up(monkeypatch, chen):
    registry = Registry("counts")
    registry.register("a", lambda user: {"home": slots.MenuCount(2)})
    registry.register("b", lambda user: {"home": slots.MenuCount(3, True), "x": slots.MenuCount(1)})
    monkeypatch.setattr(slots, "counts", registry)

    assert slots.counts_for(chen) == {"home": slots.MenuCount(5, True), "x": slots.MenuCount(1)}


def test_transitions_become_buttons_with_one_that_stands_out():
    transitions = [
        (SimpleNamespace(name="remind", label="提醒"), Decision.no("未到期")),
        (SimpleNamespace(name="reply", label="登记回复"), Decision.yes()),
        (SimpleNamespace(name="close", label="办结"), Decision.yes()),
        (SimpleNamespace(name="silent", label="无页面"), Decision.yes()),
    ]

    actions = transition_actions(transitions, address=lambda name: "" if name == "silent" else f"/{name}/", in_dialog=["close"])

    assert [(a.label, a.href, a.decision.ok, a.primary, a.dialog) for a in actions] == [
        ("提醒", "/remind/", False, False, False),
        ("登记回复", "/reply/", True, True, False),
        ("办结", "/close/", True, False, True),
    ]


def test_every_page_carries_notice_request_id_and_no_inline_code(signed_in, make_people):
    make_people(2)

    for address in ("/people/", "/people/new/", "/components/"):
        response = signed_in.get(address)
        text = response.content.decode()
        assert "本系统为非涉密系统，严禁处理、传输国家秘密" in text
        assert "演示" in text
        assert re.fullmatch(r"[0-9a-f]{12}", response["X-Request-Id"])
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", text), address
        assert "unsafe" not in response["Content-Security-Policy"]


def test_components_page_shows_every_part(signed_in):
    text = signed_in.get("/components/").content.decode()

    for css in ("deadline-card", "day-strip", "stepper", "next-actions", "timeline", "document-card", "upload", "rectification__item", "finding"):
        assert css in text, css


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [("/nowhere/", 404, "没有这个页面"), ("/refuse/", 403, "不归您办。"), ("/people/999999/", 404, "没有这个页面")],
)
def test_error_pages_say_what_and_carry_the_request_id(signed_in, address, status, sentence):
    response = signed_in.get(address)

    assert response.status_code == status
    assert sentence in response.content.decode()
    assert response["X-Request-Id"] in response.content.decode()


def test_error_for_htmx_goes_into_the_dialog(signed_in):
    response = signed_in.get("/refuse/", HTTP_HX_REQUEST="true", HTTP_HX_TARGET="listing")

    assert (response.status_code, response["HX-Retarget"]) == (403, "#dialog-content")
    assert response.content.decode().startswith('<div class="dialog__head">')


def test_server_error_keeps_the_trace_to_itself(client, db):
    client.raise_request_exception = False

    response = client.get("/boom/")

    text = response.content.decode()
    assert response.status_code == 500
    assert "系统出错了" in text
    assert "ZeroDivisionError" not in text
    assert response["X-Request-Id"] in text


def test_forwarded_address_counts_only_from_our_proxy(client, db, settings):
    from pengjiang.web.middleware import client_address  # noqa: PLC0415 — settings first

    request = SimpleNamespace(META={"REMOTE_ADDR": "10.0.0.1"}, headers={"X-Forwarded-For": "1.2.3.4, 9.9.9.9"})

    assert client_address(request) == "10.0.0.1"
    settings.TRUSTED_PROXIES = ["10.0.0.1"]
    assert client_address(request) == "9.9.9.9"
