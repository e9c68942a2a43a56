"""Views that change something: refusals beside their fields, nothing typed lost."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from pengjiang.common import clock
from pengjiang.web.models import FormDraft, HeldPost
from pengjiang.web.services.drafts import sweep_drafts
from tests.web.pages import Undeclared

DIALOG = {"HTTP_HX_REQUEST": "true", "HTTP_HX_TARGET": "dialog-content"}


@pytest.fixture
def luo(make_people):
    return make_people(1)[0]


@pytest.fixture
def path(luo):
    return f"/people/{luo.pk}/rename/"


def test_done_is_a_303_with_a_toast(signed_in, luo, path):
    response = signed_in.post(path, {"name": "罗某"})

    assert (response.status_code, response["Location"]) == (303, f"/people/{luo.pk}/")
    assert "已更名。" in signed_in.get("/people/").content.decode()
    luo.refresh_from_db()
    assert luo.name == "罗某"


def test_form_errors_keep_what_was_typed(signed_in, path):
    response = signed_in.post(path, {"name": "", "reason": "打错了"})

    text = response.content.decode()
    assert response.status_code == 422
    assert "有 1 处需要改正，其余内容没有丢失" in text
    assert "打错了" in text


@pytest.mark.parametrize(
    ("name", "status", "errors"),
    [
        ("错", 422, {"name": ["姓名有误，请改正。"]}),
        ("忙", 422, {"__all__": ["暂时不能办理，请稍后。"]}),
        ("迟", 409, {"__all__": ["别人刚改过，请刷新。"]}),
        ("多", 422, {"name": ["姓名不对。"], "reason": ["理由不对。"]}),
    ],
)
def test_refusal_of_the_service_stands_beside_its_field(signed_in, path, name, status, errors):
    response = signed_in.post(path, {"name": name})

    assert (response.status_code, response.context["form"].errors) == (status, errors)


def test_what_is_not_visible_is_not_there(signed_in, make_people):
    hidden = make_people(1, title="看不见")[0]

    assert signed_in.get(f"/people/{hidden.pk}/rename/").status_code == 404
    assert signed_in.post(f"/people/{hidden.pk}/rename/", {"name": "罗某"}).status_code == 404


def test_what_may_not_be_done_says_why(signed_in, make_people):
    fixed = make_people(1, title="固定")[0]

    by_object = signed_in.get(f"/people/{fixed.pk}/rename/")
    by_role = signed_in.post(f"/people/{fixed.pk}/other/", {"name": "罗某"})

    assert (by_object.status_code, by_role.status_code) == (403, 403)
    assert "此人不能更名。" in by_object.content.decode()
    assert "“另一件事”由其他人员办理，您的身份是检察官。" in by_role.content.decode()


def test_view_without_permission_does_not_start():
    with pytest.raises(ImproperlyConfigured):
        Undeclared.as_view()


def test_signed_out_goes_to_sign_in_and_back(client, path):
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (302, f"/sign-in/?next={path}")


def test_dialog_gets_the_form_alone_and_is_sent_on_when_done(signed_in, luo, path):
    opened = signed_in.get(path, **DIALOG)
    refused = signed_in.post(path, {"name": "错"}, **DIALOG)
    done = signed_in.post(path, {"name": "罗某"}, **DIALOG)

    assert opened.content.decode().startswith('<div class="dialog__head">')
    assert f'hx-post="{path}"' in opened.content.decode()
    assert "姓名有误，请改正。" in refused.content.decode()
    assert done["HX-Redirect"] == f"/people/{luo.pk}/"


def test_present_values_are_initial(signed_in, luo):
    form = signed_in.get(f"/people/{luo.pk}/correct/").context["form"]

    assert form.initial["name"] == "人001"


class TestDrafts:
    def save(self, client, path, **values):
        return client.post("/web/drafts/", {"draft-key": path, "draft-editor": "w1", "draft-base": "", **values})

    def test_typed_text_comes_back_unjudged(self, signed_in, path):
        saved = self.save(signed_in, path, name="", reason="写了一半", since="8月")

        page = signed_in.get(path)

        assert saved.json()["saved"] == f"{clock.now():%H:%M}"
        assert "已恢复" in page.content.decode()
        assert "写了一半" in page.content.decode()
        assert not page.context["form"].errors

    def test_draft_is_encrypted_and_never_holds_tokens_or_passwords(self, signed_in, path):
        self.save(signed_in, path, name="身份证440799", csrfmiddlewaretoken="t", password="p", otp_token="1")

        draft = FormDraft.objects.get()
        from django.db import connection  # noqa: PLC0415 — what really lies in the table

        with connection.cursor() as cursor:
            cursor.execute("SELECT data FROM web_formdraft")
            stored = cursor.fetchone()[0]
        assert json.loads(draft.data) == {"name": ["身份证440799"]}
        assert "440799" not in stored

    def test_sending_the_form_ends_its_draft(self, signed_in, path):
        self.save(signed_in, path, name="罗")

        signed_in.post(path, {"name": "错"})
        assert FormDraft.objects.count() == 1
        signed_in.post(path, {"name": "罗某"})
        assert FormDraft.objects.count() == 0

    def test_another_window_does_not_overwrite_unseen_text(self, signed_in, path):
        first = self.save(signed_in, path, name="甲").json()

        unseen = self.save(signed_in, path, name="乙", **{"draft-editor": "w2"})
        seen = self.save(signed_in, path, name="丙", **{"draft-editor": "w2", "draft-base": first["base"]})
        forced = self.save(signed_in, path, name="丁", **{"draft-force": "1"})

        assert [unseen.status_code, seen.status_code, forced.status_code] == [409, 200, 200]
        assert "另一个窗口" in unseen.json()["message"]
        assert json.loads(FormDraft.objects.get().data)["name"] == ["丁"]

    def test_draft_is_ones_own(self, signed_in, path, make_people):
        other = make_people(1)[0]
        FormDraft.objects.create(user=other, key=path, data='{"reason": ["别人的草稿"]}')

        assert "别人的草稿" not in signed_in.get(path).content.decode()

    def test_discarding_brings_back_the_form(self, signed_in, path):
        self.save(signed_in, path, name="罗")

        response = signed_in.post("/web/drafts/discard/", {"draft-key": path})

        assert (response.status_code, response["Location"]) == (303, path)
        assert not FormDraft.objects.exists()

    def test_discarding_never_leads_elsewhere(self, signed_in):
        response = signed_in.post("/web/drafts/discard/", {"draft-key": "//evil.example/"}, headers={"referer": "https://evil.example/"})

        assert response["Location"] == "/"

    def test_button_saves_a_draft_without_script(self, signed_in, path):
        response = signed_in.post(path, {"name": "", "reason": "写了一半", "save-draft": "1"}, follow=True)

        assert "写了一半" in response.content.decode()
        assert json.loads(FormDraft.objects.get().data) == {"name": [""], "reason": ["写了一半"]}

    def test_signed_out_script_is_told_so(self, client, path):
        assert self.save(client, path, name="罗").status_code == 401

    def test_too_long_is_refused(self, signed_in, path):
        assert self.save(signed_in, path, reason="长" * 400_001).status_code == 413


class TestHeldPosts:
    def send_signed_out(self, client, path):
        client.logout()
        response = client.post(path, {"name": "罗某", "reason": "写了很久"})
        return response, response.context["sign_in_url"].partition("next=")[2]

    def test_form_sent_after_the_session_waits_for_its_author(self, signed_in, chen, luo, path, settings):
        from urllib.parse import unquote  # noqa: PLC0415 — leaf

        response, back = self.send_signed_out(signed_in, path)
        assert response.status_code == 401
        assert "暂存一小时" in response.content.decode()

        signed_in.force_login(chen, backend=settings.AUTHENTICATION_BACKENDS[-1])
        page = signed_in.get(unquote(back))

        assert page.context["form"]["reason"].value() == "写了很久"
        assert not HeldPost.objects.exists()
        luo.refresh_from_db()
        assert luo.name == "人001"

    def test_token_opens_only_its_own_form_and_only_for_an_hour(self, signed_in, chen, path, settings):
        _, back = self.send_signed_out(signed_in, path)
        token = back.partition("held%3D")[2]
        signed_in.force_login(chen, backend=settings.AUTHENTICATION_BACKENDS[-1])

        assert signed_in.get("/people/new/", {"held": token}).context["form"].is_restored is False
        HeldPost.objects.update(saved_at=clock.now() - timedelta(hours=2))
        assert signed_in.get(path, {"held": token}).context["form"].is_restored is False
        assert sweep_drafts() == 1

    def test_stale_token_of_ones_own_page_keeps_the_text(self, chen, path, settings):
        client = Client(enforce_csrf_checks=True)
        client.force_login(chen, backend=settings.AUTHENTICATION_BACKENDS[-1])

        own = client.post(path, {"name": "罗某", "reason": "写了很久"}, headers={"origin": "http://testserver"})
        foreign = client.post(path, {"name": "罗某"}, headers={"origin": "https://evil.example"})

        assert (own.status_code, foreign.status_code) == (403, 403)
        assert client.get(own.context["held_url"]).context["form"]["reason"].value() == "写了很久"
        assert foreign.context["held_url"] == ""
