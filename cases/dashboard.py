"""What waits for whom: to-dos, tiles and quick entries of the procurator's work."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from cases import desk as _desk  # noqa: F401 — registers the rest
from cases.models import (
    ApprovalStep,
    Dispatch,
    Extension,
    Hearing,
    Recommendation,
    RectificationItem,
    SupervisionCase,
    Transfer,
)
from cases.permissions import (
    CasePermission,
    DispatchPermission,
    HearingPermission,
    RecommendationPermission,
    TransferPermission,
)
from cases.queries.limits import limit_of, nearest_deadlines
from pengjiang.access import permissions_of
from pengjiang.dashboard.reasons import by_name, by_post, of_unit
from pengjiang.dashboard.registry import QuickEntry, Tile, Todo, quick, tile, todo

RULES = "《人民检察院检察建议工作规定》"


@todo("cases.transfers")
def transfers(user: Any) -> Iterable[Todo]:
    """Receiving, assigning, beginning; for a town: drafts and what came back."""
    allowed = permissions_of(user)
    wanted = Q(pk__in=[])
    if TransferPermission.RECEIVE in allowed:
        wanted |= Q(state="pending")
    if TransferPermission.ASSIGN in allowed:
        wanted |= Q(state="accepted", holder=None)
    if TransferPermission.HANDLE in allowed:
        wanted |= Q(state__in=["accepted", "investigating"], holder=user.pk)
    if TransferPermission.REFER in allowed:
        wanted |= Q(state__in=["draft", "returned"], sender__in=user.organisation_ids)
    for row in Transfer.objects.visible_to(user).filter(wanted).select_related("subject", "sender")[:50]:
        yield _transfer_todo(row, user)


def _transfer_todo(row: Transfer, user: Any) -> Todo:
    what = {
        "draft": ("线索草稿尚未移送", "核对移送", "填报后未移送。"),
        "returned": ("移送的线索被退回，请补正", "补正移送", row.answer),
        "pending": (f"受理线索：{row.title}", "受理", f"{row.sender.short_name if row.sender_id else '本院'}于{row.submitted_on}移送，请审查后受理或者退回。"),
        "investigating": (f"调查核实线索：{row.title}", "办理", "正在先行调查核实，请立案、转办或者存查。"),
    }
    if row.state == "accepted":
        title, action, why = (
            (f"分案：{row.title}", "分案", "线索已受理，尚未确定承办检察官。")
            if row.holder_id is None
            else (f"审查线索：{row.title}", "办理", "已分给您承办，请立案、转办或者存查。")
        )
    else:
        title, action, why = what[row.state]
    return Todo(
        title,
        row.get_absolute_url(),
        action=action,
        number=row.number,
        why=why,
        immediate=row.is_urgent,
        menu_key="transfers",
        because=_transfer_reason(row, user),
    )


def _transfer_reason(row: Transfer, user: Any) -> str:
    if row.state in {"draft", "returned"}:
        return of_unit(user, TransferPermission.REFER, "移送单位")
    if row.state == "pending":
        return by_post(user, TransferPermission.RECEIVE)
    return by_post(user, TransferPermission.ASSIGN) if row.holder_id is None else by_name("本线索的承办检察官", given="由分案确定")


@todo("cases.supervision")
def supervision(user: Any) -> Iterable[Todo]:
    """Cases that wait for their holder, and for the 检察长's decision."""
    allowed = permissions_of(user)
    wanted = Q(pk__in=[])
    if CasePermission.DECIDE in allowed:
        wanted |= Q(state="asking")
    if CasePermission.HANDLE in allowed:
        mine = Q(holder=user.pk) | Q(assistant=user.pk)
        wanted |= mine & Q(state__in=["accepted", "reviewing", "investigating", "concluded"])
    rows = list(SupervisionCase.objects.visible_to(user).filter(wanted).select_related("holder")[:50])
    running = nearest_deadlines(rows)
    for row in rows:
        title, action, why, citation = {
            "asking": (f"决定调查核实：{row.title}", "审批", f"{row.holder.name}呈请决定调查核实。", f"{RULES}第十三条"),
            "accepted": (f"开始审查：{row.title}", "审查", "已立案，尚未开始审查。", ""),
            "reviewing": (f"审查案件：{row.title}", "办理", "审查中，需要调查核实的呈请检察长决定。", f"{RULES}第十三条"),
            "investigating": (f"调查核实：{row.title}", "办理", "检察长已决定调查核实，二个月内完成。", f"{RULES}第十五条"),
            "concluded": (f"提出处理意见：{row.title}", "起草建议", "调查已终结，请起草检察建议或者终结审查。", f"{RULES}第十五条"),
        }[row.state]
        deadline = running.get(row.pk)
        yield Todo(
            title,
            row.get_absolute_url(),
            action=action,
            number=row.number,
            why=why,
            citation=citation,
            menu_key="supervision",
            because=by_post(user, CasePermission.DECIDE) if row.state == "asking" else handler_of(row, user),
            **limit_of(deadline),
        )


