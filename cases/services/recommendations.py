"""检察建议: text, approval, number, service, reply, assessment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from cases.enums import Adoption, ServiceMethod
from cases.models import (
    Advice,
    ApprovalRound,
    ApprovalStep,
    Delivery,
    Recommendation,
    RecommendationVersion,
    RectificationItem,
    Remark,
    Reply,
    SupervisionCase,
)
from cases.queries.approvals import chain_of, current_step
from cases.services.texts import require_text
from cases.services.uploads import keep_files
from cases.services.ways import drop_items, supersede
from cases.workflow.recommendation import TEXT_PARTS
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError
from pengjiang.deadlines import services as deadlines
from pengjiang.documents.enums import NumberSource, Standing
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import discard_draft, draft, issue, issue_draft, number_source, take_number
from pengjiang.workflow.services import claim, fire, lock

# Key of the copy that is made at approval and waits for the unified system's number.
APPROVED_COPY = "approved"


@transaction.atomic
def draft_recommendation(
    case: SupervisionCase, *, actor: User, kind: str, title: str, addressee: Organisation | None = None, addressee_name: str = "", **values: Any
) -> Recommendation:
    """Begin a recommendation on a concluded case; its parts are prefilled from the case's findings and report."""
    if addressee is None and not addressee_name:
        raise DomainError("请填写被建议单位。", field="addressee")
    case = fire(case, "recommend", actor=actor, data={"title": title})
    recommendation = Recommendation.objects.create(
        case=case,
        kind=kind,
        title=title,
        addressee=addressee,
        addressee_name=addressee_name or addressee.name,
        drafted_by=actor,
        **{**prefill(case), **values},
    )
    return recommendation


def prefill(case: SupervisionCase) -> dict[str, str]:
    """First words for each part, from the gate, the report and the findings."""
    screening = getattr(case.transfer, "screening", None) if case.transfer_id else None
    origin = f"本院在办理{case.title}（{case.number}）中，{screening.duty_note}" if screening else f"本院在办理{case.title}（{case.number}）中发现。"
    if case.origin and screening is None:
        origin = f"本院在办理{case.title}（{case.number}）中，{case.origin}"
    findings = list(case.findings.select_related("dossier"))
    facts = [
        f"{finding.order}. {f'{finding.place}：' if finding.place else ''}{finding.fact}" for finding in findings
    ]
    problems = [f"{finding.order}. {finding.problem}" for finding in findings]
    return {
        "origin_text": origin,
        "facts_text": "\n".join(facts) or (case.report or {}).get("facts", ""),
        "unlawful_text": "\n".join(problems) or (case.report or {}).get("analysis", ""),
    }


@transaction.atomic
def edit_recommendation(recommendation: Recommendation, *, actor: User, advices: list[dict[str, Any]] | None = None, **values: Any) -> Recommendation:
    """Save the text. Raises ``DomainError`` for a reply limit beyond what the rules allow."""
    if (values.get("reply_months") is None) == (values.get("reply_days") is None) and {"reply_months", "reply_days"} & set(values):
        raise DomainError("回复期限请填写月数或者日数中的一项。", field="reply_months")
    recommendation = fire(recommendation, "edit", actor=actor, values=values)
    if advices is not None:
        _set_advices(recommendation, advices)
    return recommendation


def _set_advices(recommendation: Recommendation, advices: list[dict[str, Any]]) -> None:
    recommendation.advices.all().delete()
    Advice.objects.bulk_create(
        Advice(recommendation=recommendation, order=order, text=row["text"], basis=row["basis"], rectify_days=row["rectify_days"])
        for order, row in enumerate(advices, start=1)
    )


