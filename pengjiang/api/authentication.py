"""Tokens of clients. A browser's session works as well; see settings."""

from __future__ import annotations

import hashlib
import re

from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied, Throttled
from rest_framework.request import Request

from pengjiang.accounts.models import User
from pengjiang.api.limiting import count_refusal
from pengjiang.api.models import Client, Token
from pengjiang.api.queries import acting_person
from pengjiang.common import clock
from pengjiang.events.services import emit

KEYWORD = "Bearer"
HINTED = re.compile(rb"pj_[\w-]{20,60}")
# Last use is a day's business: it is written again only after this many seconds, not at every call.
NOTED_EVERY_S = 60


def digest_of(secret: str) -> str:
    """What is kept of a token: SHA-256, hexadecimal. The secret has 256 random bits, so that no slower hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer pj_…``; the user is the client's person as of the client's organisation, ``request.auth`` the client.

    One is made for each call; ``token`` is what opened.
    """

    token: Token

    def authenticate(self, request: Request) -> tuple[User, Client] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD.lower().encode():
            return None
        if len(words) != 2:
            raise AuthenticationFailed("Authorization 头应写作：Bearer 令牌。")
        token = Token.objects.filter(digest=digest_of(words[1].decode("latin-1"))).select_related("client__person", "client__organisation").first()
        person = acting_person(token.client) if token is not None else None
        reason = _why_not(token, person)
        if reason:
            _note_refusal(request, f"{reason}（令牌尾号{_hint(words[1])}）", client=token.client if token is not None else None)
            raise AuthenticationFailed(reason)
        _note_use(token)
        self.token = token
        return person, token.client

    def authenticate_header(self, request: Request) -> str:
        return f'{KEYWORD} realm="api"'


class PageSession(SessionAuthentication):
    """The session of somebody signed in on the pages, with its CSRF proof; who has none is asked for a token (401, not 403)."""

    def authenticate_header(self, request: Request) -> str:
        return f'{KEYWORD} realm="api"'

    def enforce_csrf(self, request: Request) -> None:
        try:
            super().enforce_csrf(request)
        except PermissionDenied:
            _note_refusal(request, "没有页面凭据（CSRF）")
            raise


def _note_refusal(request: Request, reason: str, *, client: Client | None = None) -> None:
    """Into the trail, without an actor, and so many times a minute only. Raises ``Throttled`` beyond."""
    use = count_refusal(request)
    if use.is_over:
        raise Throttled(wait=use.resets_in)
    emit("api.turned_away", actor=None, target=client, data={"method": request.method, "path": request.path, "reason": reason}, ok=False)


def _hint(secret: bytes) -> str:
    """The last characters, by which people know a token; of something that is none, nothing."""
    return secret[-4:].decode() if HINTED.fullmatch(secret) else "不明"


def _why_not(token: Token | None, acting: User | None) -> str:
    """Why this token opens nothing; empty when it does."""
    if token is None:
        return "令牌不存在，请核对是否完整复制。"
    if token.revoked_at is not None:
        return "令牌已被吊销，请向系统管理员申请新的令牌。"
    if token.expires_on < clock.today():
        return f"令牌已于{token.expires_on:%Y-%m-%d}到期，请向系统管理员申请新的令牌。"
    if not token.client.is_active:
        return "该接口客户端已停用，请联系系统管理员。"
    person = token.client.person
    if not person.is_active:
        return f"责任人{person.name}的账号已停用，请由系统管理员为该客户端指定新的责任人。"
    if acting is None:
        return f"责任人{person.name}已不在该单位任职，请由系统管理员为该客户端指定新的责任人。"
    return ""


def _note_use(token: Token) -> None:
    now = clock.now()
    if token.last_used_at is None or (now - token.last_used_at).total_seconds() > NOTED_EVERY_S:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