def handler_of(case: SupervisionCase, user: Any) -> str:
    """Through the case that was given to the person, as handler or as assistant."""
    return by_name("本案的承办检察官" if case.holder_id == user.pk else "本案的检察官助理", given="由分案或者变更承办人确定")


@todo("cases.approvals")
def approvals(user: Any) -> Iterable[Todo]:
    """Recommendations whose present rung is one's own."""
    if RecommendationPermission.APPROVE not in permissions_of(user):
        return
    first: dict[int, ApprovalStep] = {}
    steps = ApprovalStep.objects.filter(round__closed_at=None, decision="").select_related("round__recommendation", "round__version").order_by("order")
    for step in steps:
        first.setdefault(step.round_id, step)
    for step in first.values():
        if step.role in user.role_codes:
            row = step.round.recommendation
            yield Todo(
                f"审批检察建议书：{row.title}",
                f"{row.get_absolute_url()}decide/",
                action="审批",
                why=f"{step.round.version}，{step.label}。",
                citation=f"{RULES}第十七条",
                menu_key="recommendations",
                because=f"审批到第{step.order}级“{step.label}”；{by_post(user, RecommendationPermission.APPROVE)}",
            )


@todo("cases.recommendations")
def recommendations(user: Any) -> Iterable[Todo]:
    """What the handler, the clerk and the addressee have to do next."""
    allowed = permissions_of(user)
    wanted = Q(pk__in=[])
    if RecommendationPermission.SEAL in allowed:
        wanted |= Q(state="approved")
    if RecommendationPermission.SERVE in allowed:
        wanted |= Q(case__holder=user.pk) & Q(state__in=["draft", "returned", "issued", "objected", "amending", "replied", "assessed"])
    if RecommendationPermission.DECIDE in allowed:
        wanted |= Q(state="rechecked")
    if RecommendationPermission.REPLY in allowed:
        wanted |= Q(addressee__in=user.organisation_ids, state__in=["objection", "rectifying"])
    rows = list(Recommendation.objects.visible_to(user).filter(wanted).select_related("case__holder", "case__assistant")[:50])
    running = nearest_deadlines(rows, limits=("TM20", "TM21"))
    for row in rows:
        title, action, why, citation = _recommendation_words(row)
        limit = limit_of(running.get(row.pk)) if row.state in {"objection", "rectifying"} else {}
        yield Todo(
            title,
            row.get_absolute_url(),
            action=action,
            number=row.number or row.serial,
            why=why,
            citation=citation,
            menu_key="recommendations",
            because=_recommendation_reason(row, user),
            **limit,
        )


def _recommendation_reason(row: Recommendation, user: Any) -> str:
    if row.state in {"objection", "rectifying"}:
        return of_unit(user, RecommendationPermission.REPLY, "被建议单位")
    posts = {"approved": RecommendationPermission.SEAL, "rechecked": RecommendationPermission.DECIDE}
    return by_post(user, posts[row.state]) if row.state in posts else handler_of(row.case, user)


