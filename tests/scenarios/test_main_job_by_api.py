"""The whole main job through the API alone: a town's system by its token, the others by their own sessions, over real HTTP."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cases.models import Recommendation, SupervisionCase
from docs.api_client import Client, Problem
from pengjiang.audit.models import AuditEntry
from tests import factories as f
from tests.api.doors import token_of, town_client
from tests.support import papers

SCOPES = ("account:read", "dossiers:read", "dossiers:write", "checkups:read", "checkups:write", "cases:read", "cases:write", "files:read", "files:write")


class Person(Client):
    """Somebody signed in on the pages: their session and its CSRF proof in place of a token."""

    def __init__(self, site: str, username: str) -> None:
        super().__init__(site, token="")
        del self.session.headers["Authorization"]
        page = self.session.get(f"{site}/sign-in/")
        proof = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)[1]
        self.session.post(f"{site}/sign-in/", {"csrfmiddlewaretoken": proof, "username": username, "password": f.PASSWORD}, headers={"Referer": site})
        self.session.headers.update({"X-CSRFToken": self.session.cookies["csrftoken"], "Referer": site})


@pytest.fixture
def people(live, travel, district):
    """Callers by post, each made when first asked for."""
    travel(f.TODAY)
    made: dict[str, Client] = {}

    def of(post: str) -> Client:
        if post not in made:
            if post == "officer":
                client = town_client(district, scopes=SCOPES)
                made[post] = Client(live, token=token_of(client, by=district.system_admin))
            else:
                made[post] = Person(live, district.people[post].username)
        return made[post]

    return of


def test_from_the_file_to_the_closed_case(people, district):
    town, procurator = people("officer"), people("procurator")
    dossier = registered(town)
    clue = referred(town, people, dossier)
    case = investigated(people, clue)
    recommendation = recommended(people, case)
    serve(people, town, recommendation)
    rectify_and_reply(people, town, recommendation)

    procurator.act(f"cases/recommendations/{recommendation}/assess/", {"adoption": "full"})
    procurator.act(f"cases/recommendations/{recommendation}/close/")
    done = procurator.act(f"cases/supervision/{case}/close/", {"result": "recommendation"}).body
    assert done["object"]["state_label"] == "办结"
    assert Recommendation.objects.get().state == SupervisionCase.objects.get().state == "closed"
    # Every call is told with who called and its number; what the town's system did, in the name of its officer.
    told = AuditEntry.objects.filter(event="api.called")
    assert told.filter(request_id="").count() == 0
    assert {entry.data["caller"] for entry in told.filter(actor_name="李堃")} == {"接口客户端杜阮镇“镇综合执法平台”"}


def registered(town: Client) -> int:
    """A file, and the faults that the check finds in it before anybody else does."""
    made = town.act("dossiers/", f.dossier_document(complete=True, decision={"dated_on": "2026-03-05", "penalties": ["fine"], "fine": 2000})).body
    town.act(f"checkups/dossiers/{made['id']}/run/")
    assert "CX06" in [row["rule"] for row in town.all("checkups/findings/", dossier=made["id"])]
    return made["id"]


def referred(town: Client, people: Any, dossier: int) -> int:
    """Drafted, sent, received through the gate, assigned; the town reads its own word for the state."""
    draft = {"title": "某建材经营部占道处罚案程序问题", "problem": "procedure", "dossiers": [dossier], "reason": "未告知陈述申辩权利。", "contact": "李堃"}
    clue = town.act("cases/transfers/", draft, key="clue-1").body["object"]["id"]
    assert town.act("cases/transfers/", draft, key="clue-1").body["object"]["id"] == clue
    town.act(f"cases/transfers/{clue}/submit/")
    with pytest.raises(Problem, match="待受理") as again:
        town.act(f"cases/transfers/{clue}/submit/")
    assert again.value.status == 409
    manager = people("manager")
    seen = manager.get(f"cases/transfers/{clue}/")
    manager.act(f"cases/transfers/{clue}/accept/", {"duty_note": f.GATE["duty_note"], "effect": f.GATE["effect"]}, etag=seen.etag)
    with pytest.raises(Problem) as stale:
        manager.act(f"cases/transfers/{clue}/return/", {"answer": "请补充。"}, etag=seen.etag)
    assert stale.value.status == 412
    form = people("head").get(f"cases/transfers/{clue}/assign/").body
    holder = next(one["value"] for field in form["fields"] if field["name"] == "holder" for one in field["choices"] if "陈喆" in one["label"])
    people("head").act(f"cases/transfers/{clue}/assign/", {"holder": holder})
    shown = town.get(f"cases/transfers/{clue}/").body
    assert (shown["state"], shown["state_label"], "holder" in shown) == (None, "检察院已受理", False)
    return clue


def investigated(people: Any, clue: int) -> int:
    """Docketed, decided by the chief, recorded, found, reported, ended."""
    procurator, chief = people("procurator"), people("chief")
    made = procurator.act(f"cases/transfers/{clue}/docket/", {"case_type": "unlawful_act", "title": "杜阮镇占道处罚程序违法监督案"}).body
    case = made["result"]["id"]
    at = f"cases/supervision/{case}"
    procurator.act(f"{at}/review/")
    procurator.act(f"{at}/ask-investigation/", {"plan": "调阅案卷，询问执法人员。"})
    chief.act(f"{at}/decide-investigation/")
    procurator.act(
        f"{at}/record/",
        {"means": "ask", "on": f.TODAY.isoformat(), "place": "杜阮镇综合行政执法办公室", "persons": "李堃", "officers": "陈喆、谭莉", "content": "未送达事先告知书。"},
    )
    with pytest.raises(Problem) as unreadable:
        procurator.act(f"{at}/findings/new/", {"category": "procedure", "fact": "缺告知书。", "problem": "未告知。", "citations": "某法"})
    assert list(unreadable.value.errors) == ["/citations"]
    procurator.act(
        f"{at}/findings/new/",
        {"category": "procedure", "fact": "卷内没有事先告知书。", "problem": "未告知当事人陈述、申辩的权利。", "citations": "《中华人民共和国行政处罚法》第四十四条"},
    )
    fields = procurator.get(f"{at}/report/").body["fields"]
    procurator.act(f"{at}/report/", {field["name"]: f"{field['label']}：已查清。" for field in fields})
    procurator.act(f"{at}/conclude/")
    return case


def recommended(people: Any, case: int) -> int:
    """Drafted with its advice as a list, approved on every rung, sealed."""
    procurator = people("procurator")
    drafted = procurator.act(f"cases/supervision/{case}/recommend/", {"title": "关于规范处罚告知程序的检察建议", "kind": "correction"}).body
    pk = drafted["result"]["id"]
    at = f"cases/recommendations/{pk}"
    procurator.act(f"{at}/edit/", {"advices": [dict(one) for one in f.ADVICES], "contact": "陈喆"})
    procurator.act(f"{at}/send/")
    with pytest.raises(Problem) as early:
        people("clerk").act(f"{at}/seal/", {"number": "江蓬检行建〔2026〕4号"})
    assert early.value.status == 409
    assert any(one["allowed"] is False and one["reason"] for one in early.value.next_actions)
    for post in ("head", "deputy", "chief"):
        people(post).act(f"{at}/decide/", {"opinion": "同意。"})
    people("clerk").act(f"{at}/seal/", {"number": "江蓬检行建〔2026〕4号"})
    return pk


def serve(people: Any, town: Client, pk: int) -> None:
    """Before service it does not exist for the town, afterwards with its limits."""
    at = f"cases/recommendations/{pk}"
    with pytest.raises(Problem) as absent:
        town.get(f"{at}/")
    assert absent.value.status == 404
    people("procurator").act(
        f"{at}/serve/",
        {"method": "written", "served_on": f.TODAY.isoformat(), "place": "杜阮镇人民政府", "receiver": "何𬭎", "servers": "陈喆、谭莉"},
    )
    whole = town.get(f"{at}/", expand="advices,items,deliveries,actions").body
    assert [one["rectify_days"] for one in whole["expanded"]["advices"]] == [30, 60]
    assert len(whole["expanded"]["items"]) == 2
    assert "approvals" not in whole
    assert "书面回复" in [one["label"] for one in whole["expanded"]["actions"]]


def rectify_and_reply(people: Any, town: Client, pk: int) -> None:
    """Measures, proofs by resumable upload, the reply; each item ticked off."""
    at = f"cases/recommendations/{pk}"
    for item in town.get(f"{at}/", expand="items").body["expanded"]["items"]:
        place = f"cases/rectifications/{item['id']}"
        town.act(f"{place}/plan/", {"measure": "撤销原处罚决定，重新告知。", "person": "李堃"})
        proof = town.upload(f"整改证明{item['order']}.pdf", papers.pdf(shade=200 + item["order"]), piece=500)
        town.act(f"{place}/submit/", {"note": "已撤销并重新送达。", "files": [proof]})
        assert people("procurator").act(f"{place}/tick/", {"remarks": "核验属实。"}).body["object"]["state_label"] == "已销号"
    town.act(f"{at}/reply/", {"measures": "召开专题会议。", "results": "已纠正。", "contact": "李堃 19900000012"})
