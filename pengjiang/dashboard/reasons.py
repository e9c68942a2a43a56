"""为什么在我这里: the sentence under each to-do, said by whoever put it on the list.

``by_post`` for what a role brings, ``by_name`` for what was given to this person, ``of_unit`` for what binds the body one works in.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pengjiang.access import Permission
from pengjiang.access.decide import roles_with
from pengjiang.accounts.models import Membership
from pengjiang.dashboard.registry import Todo
from pengjiang.deadlines.limits import LIMITS
from pengjiang.deadlines.models import Deadline


def by_post(user: Any, permission: Permission) -> str:
    """Through a role: 您任案件管理（蓬江区检察院），“受理线索”由您的岗位办理。"""
    return f"您任{_post(user, permission)}，“{permission.label}”由您的岗位办理。"


def by_name(place: str, *, given: str = "") -> str:
    """Through an assignment: 您是承办检察官，分案时确定。"""
    return f"您是{place}{f'，{given}' if given else ''}。"


def of_unit(user: Any, permission: Permission, place: str) -> str:
    """Through one's body: 本单位是被建议单位；您任综合执法办主任（杜阮镇），“回复检察建议”由您的岗位办理。"""
    return f"本单位是{place}；{by_post(user, permission)}"


def _post(user: Any, permission: Permission) -> str:
    """The first post that carries the permission; without one, all posts."""
    fitting = set(roles_with(permission))
    rows: list[Membership] = [row for row in user.current_memberships if row.role in fitting] or list(user.current_memberships)
    return "、".join(f"{row.get_role_display()}（{row.organisation.short_name}）" for row in rows[:1])


def day_of(row: Deadline) -> str:
    """Where the day comes from: the limit and its articles, as they held when it began to run."""
    limit = LIMITS.get(row.limit)
    version = limit.version_on(row.start_on) if limit is not None else None
    cited = "、".join(str(citation) for citation in version.citations) if version else ""
    return f"末日由“{row.title}”期限算出{f'，依据{cited}' if cited else ''}。"


def told_to(user: Any, item: Todo) -> Todo:
    """Somebody who stands in reads whose place it is: 您正代陈喆办理：陈喆是承办检察官。"""
    if getattr(user, "acted_by", None) is None:
        return item
    return replace(item, because=f"您正代{user.name}办理：{item.because.replace('您', user.name)}")


def with_days(items: list[Todo]) -> list[Todo]:
    """The source of each day that a limit gave, in one query."""
    keys = {item.deadline for item in items if item.deadline and not item.day_from}
    rows = Deadline.objects.in_bulk(keys) if keys else {}
    return [replace(item, day_from=day_of(rows[item.deadline])) if not item.day_from and item.deadline in rows else item for item in items]
