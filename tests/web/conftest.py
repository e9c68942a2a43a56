"""People to list, and a procurator who may rename them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as django_settings

from pengjiang.access import decide
from pengjiang.accounts.models import User
from pengjiang.common import clock
from tests.support.district import person
from tests.web.pages import PagePermission


@pytest.fixture(autouse=True)
def _pages(settings, monkeypatch):
    settings.ROOT_URLCONF = "tests.web.pages"
    settings.CSRF_FAILURE_VIEW = "pengjiang.web.views.errors.csrf_failure"
    table = dict(decide.role_table())
    table["procurator"] = table["procurator"] | {PagePermission.RENAME}
    monkeypatch.setattr(decide, "role_table", lambda: table)


@pytest.fixture
def chen(db):
    return person("procurator", name="陈某")


@pytest.fixture
def signed_in(client, chen):
    client.force_login(chen, backend=django_settings.AUTHENTICATION_BACKENDS[-1])
    return client


@pytest.fixture
def make_people(db):
    """``make_people(3)``: p-001 … with dates of password change, every third without."""

    def make(count, **fields):
        start = User.objects.filter(username__startswith="p-").count()
        now = clock.now()
        rows = []
        for n in range(start + 1, start + count + 1):
            changed = None if n % 3 == 0 else now - timedelta(days=n % 5)
            rows.append(User(username=f"p-{n:03}", **({"name": f"人{n:03}", "title": "甲" if n % 2 else "乙", "password_changed_at": changed} | fields)))
        return User.objects.bulk_create(rows)

    return make
