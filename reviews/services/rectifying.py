"""整改 of review findings, and referral to the procurator's work."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cases.enums import Channel, Problem
from cases.models import Transfer
from cases.services.transfers import receive_transfer
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.files.enums import FileKind
from pengjiang.files.services import store_upload
from pengjiang.workflow.services import fire, lock
from reviews.models import Finding
from reviews.services.closing import finish_part
from reviews.services.common import require_text

PROBLEMS = {
    "主体与人员": Problem.SUBJECT,
    "调查取证": Problem.EVIDENCE,
    "事实与证据": Problem.EVIDENCE,
    "适用法律与裁量": Problem.LAW,
    "决定与救济": Problem.REMEDY,
    "送达与执行": Problem.SERVICE,
    "卷宗与文书": Problem.DOCUMENTS,
}


@transaction.atomic
def plan_finding(finding: Finding, *, actor: User, measure: str, person: str) -> Finding:
    """What the town does about it and who answers for it."""
    measure = require_text(measure, "请写明整改措施。", field="measure")
    person = require_text(person, "请填写责任人。", field="person")
    return fire(finding, "plan", actor=actor, values={"measure": measure, "person": person}, data={"measure": measure, "person": person})


@transaction.atomic
def submit_proof(finding: Finding, *, actor: User, note: str, files: list[Any]) -> Finding:
    """Proof: at least one file."""
    note = require_text(note, "请写明完成情况。", field="note")
    if not files:
        raise DomainError("请至少上传一份整改证明材料（照片、文书或者扫描件）。", field="files")
    finding = fire(finding, "submit", actor=actor, values={"proof_note": note, "proved_on": clock.today()}, data={"note": note})
    for upload in files:
        try:
            store_upload(upload, actor=actor, target=finding, kind=FileKind.PROOF)
        except DomainError as error:
            raise type(error)(error.message, field="files") from error
    return finding


@transaction.atomic
def tick_finding(finding: Finding, *, actor: User, remarks: str = "") -> Finding:
    """核验销号."""
    finding = fire(finding, "tick", actor=actor, values={"ticked_on": clock.today(), "ticked_by": actor, "remarks": remarks})
    finish_part(finding.part)
    return finding


@transaction.atomic
def send_back(finding: Finding, *, actor: User, remarks: str) -> Finding:
    """Not enough."""
    remarks = require_text(remarks, "退回补充须写明缺少什么。", field="remarks")
    return fire(finding, "send_back", actor=actor, values={"remarks": remarks}, data={"remarks": remarks})


@transaction.atomic
def refer_finding(finding: Finding, *, actor: User, reason: str) -> Transfer:
    """A finding becomes a matter of the procuratorate: only a procurator may; the town is not told. Once per finding."""
    reason = require_text(reason, "请写明为何应当进行法律监督。", field="reason")
    finding = lock(finding, actor)
    finding = fire(finding, "refer", actor=actor)
    file = finding.file
    return receive_transfer(
        source=finding,
        channel=Channel.JOINT_REVIEW,
        title=f"{file.town.short_name}{finding.title}问题（{file.number}）"[:120],
        problem=PROBLEMS.get(finding.group, Problem.PROCEDURE),
        reason=f"{file.round.title}发现：{finding.reasons}\n{reason}",
        actor=actor,
        subject=file.town,
        dossiers=[file.dossier],
        provisions=finding.basis,
    )
