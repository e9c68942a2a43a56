"""Who may read a volume: who keeps the archive, and who has it on loan today."""

from __future__ import annotations

from typing import Any

from cases.permissions import ArchivePermission
from pengjiang.access import Decision, can, predicate
from pengjiang.common import clock


def _on_loan(user: Any, volume: Any, *, inner: bool) -> bool:
    if can(user, ArchivePermission.KEEP).ok:
        return True
    loans = volume.borrowings.filter(asked_by=user.pk, state="lent", due_on__gte=clock.today())
    return (loans.filter(inner=True) if inner else loans).exists()


@predicate(ArchivePermission.READ_MAIN)
def main_is_lent(user: Any, volume: Any) -> Decision:
    """正卷."""
    return Decision.yes() if _on_loan(user, volume, inner=False) else Decision.no("查阅正卷须先申请借阅，经批准后在归还期限内查阅。")


@predicate(ArchivePermission.READ_INNER)
def inner_is_lent(user: Any, volume: Any) -> Decision:
    """副卷."""
    return Decision.yes() if _on_loan(user, volume, inner=True) else Decision.no("查阅副卷须申请借阅副卷，经批准后在归还期限内查阅。")
