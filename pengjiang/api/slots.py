"""What people read on their own page about clients of their organisation."""

from __future__ import annotations

from typing import Any

from pengjiang.accounts.models import User
from pengjiang.api.queries import own_clients
from pengjiang.api.scopes import told
from pengjiang.web import slots


def clients_on(user: Any, obj: Any) -> list[slots.ObjectPanel]:
    """Who calls in whose name; nothing where no client is."""
    rows = own_clients(user) if isinstance(obj, User) and obj.pk == user.pk else []
    if not rows:
        return []
    shown = [(row, row.person_id == user.pk, told(row.scopes), max((one.last_used_at for one in row.tokens.all() if one.last_used_at), default=None)) for row in rows]
    return [slots.ObjectPanel("api/own_clients.html", {"clients": shown})]


slots.panels.register("api.clients", clients_on)
