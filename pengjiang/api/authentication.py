"""Tokens of clients. A browser's session works as well; see settings."""

from __future__ import annotations

import hashlib

from rest_framework.authentication import BaseAuthentication, SessionAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from pengjiang.accounts.models import User
from pengjiang.api.models import Client, Token
from pengjiang.common import clock

KEYWORD = "Bearer"
# Last use is a day's business: it is written again only after this many seconds, not at every call.
NOTED_EVERY_S = 60


def digest_of(secret: str) -> str:
    """What is kept of a token: SHA-256, hexadecimal. The secret has 256 random bits, so that no slower hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


class TokenAuthentication(BaseAuthentication):
    """``Authorization: Bearer pj_…``; the user is the client's person, ``request.auth`` the client."""

    def authenticate(self, request: Request) -> tuple[User, Client] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != KEYWORD.lower().encode():
            return None
        if len(words) != 2:
            raise AuthenticationFailed("Authorization 头应写作：Bearer 令牌。")
        token = Token.objects.filter(digest=digest_of(words[1].decode("latin-1"))).select_related("client__person", "client__organisation").first()
        reason = _why_not(token)
        if reason:
            raise AuthenticationFailed(reason)
        _note_use(token)
        return token.client.person, token.client

    def authenticate_header(self, request: Request) -> str:
        return f'{KEYWORD} realm="api"'


class PageSession(SessionAuthentication):
    """The session of somebody signed in on the pages, with its CSRF proof; who has none is asked for a token (401, not 403)."""

    def authenticate_header(self, request: Request) -> str:
        return f'{KEYWORD} realm="api"'


def _why_not(token: Token | None) -> str:
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
    if person.organisation is None or person.organisation.pk != token.client.organisation_id:
        return f"责任人{person.name}已不在该单位任职，请由系统管理员为该客户端指定新的责任人。"
    return ""


def _note_use(token: Token) -> None:
    now = clock.now()
    if token.last_used_at is None or (now - token.last_used_at).total_seconds() > NOTED_EVERY_S:
        Token.objects.filter(pk=token.pk).update(last_used_at=now)