def snapshot(recommendation: Recommendation) -> dict[str, Any]:
    """The text as one value: what a version keeps and two versions are compared by."""
    return {
        "title": recommendation.title,
        "kind": recommendation.get_kind_display(),
        "addressee": recommendation.addressee_name,
        **{field: getattr(recommendation, field) for field, _ in TEXT_PARTS},
        "advices": [f"{row.order}. {row.text}（依据：{row.basis}；整改期限{row.rectify_days}日）" for row in recommendation.advices.all()],
        "objection": f"{recommendation.objection_days}日",
        "reply": f"{recommendation.reply_months}个月" if recommendation.reply_months else f"{recommendation.reply_days}日",
        "copies_to": "、".join(recommendation.copies_to),
    }


@transaction.atomic
def send_for_approval(recommendation: Recommendation, *, actor: User) -> Recommendation:
    """Freeze a version and open a round along the chain that the document type's setting gives."""
    rungs = chain_of(recommendation)
    if not rungs:
        raise DomainError("检察建议书的审批环节尚未设置，请联系系统管理员。")
    number = recommendation.versions.count() + 1
    recommendation = fire(
        recommendation,
        "send_for_approval",
        actor=actor,
        data={"version": number, "chain": " → ".join(rung["label"] for rung in rungs)},
    )
    version = RecommendationVersion.objects.create(
        recommendation=recommendation, number=number, content=snapshot(recommendation), made_by=actor, made_at=clock.now()
    )
    opened = ApprovalRound.objects.create(recommendation=recommendation, version=version)
    ApprovalStep.objects.bulk_create(
        ApprovalStep(round=opened, order=order, role=rung["role"], label=rung["label"]) for order, rung in enumerate(rungs, start=1)
    )
    return recommendation


@transaction.atomic
def decide_step(
    recommendation: Recommendation, *, actor: User, approve: bool, opinion: str, remarks: dict[str, str] | None = None, step: int | None = None
) -> Recommendation:
    """Agree on one's rung, or return with remarks on parts of the text; the last agreement approves and takes our serial.

    ``step`` is the rung the person saw: raises ``Conflict`` when it has been decided meanwhile.
    """
    # The row lock comes first, so that two deciders cannot both find the same rung undecided.
    recommendation = lock(recommendation, actor)
    current = current_step(recommendation)
    if step is not None and (current is None or current.pk != step):
        raise Conflict("该环节已由他人办理，请刷新后查看。")
    if not approve:
        require_text(opinion, "退回修改须写明意见。", field="opinion")
    last = current is not None and not current.round.steps.filter(decision="", order__gt=current.order).exists()
    label = current.label if current else ""
    data = {"label": label, "opinion": opinion or "无修改意见"}
    if not approve:
        recommendation = fire(recommendation, "return", actor=actor, data=data)
    elif last:
        claim(recommendation, "approve", actor=actor)
        serial = take_number("recommendation_serial", actor=actor)
        recommendation = fire(
            recommendation,
            "approve",
            actor=actor,
            values={"serial": serial, "approved_on": clock.today(), "approved_by": actor},
            data={**data, "serial": serial},
        )
    else:
        recommendation = fire(recommendation, "approve_step", actor=actor, data=data)

    current.decision = ApprovalStep.Decision.APPROVED if approve else ApprovalStep.Decision.RETURNED
    current.opinion, current.decided_by, current.decided_as, current.decided_at = opinion, actor, actor.signature, clock.now()
    current.save()
    Remark.objects.bulk_create(Remark(step=current, part=part, text=text) for part, text in (remarks or {}).items() if text.strip())
    if last or not approve:
        current.round.closed_at = clock.now()
        current.round.save(update_fields=["closed_at"])
    if last and approve:
        issue("approval_sheet", recommendation, actor=actor)
        recommendation = _make_paper(recommendation, actor=actor)
    return recommendation


def _make_paper(recommendation: Recommendation, *, actor: User) -> Recommendation:
    """The approved text goes to the printer at once: issued where our own number is printed, else as the copy that waits for 用印."""
    if number_source("recommendation", organisation=recommendation.holder.organisation) == NumberSource.OWN:
        return _issue(recommendation, number=take_number("recommendation", actor=actor), actor=None)
    draft("recommendation", recommendation, actor=actor, key=APPROVED_COPY)
    return recommendation