def _recommendation_words(row: Recommendation) -> tuple[str, str, str, str]:
    return {
        "draft": (f"起草检察建议书：{row.title}", "继续起草", "尚未送审。", f"{RULES}第十六条"),
        "returned": (f"修改检察建议书：{row.title}", "修改送审", "审批退回，批注在正文旁。", f"{RULES}第十七条"),
        "approved": (f"编号用印：{row.title}", "用印", "已批准，请录入统一业务应用系统文号。", f"{RULES}第七条"),
        "issued": (f"送达检察建议书：{row.title}", "登记送达", "已签发，尚未送达。", f"{RULES}第十八条"),
        "objected": (f"复核异议：{row.title}", "复核", "被建议单位提出异议，应当立即复核。", f"{RULES}第二十三条"),
        "rechecked": (f"决定异议复核：{row.title}", "决定", "承办检察官已复核，请决定维持、变更或者撤回。", f"{RULES}第二十三条"),
        "amending": (f"变更检察建议：{row.title}", "起草", "检察长决定变更，请起草新的建议书并送达。", f"{RULES}第二十二条"),
        "replied": (f"审查采纳情况：{row.title}", "审查", "被建议单位已书面回复。", f"{RULES}第二十四条"),
        "assessed": (f"跟踪整改、办结：{row.title}", "跟踪", "采纳情况已审查，整改全部销号后办结。", f"{RULES}第二十四条"),
        "objection": (f"书面回复检察建议：{row.title}", "办理", f"{row.served_on}收到，请按期书面回复。", f"{RULES}第十九条"),
        "rectifying": (f"书面回复检察建议：{row.title}", "办理", f"{row.served_on}收到，请按期书面回复。", f"{RULES}第十九条"),
    }[row.state]


@todo("cases.rectifications")
def rectifications(user: Any) -> Iterable[Todo]:
    """Items for the town to do and for the handler to verify."""
    allowed = permissions_of(user)
    wanted = Q(pk__in=[])
    if RecommendationPermission.RECTIFY in allowed:
        wanted |= Q(recommendation__addressee__in=user.organisation_ids, state__in=["waiting", "working"])
    if RecommendationPermission.VERIFY in allowed:
        wanted |= Q(recommendation__case__holder=user.pk, state="submitted")
    rows = list(RectificationItem.objects.visible_to(user).filter(wanted).select_related("recommendation")[:50])
    running = nearest_deadlines(rows, limits=("TM46",))
    for row in rows:
        verify = row.state == "submitted"
        action = "核验" if verify else "提交证明" if row.state == "working" else "填报措施"
        yield Todo(
            f"{'核验整改' if verify else '整改'}：{row.text[:40]}",
            row.get_absolute_url(),
            action=action,
            number=row.recommendation.number,
            why="已提交证明，请核验销号或者退回。" if verify else "请落实措施并逐项上传证明。",
            citation=f"{RULES}第二十四条" if verify else f"{RULES}第十九条",
            menu_key="rectifications",
            because=by_name("该检察建议的承办检察官", given="由您核验整改") if verify else of_unit(user, RecommendationPermission.RECTIFY, "被建议单位"),
            **({} if verify else limit_of(running.get(row.pk))),
        )


@tile("cases.open")
def open_cases(user: Any) -> Iterable[Tile]:
    """How many cases one has in hand."""
    if CasePermission.HANDLE in permissions_of(user):
        rows = SupervisionCase.objects.visible_to(user).open().filter(Q(holder=user.pk) | Q(assistant=user.pk)).values_list("state", flat=True)
        states = list(rows)
        yield Tile("在办案件", len(states), unit="件", note=f"本人承办，中止 {states.count('suspended')} 件", icon="case", href=f"/cases/supervision/?holder={user.pk}")


