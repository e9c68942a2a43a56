"""Who may see the files: what exists for a person shows its files, and ``visible_to`` has been asked before."""

from __future__ import annotations

from typing import Any

from liaison.permissions import LiaisonPermission as P
from pengjiang.access import Decision, can
from pengjiang.files.registry import file_policy

UPLOADS = {
    "agreement": P.AGREE,
    "dutytask": P.DO_DUTY,
    "receipt": P.RECEIVE,
    "material": P.TEACH,
    "meetingtask": P.DO_TASK,
}


def _visible(_user: Any, _obj: Any) -> Decision:
    return Decision.yes()


def _asking(permission: P) -> Any:
    return lambda user, obj: can(user, permission)


for _kind, _permission in UPLOADS.items():
    file_policy(f"liaison.{_kind}", view=_visible, upload=_asking(_permission), url=lambda obj: obj.get_absolute_url())
