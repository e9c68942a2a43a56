"""The decision: role first, then the predicates on the object."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from typing import Any

from django.conf import settings

from pengjiang.access.declare import PREDICATES, Decision, Permission
from pengjiang.accounts.enums import Role


@lru_cache
def role_table() -> dict[str, frozenset[Permission]]:
    """Role code → permissions, read from ``settings.ROLE_TABLE`` once."""
    return import_module(settings.ROLE_TABLE).ROLES


def permissions_of(user: Any) -> frozenset[Permission]:
    """All that the person's current roles allow in principle."""
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return frozenset()
    return frozenset().union(*(role_table().get(role, frozenset()) for role in user.role_codes))


def roles_with(permission: Permission) -> list[str]:
    """Role codes that carry a permission, in the order of the table."""
    return [role for role, allowed in role_table().items() if permission in allowed]


def can(user: Any, permission: Permission, obj: Any = None) -> Decision:
    """May ``user`` do this (to ``obj``)? The reason of a refusal is a sentence for that user."""
    if not getattr(user, "is_authenticated", False):
        return Decision.no("请先登录。")
    if not user.is_active:
        return Decision.no("账号已停用，请联系系统管理员。")
    if permission not in permissions_of(user):
        return Decision.no(f"“{permission.label}”由{_holders(permission, user)}办理，您的身份是{user.role_label or '未任职'}。")
    if obj is not None:
        for ask in PREDICATES[permission]:
            decision = ask(user, obj)
            if not decision.ok:
                return decision
    return Decision.yes()


def _holders(permission: Permission, user: Any) -> str:
    """Labels of the roles that may, so that a refusal tells whom to ask."""
    names = [Role(role).label for role in roles_with(permission)]
    return "、".join(names[:4]) or "其他人员"
