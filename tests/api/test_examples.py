"""The examples beside the README run as they stand, against a real server."""

from __future__ import annotations

import os
import subprocess

import pytest

from cases.models import Transfer
from docs.api_client import Client, Problem
from pengjiang.settings import env
from tests import factories as f
from tests.api.doors import token_of, town_client


@pytest.fixture
def town(district, live):
    """(address, token) of a town's program."""
    return live, token_of(town_client(district), by=district.system_admin)


@pytest.mark.django_db(transaction=True)
def test_the_walkthrough_runs(district, town):
    site, token = town
    dossier = f.dossier(district)

    run = subprocess.run(
        [env.ROOT / "docs" / "api-walkthrough.sh"],
        env=os.environ | {"SITE": site, "TOKEN": token, "DOSSIER": str(dossier.pk), "no_proxy": "*"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
    clue = Transfer.objects.get()
    assert clue.state == "pending"
    said = run.stdout.splitlines()
    assert said[1] == "李堃"
    assert f"线索 {clue.pk}" in said
    assert said[-3] == "已移送，待检察院受理"
    assert "须在" in said[-1]


@pytest.mark.django_db(transaction=True)
def test_the_python_example_lists_acts_and_is_refused(district, town):
    site, token = town
    api = Client(site, token=token)
    for place in range(3):
        f.referral(district, number=f"杜阮综执罚字〔2026〕{300 + place}号")

    rows = list(api.all("cases/transfers/", limit=2))
    assert [row["id"] for row in rows] == sorted(Transfer.objects.values_list("pk", flat=True), reverse=True)
    one = api.get(f"cases/transfers/{rows[0]['id']}/")
    done = api.act(f"cases/transfers/{one.body['id']}/submit/", etag=one.etag, key="once")
    assert api.act(f"cases/transfers/{one.body['id']}/submit/", etag=one.etag, key="once").body == done.body
    with pytest.raises(Problem) as stale:
        api.act(f"cases/transfers/{one.body['id']}/submit/", etag=one.etag)
    assert stale.value.status == 412
    with pytest.raises(Problem, match="没有“x”这个字段") as refused:
        api.act(f"cases/transfers/{rows[1]['id']}/submit/", {"x": 1})
    assert (refused.value.status, refused.value.errors) == (422, {"/x": "没有“x”这个字段。"})
