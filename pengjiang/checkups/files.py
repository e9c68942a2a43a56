"""Who may see and add the proofs of answers. That the answer is visible at all has been asked before."""

from __future__ import annotations

from pengjiang.access import can
from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.files.registry import file_policy

file_policy(
    "checkups.findinganswer",
    view=lambda user, answer: can(user, CheckupPermission.VIEW),
    upload=lambda user, answer: can(user, CheckupPermission.ANSWER, answer.finding),
    url=lambda answer: answer.get_absolute_url(),
)
