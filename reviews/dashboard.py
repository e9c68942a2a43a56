"""What waits for whom, why and until when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from cases.queries.limits import nearest_deadlines
from pengjiang.access import permissions_of
from pengjiang.dashboard.reasons import by_name, by_post, of_unit
from pengjiang.dashboard.registry import Todo, todo
from reviews.models import Assignment, Finding, ObjectionItem, Round, SampledFile, TownPart
from reviews.permissions import ReviewPermission as P
from reviews.queries.plans import current_step

MOST = 50
HOUSE = "《内部工作期限表》"


def _limit(deadline: Any) -> dict[str, Any]:
    if deadline is None or deadline.met_on is not None:
        return {}
    return {"due": deadline.due_on, "light": str(deadline.light()), "deadline": deadline.pk, "provisional": deadline.provisional}


@todo("reviews.rounds")
def rounds(user: Any) -> Iterable[Todo]:
    """Plans to approve, rounds to move on."""
    allowed = permissions_of(user)
    if P.APPROVE in allowed:
        for row in Round.objects.filter(state="approving").defer("frame")[:MOST]:
            step = current_step(row)
            if step is not None and user.has_role(step.role):
                yield Todo(
                    f"审批评查方案：{row.title}",
                    reverse("reviews:round-decide", args=[row.pk]),
                    action="审批",
                    why=step.label,
                    menu_key="rounds",
                    because=f"审批到“{step.label}”；{by_post(user, P.APPROVE)}",
                )
    if P.MANAGE in allowed:
        words = {"approved": ("抽取案卷", "方案已批准。", None), "drawn": ("通知报送", "案卷已抽取。", "submit_by")}
        for row in Round.objects.filter(state__in=words).defer("frame")[:MOST]:
            action, why, day = words[row.state]
            yield Todo(
                f"{action}：{row.title}",
                row.get_absolute_url(),
                action=action,
                why=why,
                due=getattr(row, day) if day else None,
                day_from="末日为评查方案规定的报送截止日。",
                menu_key="rounds",
                because=by_post(user, P.MANAGE),
            )


@todo("reviews.tasks")
def tasks(user: Any) -> Iterable[Todo]:
    """One line for all files still to be marked in a round; talks and re-checks one by one."""
    if P.SCORE not in permissions_of(user):
        return
    found: dict[int, list[Assignment]] = {}
    for row in Assignment.objects.filter(reviewer=user.pk, state="open").select_related("file__round").defer("file__round__frame")[:500]:
        found.setdefault(row.file.round_id, []).append(row)
    for rows in found.values():
        one = rows[0].file.round
        yield Todo(
            f"评查案卷{len(rows)}件：{one.title}",
            rows[0].get_absolute_url(),
            action="评分",
            why="已分配给您，独立评分。",
            due=one.score_by,
            day_from="末日为评查方案规定的评分截止日。",
            menu_key="review-tasks",
            because=by_name("这些案卷的评查员", given="由系统随机分配或者改派"),
        )
    mine = Assignment.objects.filter(reviewer=user.pk, state="submitted", has_spoken=False, file__state="talking").select_related("file")
    for row in mine[:MOST]:
        yield Todo(
            f"合议：{row.file.number}",
            reverse("reviews:differences", args=[row.file_id]),
            action="合议",
            why="两人评分有差异，每人可修改一次。",
            menu_key="review-tasks",
            because=by_name("本案卷的评查员", given="尚未发表合议意见"),
        )
    for item in ObjectionItem.objects.filter(rechecker=user.pk, result="").select_related("file")[:MOST]:
        yield Todo(
            f"复核申诉：{item.title}（{item.file.number}）",
            item.get_absolute_url(),
            action="复核",
            why="镇街申诉，您未参与原评查。",
            citation=HOUSE,
            menu_key="review-tasks",
            because=by_name("这一申诉的复核人", given="由评查组织者指定"),
        )


@todo("reviews.leading")
def leading(user: Any) -> Iterable[Todo]:
    """Rulings that wait for the leader."""
    if P.LEAD not in permissions_of(user):
        return
    words = {
        "veto": ("认定一票否决", "一票否决项仅部分评查员标记。"),
        "third": ("指定第三人", "两人相差超过10分。"),
        "leading": ("确定分数", "合议后仍不一致。"),
    }
    for file in SampledFile.objects.filter(round__leader=user.pk, state__in=words).order_by("pk")[:MOST]:
        if file.state == "third" and file.assignments.filter(seat="third", state="open").exists():
            continue
        action, why = words[file.state]
        because = by_name("本轮评查的组长", given="分歧由组长裁定")
        yield Todo(f"{action}：{file.number}", reverse("reviews:differences", args=[file.pk]), action=action, why=why, menu_key="rounds", because=because)


@todo("reviews.towns")
def towns(user: Any) -> Iterable[Todo]:
    """Submission, objection, receipt; naming who re-checks."""
    allowed = permissions_of(user)
    wanted = Q(pk__in=[])
    if P.SUBMIT in allowed:
        wanted |= Q(town__in=user.organisation_ids, state__in=["called", "consulted", "circulated"])
    if P.MANAGE in allowed:
        wanted |= Q(state="objected")
    rows = list(TownPart.objects.visible_to(user).filter(wanted).select_related("round", "town").defer("round__frame")[:MOST])
    running = nearest_deadlines(rows)
    words = {
        "called": ("报送评查案卷", "报送", "案卷被抽中，请上传全卷后报送。"),
        "consulted": ("核对评查意见", "核对", "有异议的逐项申诉，以一次为限。"),
        "circulated": ("签收评查通报", "签收", "签收后按台账整改。"),
        "objected": ("办理评查申诉", "办理", "指定未参与原评查的人员复核。"),
    }
    for row in rows:
        title, action, why = words[row.state]
        because = by_post(user, P.MANAGE) if row.state == "objected" else of_unit(user, P.SUBMIT, "被评查单位")
        yield Todo(
            f"{title}：{row.round.title}",
            row.get_absolute_url(),
            action=action,
            why=why,
            citation=HOUSE,
            menu_key="rounds",
            because=because,
            **_limit(running.get(row.pk)),
        )


@todo("reviews.findings")
def findings(user: Any) -> Iterable[Todo]:
    """Rectification: what the town has to do, what waits to be verified."""
    allowed = permissions_of(user)
    wanted = Q(pk__in=[])
    if P.RECTIFY in allowed:
        wanted |= Q(town__in=user.organisation_ids, state__in=["waiting", "working"])
    if P.VERIFY in allowed:
        wanted |= Q(state="submitted")
    rows = list(Finding.objects.visible_to(user).filter(wanted).select_related("file", "part").order_by("due_on", "pk")[:MOST])
    running = nearest_deadlines({row.part_id: row.part for row in rows}.values(), limits=("TM27",))
    for row in rows:
        verify = row.state == "submitted"
        yield Todo(
            f"{'核验' if verify else '整改'}评查问题：{row.title}",
            row.get_absolute_url(),
            action="核验" if verify else "整改",
            number=row.file.number,
            why="已提交证明，请核验。" if verify else "列入整改台账。",
            citation=HOUSE,
            menu_key="review-findings",
            because=by_post(user, P.VERIFY) if verify else of_unit(user, P.RECTIFY, "被评查单位"),
            **({} if verify else _limit(running.get(row.part_id))),
        )
