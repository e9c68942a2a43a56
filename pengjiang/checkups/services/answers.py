"""What the town says to a finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from pengjiang.access import can
from pengjiang.checkups.enums import Answer
from pengjiang.checkups.models import Checkup, Finding, FindingAnswer
from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.checkups.services.runs import count_pending
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.events.services import emit
from pengjiang.files.enums import FileKind
from pengjiang.files.services import store_upload

LEAST_REASON = 5


@transaction.atomic
def answer_finding(finding: Finding, *, actor: Any, answer: str, reason: str = "", files: Iterable[Any] = ()) -> FindingAnswer:
    """已补正 with proof, 有异议 with a reason, or 待处理 again. Raises ``NotAllowed`` and ``DomainError``."""
    finding = Finding.objects.visible_to(actor).locked().select_related("dossier").get(pk=finding.pk)
    decision = can(actor, CheckupPermission.ANSWER, finding)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    if not finding.is_open:
        raise NotAllowed("该问题在最近一次体检中已消除，不需要答复。")
    files, reason = list(files), reason.strip()
    if answer == Answer.CORRECTED and not files and not _has_proof(finding):
        raise DomainError("答复“已补正”请上传证明，例如更正函、送达回证。", field="files")
    if answer == Answer.DISPUTED and len(reason) < LEAST_REASON:
        raise DomainError(f"答复“有异议”请写明理由，不少于{LEAST_REASON}个字。", field="reason")
    run = Checkup.objects.get(dossier=finding.dossier).run
    given = FindingAnswer.objects.create(finding=finding, run=run, answer=answer, reason=reason, actor=actor)
    for file in files:
        _keep(file, given, actor)
    finding.answer = answer
    finding.save(update_fields=["answer"])
    count_pending(finding.dossier)
    data = {"rule": finding.rule, "title": finding.title, "answer": Answer(answer).label + (f"，{reason}" if reason else "")}
    emit("checkups.answered", actor=actor, target=finding.dossier, related=[given], data=data)
    return given


def _keep(file: Any, given: FindingAnswer, actor: Any) -> None:
    try:
        store_upload(file, actor=actor, target=given, kind=FileKind.PROOF)
    except DomainError as error:
        raise type(error)(error.message, field="files") from error


def _has_proof(finding: Finding) -> bool:
    """Proof given before still counts while the finding stands as corrected."""
    return finding.answer == Answer.CORRECTED
