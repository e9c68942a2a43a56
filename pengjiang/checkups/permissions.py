"""What people may do with the file check."""

from __future__ import annotations

from typing import Any

from pengjiang.access import Decision, Permission, predicate


class CheckupPermission(Permission):
    """案卷体检."""

    VIEW = "checkups.view", "查看案卷体检"
    RUN = "checkups.run", "案卷体检"
    ANSWER = "checkups.answer", "答复体检问题"
    PATTERNS = "checkups.patterns", "查看类案线索"


@predicate(CheckupPermission.ANSWER)
def answers_own(user: Any, obj: Any) -> Decision:
    """A town answers for its own files; ``obj`` is a finding or a dossier."""
    dossier = getattr(obj, "dossier", obj)
    if dossier.organisation_id in user.organisation_ids:
        return Decision.yes()
    return Decision.no("由案卷所属镇街答复。")
