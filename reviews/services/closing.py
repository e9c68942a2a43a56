"""定级、通报、签收."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO

from django.db import transaction

from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import issue, take_number
from pengjiang.events.services import emit
from pengjiang.files.services import store_bytes
from pengjiang.workflow.services import claim, fire
from reviews.models import Round, SampledFile, TownPart
from reviews.models.rounds import FINISHED
from reviews.permissions import ReviewPermission
from reviews.scoring import Grade, plain
from reviews.services.common import require, require_text
from reviews.workbooks import write_annex

DEMANDS = "各单位要对照本单位问题台账，逐项制定整改措施，明确责任人，自本通报下发之日起三十日内完成整改并报送证明材料；对共性问题要举一反三，开展自查自纠。"


@transaction.atomic
def meet(row: Round, *, actor: User, met_on: date, attending: str, minutes: str) -> Round:
    """联席定级会议."""
    if met_on > clock.today():
        raise DomainError("会议日期不能晚于今天。", field="met_on")
    require_text(minutes, "请填写会议纪要。", field="minutes")
    values = {"met_on": met_on, "attending": attending.strip(), "minutes": minutes.strip()}
    return fire(row, "meet", actor=actor, values=values, data={"met_on": f"{met_on:%Y-%m-%d}"})


@transaction.atomic
def grade_round(row: Round, *, actor: User) -> Round:
    """定级: every settled file gets its final grade, all in one."""
    row = claim(row, "grade", actor=actor)
    files = list(row.files.reviewed().filter(state="settled"))
    for file in files:
        fire(file, "grade", actor=actor, data={"grade": file.get_grade_display(), "score": plain(file.score)})
    return fire(row, "grade", actor=actor, data={"files": len(files)})


@transaction.atomic
def choose_excellent(row: Round, *, actor: User, files: Iterable[SampledFile]) -> Round:
    """优秀案卷: only such as were graded so; each is raw matter for a typical case."""
    files = list(files)
    wrong = next((file for file in files if file.round_id != row.pk or file.grade != Grade.EXCELLENT), None)
    if wrong is not None:
        raise DomainError(f"{wrong.number}未评为优秀，不能列为优秀案卷。", field="files")
    row = fire(row, "choose", actor=actor, data={"count": len(files)})
    row.files.filter(excellent=True).exclude(pk__in=[file.pk for file in files]).update(excellent=False)
    for file in files:
        if not file.excellent:
            SampledFile.objects.filter(pk=file.pk).update(excellent=True)
            emit("reviews.file.excellent", actor=actor, target=file, related=[file.dossier], data={"number": file.number})
    return row


@transaction.atomic
def write_circular(row: Round, *, actor: User, achievements: str, demands: str) -> Round:
    """The parts of the circular that people write."""
    require_text(achievements, "请填写主要做法和成效。", field="achievements")
    return fire(row, "write", actor=actor, values={"achievements": achievements.strip(), "demands": demands.strip() or DEMANDS})


@transaction.atomic
def publish(row: Round, *, actor: User) -> Round:
    """印发通报: red-head paper with its workbook, to every town; each town gets its prescription; its problems enter the ledger by a worker."""
    row = claim(row, "publish", actor=actor)
    if not row.achievements:
        raise DomainError("请先撰写通报正文。")
    organisation = actor.organisation
    number = take_number("review_circular", actor=actor, organisation=organisation)
    values = {"published_on": clock.today(), "demands": row.demands or DEMANDS}
    row = fire(row, "publish", actor=actor, values=values, data={"number": str(number)})
    parts = list(row.parts.select_related("town"))
    for part in parts:
        fire(part, "circulate", actor=None, related=[row])
    issue("review_circular", row, actor=actor, number=number)
    for part in parts:
        issue("review_prescription", part, actor=actor)
    out = BytesIO()
    write_annex(out, row)
    store_bytes(out.getvalue(), name=f"{row.title}通报附表.xlsx", actor=actor, target=row)
    return row


@transaction.atomic
def open_ledger(part: TownPart) -> int:
    """列入整改台账: what the circular demands of a town, by a worker once it is out; the number of problems."""
    limit = Deadline.objects.open().filter(target=str(ObjectRef.of(part)), limit="TM27").first()
    findings = list(part.findings.filter(state="noted"))
    for finding in findings:
        fire(finding, "demand", actor=None, values={"due_on": limit.due_on if limit else None})
    return len(findings)


@transaction.atomic
def finish_part(part: TownPart) -> None:
    """With the last problem ticked off and the circular received, the town is done."""
    part = TownPart.objects.locked().get(pk=part.pk)
    if part.state == "received" and not part.findings.unfinished().exists():
        fire(part, "finish", actor=None)


@transaction.atomic
def receive(part: TownPart, *, actor: User) -> TownPart:
    """签收通报."""
    values = {"receiver": actor.name, "received_on": clock.today()}
    part = fire(part, "receive", actor=actor, values=values, data={"receiver": actor.name}, related=[part.round])
    finish_part(part)
    return part


@transaction.atomic
def close_round(row: Round, *, actor: User) -> Round:
    """办结."""
    return fire(row, "close", actor=actor)


@transaction.atomic
def issue_yearly(row: Round, *, actor: User) -> IssuedDocument:
    """年度考评表 of the round's year, as the figures stand."""
    require(actor, ReviewPermission.MANAGE, row)
    if row.state not in {"published", "closed"}:
        raise DomainError("本批次尚未通报，年度考评表在通报后制作。")
    return issue("review_yearly", row, actor=actor)


@transaction.atomic
def issue_statistics(row: Round, *, actor: User) -> IssuedDocument:
    """评查统计表 of a graded round."""
    require(actor, ReviewPermission.MANAGE, row)
    if row.state not in FINISHED:
        raise DomainError("本批次尚未定级，统计表在定级后制作。")
    return issue("review_statistics", row, actor=actor)