@transaction.atomic
def recall_recommendation(recommendation: Recommendation, *, actor: User) -> Recommendation:
    """Take it back from approval."""
    recommendation = fire(recommendation, "recall", actor=actor)
    ApprovalRound.objects.filter(recommendation=recommendation, closed_at=None).update(closed_at=clock.now())
    return recommendation


@transaction.atomic
def seal_recommendation(recommendation: Recommendation, *, actor: User, number: str) -> Recommendation:
    """Enter the unified system's 文号 at 用印; the paper is made."""
    number = number.strip()
    require_text(number, "请填写统一业务应用系统编发的文号。", field="number")
    if Recommendation.objects.filter(number=number).exclude(pk=recommendation.pk).exists():
        raise DomainError(f"文号{number}已用于另一份检察建议，请核对。", field="number")
    return _issue(recommendation, number=number, actor=actor)


def _issue(recommendation: Recommendation, *, number: str, actor: User | None) -> Recommendation:
    """Number it and have the paper made; without ``actor`` the system itself issues what was just approved."""
    recommendation = fire(
        recommendation,
        "seal" if actor else "issue",
        actor=actor,
        values={"number": number, "issued_on": clock.today()},
        data={"number": number},
    )
    signatory = actor or recommendation.approved_by
    deadlines.meet(recommendation.case, "TM23", on=clock.today(), actor=actor)
    waiting = IssuedDocument.objects.of(recommendation).filter(type_code="recommendation", key=APPROVED_COPY, standing=Standing.DRAFT).first()
    if recommendation.replaces_id:
        if waiting is not None:
            discard_draft(waiting, actor=signatory, reason="以取代原文书的方式制发")
        earlier = IssuedDocument.objects.of(recommendation.replaces).filter(type_code="recommendation", standing=Standing.ISSUED).first()
        issue("recommendation", recommendation, actor=signatory, number=number, supersedes=earlier)
    elif waiting is not None:
        issue_draft(waiting, actor=signatory, number=number)
    else:
        issue("recommendation", recommendation, actor=signatory, number=number)
    return recommendation


@transaction.atomic
def file_up(recommendation: Recommendation, *, actor: User, note: str) -> Recommendation:
    """Note that it was reported to the upper procuratorate (第二十一条)."""
    require_text(note, "请写明报送的机关、部门和文号。", field="note")
    recommendation = fire(recommendation, "file_up", actor=actor, data={"note": note})
    issue("filing_report", recommendation, actor=actor, context={"note": note})
    return recommendation


@transaction.atomic
def serve_recommendation(
    recommendation: Recommendation, *, actor: User, method: str, place: str, receiver: str, servers: str, served_on: date, **values: Any
) -> Delivery:
    """Record the receipt: objection and reply run from the day of receipt, each item from the same day."""
    require_text(receiver, "请填写收件人。", field="receiver")
    require_text(servers, "请填写送达人。", field="servers")
    if served_on > clock.today():
        raise DomainError("收到日期不能晚于今天。", field="served_on")
    if recommendation.issued_on and served_on < recommendation.issued_on:
        raise DomainError(f"收到日期不能早于签发日期（{recommendation.issued_on:%Y-%m-%d}）。", field="served_on")
    if method == ServiceMethod.ANNOUNCED and not values.get("consent"):
        raise DomainError("宣告送达须经被建议单位同意（规定第十八条）；未同意的请改为书面送达。", field="consent")
    if method == ServiceMethod.LEFT and not values.get("witness", "").strip():
        raise DomainError("拒绝签收、留置送达的，请填写见证人。", field="witness")
    recommendation = fire(
        recommendation,
        "serve",
        actor=actor,
        values={"served_on": served_on},
        data={"method": ServiceMethod(method).label, "receiver": receiver, "served_on": served_on},
        on=served_on,
    )
    delivery = Delivery.objects.create(
        recommendation=recommendation,
        method=method,
        place=place,
        receiver=receiver,
        servers=servers,
        served_on=served_on,
        made_by=actor,
        **values,
    )
    for advice in recommendation.advices.all():
        item = RectificationItem.objects.create(
            recommendation=recommendation, advice=advice, order=advice.order, text=advice.text, due_days=advice.rectify_days
        )
        running = deadlines.start_bound("cases.rectificationitem", item, "TM46", on=served_on)
        item.due_on = running.due_on
        item.save(update_fields=["due_on"])
    issue("service_receipt", delivery, actor=actor)
    if recommendation.replaces_id:
        supersede(recommendation)
    return delivery


