"""体检报告 as papers: one for a run, one for a batch. Asked again, the paper that stands is given."""

from __future__ import annotations

from typing import Any

from django.db import models, transaction

from pengjiang.access import can
from pengjiang.checkups.models import CheckJob, CheckRun
from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.enums import Standing
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import issue


@transaction.atomic
def order_report(run: CheckRun, *, actor: Any) -> IssuedDocument:
    """The report of one run. Raises ``NotAllowed``."""
    return _issue("checkup_report", run, actor)


@transaction.atomic
def order_job_report(job: CheckJob, *, actor: Any) -> IssuedDocument:
    """The report of a batch that is done. Raises ``NotAllowed`` and ``DomainError``."""
    if not job.is_done:
        raise DomainError("批量体检尚未完成，完成后再制作报告。")
    return _issue("checkup_batch_report", job, actor)


def _issue(code: str, obj: models.Model, actor: Any) -> IssuedDocument:
    decision = can(actor, CheckupPermission.RUN)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    type(obj)._default_manager.visible_to(actor).locked().get(pk=obj.pk)
    standing = IssuedDocument.objects.of(obj).filter(type_code=code, standing=Standing.ISSUED, organisation=actor.organisation).first()
    return standing or issue(code, obj, actor=actor)
