"""Who may sign in: an active person who holds a role today."""

from __future__ import annotations

from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from pengjiang.accounts.models import User


class PersonBackend:
    """Username and password. There are no Django permissions: ``access.can`` decides."""

    def authenticate(self, request: HttpRequest | None, username: str | None = None, password: str | None = None) -> User | None:
        if not username or password is None:
            return None
        user = User.objects.filter(username=username).first()
        if user is None:
            # The same work as for a known name, so that timing tells nothing.
            make_password(password)
            return None
        if user.check_password(password) and user.is_active and user.current_memberships:
            return user
        return None

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.filter(pk=user_id, is_active=True).first()
        return user if user is not None and user.current_memberships else None