@transaction.atomic
def begin_rectifying(recommendation: Recommendation, *, actor: User) -> Recommendation:
    """The addressee accepts it before the objection period is over."""
    return fire(recommendation, "begin_rectifying", actor=actor)


@transaction.atomic
def end_objection_period(recommendation: Recommendation) -> Recommendation:
    """The system's own act on the day after the last day for objection."""
    return fire(recommendation, "objection_ends", actor=None)


@transaction.atomic
def reply_recommendation(
    recommendation: Recommendation, *, actor: User, measures: str, results: str, remaining: str = "", contact: str = "", number: str = "", files: Iterable[Any] = ()
) -> Reply:
    """The addressee's written reply; a second one after 退回补充回复 replaces the first, whose paper is superseded."""
    require_text(measures, "请写明采取的措施。", field="measures")
    require_text(results, "请写明整改结果。", field="results")
    recommendation = fire(recommendation, "reply", actor=actor, values={"replied_on": clock.today()})
    reply, _ = Reply.objects.update_or_create(
        recommendation=recommendation,
        defaults={
            "measures": measures,
            "results": results,
            "remaining": remaining,
            "contact": contact,
            "number": number,
            "replied_by": actor,
            "replied_on": clock.today(),
        },
    )
    keep_files(files, actor=actor, target=reply)
    earlier = IssuedDocument.objects.of(reply).filter(type_code="reply_letter", standing=Standing.ISSUED).first()
    issue("reply_letter", reply, actor=actor, number=number or None, supersedes=earlier)
    return reply


@transaction.atomic
def ask_more(recommendation: Recommendation, *, actor: User, note: str) -> Recommendation:
    """The reply does not do: back, with what is missing."""
    require_text(note, "请写明回复缺少什么。", field="note")
    return fire(recommendation, "ask_more", actor=actor, values={"replied_on": None}, data={"note": note})


@transaction.atomic
def assess_recommendation(recommendation: Recommendation, *, actor: User, adoption: str, adoption_reason: str = "") -> Recommendation:
    """采纳情况, with reasons unless adopted in full."""
    if adoption != Adoption.FULL and not adoption_reason.strip():
        raise DomainError("部分采纳、未采纳的须写明理由与情况。", field="adoption_reason")
    return fire(
        recommendation,
        "assess",
        actor=actor,
        values={"adoption": adoption, "adoption_reason": adoption_reason, "assessed_on": clock.today()},
        data={"adoption": Adoption(adoption).label},
    )


@transaction.atomic
def close_recommendation(recommendation: Recommendation, *, actor: User) -> Recommendation:
    """办结, once every item is ticked off."""
    recommendation = fire(recommendation, "close", actor=actor, values={"closed_on": clock.today()})
    drop_items(recommendation, reason="已转报告、通报或者跟进监督")
    return recommendation


@transaction.atomic
def archive_recommendation(recommendation: Recommendation, *, actor: User) -> Recommendation:
    """归档."""
    return fire(recommendation, "archive", actor=actor)