quick("cases.refer", QuickEntry("移送线索", "cases:draft-transfer", "inbox", permission=TransferPermission.REFER, primary=True))
quick("cases.register", QuickEntry("登记线索", "cases:register-transfer", "inbox", permission=TransferPermission.REGISTER, primary=True))


@todo("cases.extensions")
def extensions(user: Any) -> Iterable[Todo]:
    """Extensions that wait for the leader in charge."""
    if RecommendationPermission.EXTEND not in permissions_of(user):
        return
    for row in Extension.objects.visible_to(user).filter(state="asked").select_related("recommendation", "item")[:50]:
        yield Todo(
            f"审批延期：{row.recommendation.addressee_name}{row}",
            row.get_absolute_url(),
            action="审批",
            number=row.recommendation.number,
            why=row.reason,
            citation=f"{RULES}第十九条",
            menu_key="recommendations",
            because=by_post(user, RecommendationPermission.EXTEND),
        )


@todo("cases.dispatches")
def letters(user: Any) -> Iterable[Todo]:
    """Letters to be approved, sent or answered."""
    allowed = permissions_of(user)
    wanted = Q(pk__in=[])
    if DispatchPermission.APPROVE in allowed:
        wanted |= Q(state="asking")
    if DispatchPermission.DRAFT in allowed:
        wanted |= Q(state="draft", case__holder=user.pk)
    if DispatchPermission.REPLY in allowed:
        wanted |= Q(state__in=["sent", "received"], organisation__in=user.organisation_ids, kind="opinion")
    rows = list(Dispatch.objects.visible_to(user).filter(wanted).select_related("case")[:50])
    running = nearest_deadlines(rows, limits=("TM47",))
    for row in rows:
        title, action, why = {
            "asking": ("审批函稿", "审批", "承办检察官呈请批准发出。"),
            "draft": ("发出函稿", "办理", row.opinion or "函稿尚未发出。"),
        }.get(row.state, ("回复检察意见", "回复", f"{row.sent_on}发出，请按期书面回复处理结果。"))
        yield Todo(
            f"{title}：{row.type.label}（{row.addressee_name}）",
            row.get_absolute_url(),
            action=action,
            number=row.number,
            why=why,
            menu_key="dispatches",
            because={
                "asking": by_post(user, DispatchPermission.APPROVE),
                "draft": by_name("本案的承办检察官", given="函稿由您发出"),
            }.get(row.state, of_unit(user, DispatchPermission.REPLY, "受文单位")),
            **limit_of(running.get(row.pk)),
        )


@todo("cases.hearings")
def hearings(user: Any) -> Iterable[Todo]:
    """Hearings to be decided, arranged, recorded, weighed."""
    allowed = permissions_of(user)
    wanted = Q(pk__in=[])
    if HearingPermission.DECIDE in allowed:
        wanted |= Q(state="asked")
    if HearingPermission.MANAGE in allowed:
        wanted |= Q(state__in=["decided", "notified", "held"], case__holder=user.pk)
    rows = list(Hearing.objects.visible_to(user).filter(wanted).select_related("case")[:50])
    running = nearest_deadlines(rows, limits=("TM25",))
    for row in rows:
        title, action, why = {
            "asked": ("决定公开听证", "决定", row.reason),
            "decided": ("筹备公开听证", "安排", "须在听证三日前告知参加人。"),
            "notified": ("召开公开听证", "登记笔录", "已告知参加人，召开后登记笔录。"),
            "held": ("处理听证意见", "处理", "听证员意见是处理案件的重要参考。"),
        }[row.state]
        limit = limit_of(running.get(row.pk)) if row.state == "decided" else {}
        because = by_post(user, HearingPermission.DECIDE) if row.state == "asked" else by_name("本案的承办检察官", given="听证由您组织")
        yield Todo(f"{title}：{row.case.title}", row.get_absolute_url(), action=action, number=row.case.number, why=why, menu_key="supervision", because=because, **limit)
