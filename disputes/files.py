"""Who may see and add the files: what exists for a person shows its files, and ``visible_to`` has been asked before."""

from __future__ import annotations

from typing import Any

from disputes.permissions import DisputePermission as P
from pengjiang.access import Decision, can
from pengjiang.files.registry import file_policy


def _visible(_user: Any, _obj: Any) -> Decision:
    return Decision.yes()


def _handled(user: Any, obj: Any) -> Decision:
    return can(user, P.HANDLE, obj)


file_policy("disputes.dispute", view=_visible, upload=lambda user, obj: can(user, P.APPLY), url=lambda obj: obj.get_absolute_url())
for _kind in ("meeting", "measure", "agreement", "obligation"):
    file_policy(f"disputes.{_kind}", view=_visible, upload=_handled, url=lambda obj: obj.get_absolute_url())
