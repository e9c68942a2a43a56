"""并案, 串案, 拆分 of cases."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from cases.models import SupervisionCase
from cases.services.own_cases import start_acceptance_limits
from cases.services.texts import require_text
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.deadlines import services as deadlines
from pengjiang.documents.services import issue, take_number
from pengjiang.dossiers.models import Dossier
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire


@transaction.atomic
def merge_case(case: SupervisionCase, *, actor: User, other: SupervisionCase, note: str) -> SupervisionCase:
    """并案: what the case is about goes into the other, which alone goes on; the first stays to be read."""
    require_text(note, "请写明并案的理由。", field="note")
    if other.pk == case.pk:
        raise DomainError("不能并入本案自身，请另选案件。", field="other")
    case = claim(case, "merge", actor=actor)
    if other.holder_id != case.holder_id:
        raise DomainError("并案的两案应由同一承办人办理，请先变更承办人。", field="other")
    other = fire(other, "take_in", actor=None, data={"other": case.number}, related=[case])
    other.dossiers.add(*case.dossiers.all())
    other.joined.add(*case.joined.all(), *([case.transfer] if case.transfer_id else []))
    for code in ("TM24", "TM49"):
        deadlines.withdraw(case, code, reason=f"并入{other.number}", actor=actor)
    return fire(
        case, "merge", actor=actor, values={"merged_into": other, "result_note": note}, data={"other": other.number, "note": note}, related=[other]
    )


@transaction.atomic
def relate_case(case: SupervisionCase, *, actor: User, other: SupervisionCase, note: str) -> SupervisionCase:
    """串案: both go on, each knows of the other."""
    require_text(note, "请写明两案的关联。", field="note")
    if other.pk == case.pk:
        raise DomainError("请选择另一件案件。", field="other")
    if case.related.filter(pk=other.pk).exists():
        raise DomainError("两案已登记为串案。", field="other")
    case = fire(case, "relate", actor=actor, data={"other": other.number, "note": note}, related=[other])
    case.related.add(other)
    return case


@transaction.atomic
def split_case(case: SupervisionCase, *, actor: User, dossiers: Sequence[Dossier], title: str, note: str) -> SupervisionCase:
    """拆分: some of the files become a case of their own. Its review counts from the day on which the first case was accepted."""
    require_text(title, "请填写拆出案件的名称。", field="title")
    require_text(note, "请写明拆分的理由。", field="note")
    case = claim(case, "split", actor=actor)
    chosen = {row.pk for row in dossiers}
    if not chosen:
        raise DomainError("请至少选择一件拆出的案卷。", field="dossiers")
    if chosen >= set(case.dossiers.values_list("pk", flat=True)):
        raise DomainError("原案至少保留一件案卷。", field="dossiers")
    number = take_number("case", actor=actor, variant=case.case_type)
    part = SupervisionCase.objects.create(
        number=number,
        case_type=case.case_type,
        channel=case.channel,
        title=title,
        origin=f"自{case.number}拆分：{note}",
        subject=case.subject,
        subject_name=case.subject_name,
        holder=case.holder,
        assistant=case.assistant,
        split_from=case,
        docketed_on=case.docketed_on,
    )
    case = fire(case, "split", actor=actor, data={"other": number, "note": note}, related=[part])
    part.dossiers.set(dossiers)
    case.dossiers.remove(*dossiers)
    for place, finding in enumerate(case.findings.filter(dossier__in=chosen).order_by("order"), start=1):
        finding.case, finding.order = part, place
        finding.save(update_fields=["case", "order"])
    for place, finding in enumerate(case.findings.order_by("order"), start=1):
        if finding.order != place:
            finding.order = place
            finding.save(update_fields=["order"])
    emit("cases.supervisioncase.split_off", actor=actor, target=part, related=[case], data={"number": number, "from": case.number}, on=clock.today())
    start_acceptance_limits(part)
    issue("docket_form", part, actor=actor)
    return part
