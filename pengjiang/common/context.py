"""Who is calling: set once per request by the middleware, read by the audit trail."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


def new_request_id() -> str:
    """A short id that a user can read out on the telephone."""
    return uuid.uuid4().hex[:12]


@dataclass(frozen=True)
class CallContext:
    """One request, task or command."""

    request_id: str = field(default_factory=new_request_id)
    ip: str = ""
    user_agent: str = ""


_current: ContextVar[CallContext | None] = ContextVar("call", default=None)


def current() -> CallContext:
    """The running call; outside of one a nameless context."""
    return _current.get() or CallContext(request_id="")


@contextmanager
def calling(context: CallContext) -> Iterator[CallContext]:
    """Run a block as ``context``."""
    token = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(token)
