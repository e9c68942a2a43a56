"""What a call may carry beside its body."""

from __future__ import annotations

from collections.abc import Iterable

from rest_framework.request import Request

from pengjiang.api.lists import bad_query


def no_parameters(request: Request, *, known: Iterable[str] = ()) -> None:
    """Raises ``Refused`` 400 for parameters of the query that this address does not know, or that come twice."""
    known = set(known)
    wrong = {name: "没有这个参数。" if name not in known else "只能出现一次。" for name, values in request.query_params.lists() if name not in known or len(values) > 1}
    if wrong:
        raise bad_query(wrong)
