"""Who may see and add the files of this app's objects."""

from __future__ import annotations

from typing import Any

from cases.permissions import ArchivePermission, CasePermission, DispatchPermission, RecommendationPermission
from pengjiang.access import Decision, can
from pengjiang.files.registry import file_policy


def _visible(_user: Any, _obj: Any) -> Decision:
    """What is visible as an object shows its files: ``visible_to`` has been asked before."""
    return Decision.yes()


def _may_reply(user: Any, obj: Any) -> Decision:
    """The addressee, or the office for it."""
    own = can(user, RecommendationPermission.REPLY, obj.recommendation)
    return own if own.ok else can(user, RecommendationPermission.RECORD, obj.recommendation)


file_policy("cases.reply", view=_visible, upload=_may_reply, url=lambda obj: obj.get_absolute_url())
file_policy("cases.proofround", view=_visible, upload=lambda user, obj: can(user, RecommendationPermission.RECTIFY, obj.item), url=lambda obj: obj.get_absolute_url())
file_policy(
    "cases.investigationrecord",
    view=_visible,
    upload=lambda user, obj: can(user, CasePermission.HANDLE, obj.case),
    url=lambda obj: obj.get_absolute_url(),
)


def _may_answer(user: Any, obj: Any) -> Decision:
    """The office that sent it, or the body that was written to."""
    own = can(user, DispatchPermission.DRAFT, obj)
    return own if own.ok else can(user, DispatchPermission.REPLY, obj)


file_policy("cases.objection", view=_visible, upload=_may_reply, url=lambda obj: obj.get_absolute_url())
file_policy("cases.dispatch", view=_visible, upload=_may_answer, url=lambda obj: obj.get_absolute_url())
file_policy(
    "cases.correction",
    view=_visible,
    upload=lambda user, obj: can(user, CasePermission.CORRECT, obj.about),
    url=lambda obj: obj.get_absolute_url(),
)
file_policy(
    "cases.supplement",
    view=lambda user, obj: can(user, ArchivePermission.KEEP, obj.volume),
    upload=lambda user, obj: can(user, ArchivePermission.KEEP, obj.volume),
    url=lambda obj: obj.get_absolute_url(),
)
