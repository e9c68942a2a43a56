"""Who may see and add the files of this app's objects. That they are visible at all has been asked before."""

from __future__ import annotations

from typing import Any

from pengjiang.access import Decision, can
from pengjiang.files.registry import file_policy
from reviews.permissions import ReviewPermission


def _visible(_user: Any, _obj: Any) -> Decision:
    return Decision.yes()


file_policy("reviews.round", view=_visible, upload=lambda user, obj: can(user, ReviewPermission.MANAGE, obj), url=lambda obj: obj.get_absolute_url())
file_policy("reviews.objectionitem", view=_visible, upload=lambda user, obj: can(user, ReviewPermission.OBJECT, obj), url=lambda obj: obj.get_absolute_url())
file_policy("reviews.finding", view=_visible, upload=lambda user, obj: can(user, ReviewPermission.RECTIFY, obj), url=lambda obj: obj.get_absolute_url())
