"""What follows from what happened."""

from __future__ import annotations

from typing import Any

from pengjiang.common.refs import ObjectRef
from pengjiang.events.types import subscriber
from reviews.services.closing import open_ledger


@subscriber("reviews.ledger", label="评查整改台账", events="reviews.townpart.circulate")
def fill_ledger(entry: Any) -> None:
    """A town has hundreds of problems at times: they are entered after the circular is out, town by town."""
    part = ObjectRef.parse(entry.target).fetch()
    if part is not None:
        open_ledger(part)
