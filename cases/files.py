"""Who may see and add the files of this app's objects."""

from __future__ import annotations

from typing import Any

from cases.permissions import CasePermission, RecommendationPermission
from pengjiang.access import Decision, can
from pengjiang.files.registry import file_policy


def _visible(_user: Any, _obj: Any) -> Decision:
    """What is visible as an object shows its files: ``visible_to`` has been asked before."""
    return Decision.yes()


file_policy("cases.reply", view=_visible, upload=lambda user, obj: can(user, RecommendationPermission.REPLY, obj), url=lambda obj: obj.get_absolute_url())
file_policy("cases.proofround", view=_visible, upload=lambda user, obj: can(user, RecommendationPermission.RECTIFY, obj.item), url=lambda obj: obj.get_absolute_url())
file_policy(
    "cases.investigationrecord",
    view=_visible,
    upload=lambda user, obj: can(user, CasePermission.HANDLE, obj.case),
    url=lambda obj: obj.get_absolute_url(),
)
