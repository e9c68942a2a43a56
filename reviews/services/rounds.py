"""评查方案: plan, team, approval by both bodies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.documents.services import approval_chain, issue
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire
from reviews.enums import ConflictGround, RubricStatus
from reviews.models import DeclaredConflict, Panelist, PlanStep, Round, RubricVersion
from reviews.permissions import ReviewPermission
from reviews.queries.plans import current_step
from reviews.services.common import require, require_text
from reviews.services.rubrics import ensure_packaged

DISCIPLINE = "评查人员应当客观公正、独立评分，不得打听、议论他人评分；严格回避；不得泄露案卷内容和当事人信息。"


def _check_plan(values: dict[str, Any]) -> None:
    if values["period_to"] < values["period_from"]:
        raise DomainError("结案期间的止日不能早于起日。", field="period_to")
    if not values["submit_by"] <= values["score_by"] <= values["publish_by"]:
        raise DomainError("时间安排应依次为报送、初评、通报。", field="score_by")
    if values["size"] < 1:
        raise DomainError("抽取数量至少为1件。", field="size")


@transaction.atomic
def plan_round(*, actor: User, rubrics: Iterable[RubricVersion] = (), **values: Any) -> Round:
    """A draft of a plan; without a choice the standards in use."""
    require(actor, ReviewPermission.PLAN)
    _check_plan(values)
    values["discipline"] = values.get("discipline") or DISCIPLINE
    row = Round.objects.create(made_by=actor, **values)
    ensure_packaged()
    row.rubrics.set(list(rubrics) or RubricVersion.objects.filter(status=RubricStatus.ACTIVE))
    emit("reviews.round.planned", actor=actor, target=row, data={"title": row.title})
    return row


@transaction.atomic
def edit_plan(row: Round, *, actor: User, rubrics: Iterable[RubricVersion] = (), **values: Any) -> Round:
    """While it is a draft."""
    _check_plan(values)
    row = fire(row, "edit", actor=actor, values=values)
    chosen = list(rubrics)
    if chosen:
        kinds = [rubric.kind for rubric in chosen]
        if len(kinds) != len(set(kinds)):
            raise DomainError("同一类案卷只能选定一个版本的评查标准。", field="rubrics")
        row.rubrics.set(chosen)
    return row


@transaction.atomic
def set_team(row: Round, *, actor: User, leader: User, people: Iterable[User]) -> Round:
    """Leader and reviewers of both bodies; the leader does not review, so that rulings stay above the marks."""
    people = list(people)
    if leader in people:
        raise DomainError("评查组长裁定分歧，不能同时担任评查员。", field="people")
    kinds = {person.organisation.kind for person in people if person.organisation}
    if not {OrganisationKind.PROCURATORATE, OrganisationKind.BUREAU} <= kinds:
        raise DomainError("评查组须有检察院和司法局的评查员。", field="people")
    row = fire(row, "team", actor=actor, values={"leader": leader}, data={"count": len(people) + 1})
    row.panel.exclude(person__in=people).delete()
    there = set(row.panel.values_list("person_id", flat=True))
    Panelist.objects.bulk_create(Panelist(round=row, person=person, body=person.organisation) for person in people if person.pk not in there)
    return row


@transaction.atomic
def declare_conflict(row: Round, *, actor: User, person: User, town: Organisation, ground: str, note: str = "") -> DeclaredConflict:
    """A reviewer keeps away from a town; said by themselves or by who organises."""
    if person.pk != actor.pk:
        require(actor, ReviewPermission.MANAGE, row)
    if not row.panel.filter(person=person).exists():
        raise DomainError(f"{person.name}不在本批次评查组中。", field="person")
    made, is_new = DeclaredConflict.objects.get_or_create(round=row, person=person, town=town, defaults={"ground": ground, "note": note})
    if not is_new:
        raise DomainError(f"{person.name}对{town.short_name}已登记回避。", field="town")
    data = {"person": person.name, "town": town.short_name, "ground": ConflictGround(ground).label}
    emit("reviews.round.conflict", actor=actor, target=made, data=data)
    return made


@transaction.atomic
def send_for_approval(row: Round, *, actor: User) -> Round:
    """Along the chain that the plan's document type is set to: each body has its rung."""
    rungs = approval_chain("review_plan", organisation=actor.organisation)
    if not rungs:
        raise DomainError("评查方案的审批环节尚未设置，请联系系统管理员。")
    row = fire(row, "send_for_approval", actor=actor, data={"chain": " → ".join(rung["label"] for rung in rungs)})
    turn = (row.steps.aggregate(last=Max("turn"))["last"] or 0) + 1
    PlanStep.objects.bulk_create(
        PlanStep(round=row, turn=turn, order=order, role=rung["role"], label=rung["label"]) for order, rung in enumerate(rungs, start=1)
    )
    return row


@transaction.atomic
def decide_plan(row: Round, *, actor: User, approve: bool, opinion: str = "") -> Round:
    """Agree on one's rung, or send the plan back; the last agreement approves and makes the paper."""
    row = claim(row, "approve_step" if approve else "return", actor=actor)
    step = current_step(row)
    if step is None or not actor.has_role(step.role):
        raise DomainError(f"现由{step.label if step else '拟制人'}办理。")
    if not approve:
        require_text(opinion, "请写明退回的理由。", field="opinion")
    step.decision, step.opinion = ("approved" if approve else "returned"), opinion
    step.decided_by, step.decided_on = actor, clock.today()
    step.save()
    data = {"label": step.label, "opinion": opinion or "同意。"}
    row = fire(row, "approve_step" if approve else "return", actor=actor, data=data)
    if approve and current_step(row) is None:
        row = fire(row, "approve", actor=actor, values={"approved_on": clock.today()})
        issue("review_plan", row, actor=actor)
    return row
