"""The bell."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from pengjiang.notifications.services import unread_count
from pengjiang.web import slots


def bell(user: Any) -> slots.Bell:
    """Unread notices and where they stand."""
    return slots.Bell(unread_count(user), reverse("notifications:inbox"))


slots.bell.fill(bell)
