"""One's own page: who one is here, how one can be reached, and what happened to the account."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from pengjiang.accounts import security, standing_in
from pengjiang.accounts.models import User
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
URL = "/account/"


def test_page_tells_all_that_concerns_the_account(client, district, today):
    d, user = district, district.procurator
    User.objects.filter(pk=user.pk).update(title="四级高级检察官", phone="19900000033", email="chen@example.cn")
    d.join("procurator", "陈喆", "assistant", "procuratorate", since=date(2018, 1, 1), until=date(2019, 12, 31))
    standing_in.give_delegation(user, delegate=d.other_procurator, since=today, until=today + timedelta(days=3), reason="外出培训", actor=user)
    client.post("/sign-in/", {"username": "procurator", "password": "不对的口令"})
    client.post("/sign-in/", {"username": "procurator", "password": f.PASSWORD})
    page = client.get(URL).content.decode()

    for words in ("陈喆", "四级高级检察官", 'value="19900000033"', 'value="chen@example.cn"', "现任", "检察官助理", "2019年12月31日", "委托黄犇代办", "外出培训", "天后须修改", "未启用"):
        assert words in page, words
    rows = page.partition('id="sign-ins"')[2].partition("</section>")[0]
    assert rows.index("成功") < rows.index("账号或密码不对")
    assert "127.0.0.1" in rows


def test_contact_and_digest_are_one_s_own_to_change(client, district):
    client.force_login(district.procurator)

    sent = client.post(URL, {"phone": "199 0000 0044", "email": "chen@example.cn", "wants_digest": "on"})
    user = User.objects.get(pk=district.procurator.pk)
    assert (sent.status_code, user.phone, user.email, user.wants_digest) == (302, "199 0000 0044", "chen@example.cn", True)
    entry = AuditEntry.objects.get(event="accounts.user_changed")
    # That the number changed is told, the number is not.
    assert set(entry.fields) == {"phone", "email"}
    assert "0044" not in str(entry.version.values)

    client.post(URL, {"phone": "199 0000 0044", "email": "chen@example.cn"})
    assert not User.objects.get(pk=user.pk).wants_digest
    client.post(URL, {"phone": "199 0000 0044", "email": "chen@example.cn"})
    assert AuditEntry.objects.filter(event="accounts.user_changed").count() == 2


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"phone": "打我电话"}, "phone", "手机号码只能是数字、空格和短横线，5至20位。"),
        ({"email": "chen"}, "email", "电子邮箱应如 name@example.cn。"),
        ({"wants_digest": "on"}, "email", "接收邮件摘要须填写电子邮箱"),
    ],
)
def test_what_cannot_be_stands_beside_its_field(client, district, values, field, sentence):
    client.force_login(district.procurator)
    before = User.objects.get(pk=district.procurator.pk)

    refused = client.post(URL, values)

    assert refused.status_code == 422
    page = refused.content.decode()
    assert sentence in page.partition(f'id="id_{field}_error"')[2].partition("</p>")[0]
    assert all(value == "on" or f'value="{value}"' in page for value in values.values())
    after = User.objects.get(pk=before.pk)
    assert (after.phone, after.email, after.wants_digest) == (before.phone, before.email, before.wants_digest)


def test_password_asks_for_each_field_in_words(client, district):
    client.force_login(district.procurator)
    refused = client.post(reverse("accounts:password"), {})

    assert refused.status_code == 422
    assert [errors[0] for errors in refused.context["form"].errors.values()] == ["请输入现密码。", "请输入新密码。", "请输入新密码。"]


def test_days_until_the_password_must_change(district, settings):
    user = district.procurator
    settings.PASSWORD_MAX_AGE_DAYS = 90
    user.password_changed_at = clock.actual() - timedelta(days=80, hours=1)
    assert security.password_days_left(user) == 10
    user.password_changed_at = clock.actual() - timedelta(days=200)
    assert security.password_days_left(user) == 0
    settings.PASSWORD_MAX_AGE_DAYS = 0
    assert security.password_days_left(user) is None


def test_whoever_stands_in_sees_their_own_account(client, district, today):
    d = district
    held = standing_in.give_delegation(
        d.procurator, delegate=d.other_procurator, since=today, until=today + timedelta(days=3), reason="外出培训", actor=d.procurator
    )
    client.force_login(d.other_procurator)
    client.post(reverse("accounts:delegation-begin", args=[held.pk]))

    client.post(URL, {"phone": "19900000099", "email": ""})
    assert User.objects.get(pk=d.other_procurator.pk).phone == "19900000099"
    assert User.objects.get(pk=d.procurator.pk).phone != "19900000099"
