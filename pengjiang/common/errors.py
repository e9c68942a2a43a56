"""What a service says when it refuses. Each carries a Chinese sentence that tells the user what to do."""

from __future__ import annotations


class DomainError(Exception):
    """The act cannot be done as asked. ``field`` names the form field it concerns, if one."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class NotAllowed(DomainError):
    """The person may not do this, or not now; the message gives the reason."""


class Conflict(DomainError):
    """Somebody else was faster, or the page was stale."""


class FieldErrors(DomainError):
    """Several fields at once."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = errors
