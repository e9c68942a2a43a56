"""A ledger on its way in belongs to the unit that brought it."""

from __future__ import annotations

from pengjiang.accounts.models import Organisation
from pengjiang.accounts.succession import stands_in_the_way
from pengjiang.exchange.models import ImportBatch


@stands_in_the_way("exchange.imports")
def import_going_on(organisation: Organisation) -> str:
    """Begun, but neither taken in nor given up."""
    over = [ImportBatch.State.DONE, ImportBatch.State.FAILED, ImportBatch.State.DROPPED]
    batch = ImportBatch.objects.filter(organisation=organisation).exclude(state__in=over).first()
    return f"{organisation.short_name}导入的台账“{batch.name}”尚未办结，请先完成或者放弃该次导入。" if batch else ""
