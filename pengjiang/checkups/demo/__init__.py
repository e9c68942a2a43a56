"""The demonstration's checks: a series of like files, a batch over the district, answers of each kind, patterns computed."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
from pengjiang.dossiers.demo import like_files
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import create_dossier
from pengjiang.law.reference import packaged

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
    numbers = range(FIRST_NUMBER, FIRST_NUMBER + len(FINES[code]))
    for place, facts in enumerate(like_files(town, numbers, today=clock.today())):
        create_dossier(organisation=town, facts=_like(facts, numbers[place], FINES[code][place], place), actor=officer, cause=CAUSE)


def _like(facts: dict[str, Any], number: int, fine: int, place: int) -> dict[str, Any]:
    """The same kind of file about another shop, of the same step."""
    body = packaged().body(facts["body"])
    # The last shop of each town is one chain's: fined by both for the same days.
    name = "演示连锁食店" if place == len(FINES[facts["body"]]) - 1 else f"演示{body.stem if body else ''}食店{number}"
    shop = {"type": "individual_business", "name": name, "operator": f"演示{'连锁' if '连锁' in name else number}"}
    street = f"演示商业街{number}号"
    # One name and one place throughout: as they were written in every paper.
    written = json.dumps(facts, ensure_ascii=False).replace(facts["parties"][0]["name"], shop["name"]).replace(facts["case"]["violation_place"], street)
    facts = json.loads(written) | {"parties": [shop], "title": f"{shop['name']}{CAUSE}案", "complete": False}
    facts["decision"] |= {"fine": fine, "fine_in_words": yuan_in_words(fine), "step": "一般", "step_min": 300, "step_max": 3000}
    facts["notice"]["fine"] = facts["payment"]["amount"] = fine
    for service in facts["services"]:
        service |= {"receiver": shop["name"], "receiver_kind": "party", "relation": "本人"}
    for record in facts["records"]:
        # The first two of the series overlap, the others follow one another.
        shift = timedelta(hours=24 * max(place - 1, 0))
        for key in ("start", "end"):
            record[key] = (datetime.fromisoformat(record[key]) - shift).strftime("%Y-%m-%dT%H:%M")
    if place in {2, 3}:
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
