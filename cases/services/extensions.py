"""延期: asked for the reply or an item, decided by the leader in charge; the limit is counted again."""

from __future__ import annotations

from django.db import transaction

from cases.models import Extension, Recommendation, RectificationItem
from cases.services.texts import require_text
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines import services as deadlines
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.services import issue
from pengjiang.workflow.services import claim, fire

MOST_MONTHS, MOST_DAYS = 6, 180


def _running(recommendation: Recommendation, item: RectificationItem | None) -> Deadline | None:
    target, codes = (item, ("TM46",)) if item is not None else (recommendation, ("TM20", "TM21"))
    return Deadline.objects.open().filter(target=str(ObjectRef.of(target)), limit__in=codes).first()


@transaction.atomic
def ask_extension(
    recommendation: Recommendation, *, actor: User, by: int, reason: str, item: RectificationItem | None = None, recorded: bool = False
) -> Extension:
    """Months for a reply limit in months, else days. ``recorded``: by the office, for a body outside the system."""
    require_text(reason, "请写明需要延期的理由和进度安排。", field="reason")
    if item is not None and item.recommendation_id != recommendation.pk:
        raise DomainError("该整改事项不属于这份检察建议，请重新选择。", field="item")
    name = "record_extension" if recorded else "ask_extension"
    recommendation = claim(recommendation, name, actor=actor)
    if recommendation.extensions.filter(state="asked").exists():
        raise DomainError("已有一项延期申请待审批，审批后方可再次申请。")
    if _running(recommendation, item) is None:
        raise DomainError("该期限已经办结，不需要延期。", field="item")
    extension = Extension(recommendation=recommendation, item=item, by=by, reason=reason, asked_by=actor, asked_on=clock.today())
    most = MOST_MONTHS if extension.unit == "个月" else MOST_DAYS
    if not 0 < by <= most:
        raise DomainError(f"延长应在1至{most}{extension.unit}之间，请修改。", field="by")
    fire(recommendation, name, actor=actor, data={"about": extension.about, "by": f"{by}{extension.unit}", "reason": reason})
    extension.save()
    return extension


def record_extension(recommendation: Recommendation, *, actor: User, by: int, reason: str, item: RectificationItem | None = None) -> Extension:
    """代录延期申请."""
    return ask_extension(recommendation, actor=actor, by=by, reason=reason, item=item, recorded=True)


@transaction.atomic
def grant_extension(extension: Extension, *, actor: User, note: str = "") -> Extension:
    """The limit is lengthened; the unit is told by letter."""
    extension = claim(extension, "grant", actor=actor)
    running = _running(extension.recommendation, extension.item)
    if running is None:
        raise DomainError("该期限已经办结，不能再延长；请作不同意处理。")
    lengthened = deadlines.extend(running, by=extension.by, reason=extension.reason, actor=actor)
    if extension.item is not None:
        extension.item.due_on = lengthened.due_on
        extension.item.save(update_fields=["due_on"])
    values = {"note": note, "decided_by": actor, "decided_as": actor.signature, "decided_on": clock.today(), "due_on": lengthened.due_on}
    data = {"about": extension.about, "by": f"{extension.by}{extension.unit}", "due_on": lengthened.due_on}
    extension = fire(extension, "grant", actor=actor, values=values, data=data, related=[extension.recommendation])
    issue("extension_answer", extension, actor=actor)
    return extension


@transaction.atomic
def refuse_extension(extension: Extension, *, actor: User, note: str) -> Extension:
    """With the reason; the limit runs as before."""
    require_text(note, "请写明不同意的理由。", field="note")
    values = {"note": note, "decided_by": actor, "decided_as": actor.signature, "decided_on": clock.today()}
    extension = fire(extension, "refuse", actor=actor, values=values, data={"about": extension.about, "note": note}, related=[extension.recommendation])
    issue("extension_answer", extension, actor=actor)
    return extension
