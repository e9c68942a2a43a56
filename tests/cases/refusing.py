"""Hearing a refusal."""

from __future__ import annotations

import pytest

from pengjiang.common.errors import DomainError

INVISIBLE = "未找到该事项，或者您无权查看。"


def refused(act, *, kind=DomainError, field=None) -> str:
    """The sentence of a refusal; the field where one is named."""
    with pytest.raises(kind) as info:
        act()
    assert type(info.value) is kind
    if field is not None:
        assert info.value.field == field
    return info.value.message
