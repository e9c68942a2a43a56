"""类案线索: one referral for all files that a pattern points at."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cases.enums import Channel
from cases.models import Transfer
from cases.services.transfers import register_transfer
from pengjiang.accounts.models import Organisation, User
from pengjiang.checkups.models import Pattern
from pengjiang.common.errors import DomainError
from pengjiang.dossiers.models import Dossier


@transaction.atomic
def refer_pattern(
    pattern: Pattern, *, actor: User, dossiers: list[Dossier], title: str, reason: str, provisions: str = "",
    subject: Organisation | None = None, subject_name: str = "",
) -> Transfer:  # fmt: skip
    """One matter with these files as joint files. Raises ``DomainError`` where none is chosen or one is not of the body concerned."""
    chosen = list(dossiers)
    if not chosen:
        raise DomainError("请至少选择一件案卷。", field="dossiers")
    if subject is not None and any(dossier.organisation_id != subject.pk for dossier in chosen):
        raise DomainError(f"所选案卷中有其他单位的案卷，请只选{subject.short_name}的案卷，或者不选被监督单位而填写名称。", field="subject")
    values: dict[str, Any] = {"provisions": provisions, "dossiers": chosen, "subject_name": "" if subject else subject_name}
    return register_transfer(
        channel=Channel.DATA_MODEL,
        title=title,
        problem=pattern.model.problem,
        reason=reason,
        actor=actor,
        subject=subject,
        **values,
    )
