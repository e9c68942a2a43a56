"""The search box of the bar."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from pengjiang.web import slots


def box(user: Any) -> slots.SearchBox:
    """Where it leads."""
    return slots.SearchBox(reverse("search:results"))


slots.search.fill(box)
