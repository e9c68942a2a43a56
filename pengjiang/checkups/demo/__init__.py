"""The demonstration's checks: a series of like files, a batch over the district, answers of each kind, patterns computed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from pengjiang.accounts.enums import Role
from pengjiang.checkups.demo.proofs import letter
from pengjiang.checkups.enums import Answer
from pengjiang.checkups.models import CheckJob, Finding
from pengjiang.checkups.services import jobs, patterns
from pengjiang.checkups.services.answers import answer_finding
from pengjiang.checkups.services.runs import run_check
from pengjiang.common import clock
from pengjiang.common.money import yuan_in_words
from pengjiang.dossiers.demo import files_of
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import create_dossier

if TYPE_CHECKING:
    from pengjiang.demo.district import District

TOWNS = ("duruan", "hetang")
CAUSE = "占用城市道路摆放招牌"
# The last of each is far from the others; the organ is what a template of the old days said.
FINES = {"duruan": (300, 400, 500, 500, 600, 800, 800, 3000), "hetang": (1000, 1000, 1500, 2000, 2000, 2500, 3000, 3000)}
OLD_ORGAN = "江门市蓬江区司法局"
FIRST_NUMBER = 61
ANSWERS_PER_TOWN = 3


def stories(district: District) -> list[Iterator[datetime]]:
    """None where the district has been checked before."""
    return [] if CheckJob.objects.exists() else [_told(district)]


def _told(district: District) -> Iterator[datetime]:
    yield district.ago(9, 9)
    for code in TOWNS:
        _make_series(district, code)
    yield district.ago(6, 10)
    bureau = district.person(Role.BUREAU_CLERK)
    job = jobs.order_job(list(Dossier.objects.order_by("pk").values_list("pk", flat=True)), actor=bureau, scope="全区案卷")
    jobs.go_on(job.pk)
    yield district.ago(5, 9)
    for code in TOWNS:
        _answer(district, code)
    yield district.ago(2, 15)
    officer = district.person(Role.TOWN_OFFICER, "duruan")
    for dossier in Dossier.objects.filter(organisation=district.organisation("duruan")).order_by("pk")[:3]:
        run_check(dossier, actor=officer)
    yield district.ago(0, 8)
    patterns.refresh()


def _make_series(district: District, code: str) -> None:
    """Files of one matter and step with different fines: two of them under an old template, two at the same time elsewhere."""
    town = district.organisation(code)
    officer = district.person(Role.TOWN_OFFICER, code)
    base = next(facts for facts, _ in files_of(town, today=clock.today()) if facts["file_type"] == "P_GEN" and "fine" in facts.get("decision", {}))
    for place, fine in enumerate(FINES[code]):
        create_dossier(organisation=town, facts=_like(base, FIRST_NUMBER + place, fine, place), actor=officer, cause=CAUSE)


def _like(base: dict[str, Any], number: int, fine: int, place: int) -> dict[str, Any]:
    """The same kind of file about another shop."""
    old = base["number"].rpartition("〕")[2]
    facts = json.loads(json.dumps(deepcopy(base), ensure_ascii=False).replace(f"〕{old}", f"〕{number}号"))
    name = f"演示食店{number}"
    facts["parties"] = [{"type": "individual_business", "name": name, "operator": f"演示{number}"}]
    facts["title"] = f"{name}{CAUSE}案"
    facts["field"], facts["complete"] = "urban", False
    facts["case"]["violation_place"] = f"演示商业街{number}号"
    facts["decision"] |= {"fine": fine, "fine_in_words": yuan_in_words(fine), "step": "一般"}
    facts.get("notice", {})["fine"] = fine
    if "payment" in facts:
        facts["payment"]["amount"] = fine
    for record in facts.get("records", []):
        # The first two of the series overlap, the others follow one another.
        shift = timedelta(hours=24 * max(place - 1, 0))
        for key in ("start", "end"):
            record[key] = (datetime.fromisoformat(record[key]) - shift).strftime("%Y-%m-%dT%H:%M")
        record["place"] = facts["case"]["violation_place"]
    if place in {2, 3} and "remedy" in facts["decision"]:
        facts["decision"]["remedy"]["reconsider_organ"] = OLD_ORGAN
    return facts


def _answer(district: District, code: str) -> None:
    """One corrected with proof, one disputed, one looked at and left."""
    officer = district.person(Role.TOWN_OFFICER, code)
    rows = Finding.objects.filter(dossier__organisation=district.organisation(code), gone_run=None, severity__in=["veto", "serious"])
    corrected, disputed, left = [*rows.order_by("pk")[:ANSWERS_PER_TOWN], None, None, None][:ANSWERS_PER_TOWN]
    if corrected:
        proof = letter(district.organisation(code).name, [f"关于{corrected.dossier.number}决定书", "有关内容予以更正，请予签收。"])
        answer_finding(corrected, actor=officer, answer=Answer.CORRECTED, reason="已制作更正函并送达当事人", files=[proof])
    if disputed:
        answer_finding(disputed, actor=officer, answer=Answer.DISPUTED, reason="案卷录入有误，原件载明的内容与体检所据事实不一致，正在核对")
    if left:
        answer_finding(left, actor=officer, answer=Answer.PENDING, reason="已报分管领导研究")
