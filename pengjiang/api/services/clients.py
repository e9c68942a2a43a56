"""Clients and their tokens."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from pengjiang.accounts.models import Organisation, User
from pengjiang.api.authentication import digest_of
from pengjiang.api.models import Client, Token
from pengjiang.api.queries import ending_tokens, fitting_people
from pengjiang.api.scopes import codes
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError
from pengjiang.events.services import emit

PREFIX = "pj_"
SECRET_BYTES = 32
MOST_DAYS = 365


@dataclass(frozen=True)
class Issued:
    """A new token and its secret, which exists here and on the page that shows it, and nowhere else."""

    token: Token
    secret: str


@transaction.atomic
def create_client(*, organisation: Organisation, name: str, person: User, scopes: Sequence[str], purpose: str, actor: User) -> Client:
    """Let a system of an organisation call in the name of a person there. Raises ``DomainError``."""
    _check(organisation, person, scopes)
    _check_name(organisation, name)
    client = Client.objects.create(organisation=organisation, name=name, person=person, scopes=list(scopes), purpose=purpose)
    data = {"client": str(client), "person": person.name, "scopes": "、".join(scopes)}
    emit("api.client_created", actor=actor, target=client, related=[person], data=data)
    return client


@transaction.atomic
def change_client(client: Client, *, actor: User, **values: Any) -> Client:
    """Name, person, scopes or purpose; the organisation stays. Its tokens go on, within what it may from now on."""
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    _check(client.organisation, values.get("person", client.person), values.get("scopes", client.scopes))
    if values.get("name", client.name) != client.name:
        _check_name(client.organisation, values["name"])
    changes = {name: (_told(getattr(client, name)), _told(value)) for name, value in values.items() if getattr(client, name) != value}
    if changes:
        for name, value in values.items():
            setattr(client, name, value)
        client.save()
        emit("api.client_changed", actor=actor, target=client, related=[client.person], data={"client": str(client)}, changes=changes)
    return client


@transaction.atomic
def switch_client(client: Client, *, active: bool, actor: User) -> Client:
    """Stop a client or let it call again; its tokens stay as they are."""
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if client.is_active != active:
        client.is_active = active
        client.save(update_fields=["is_active"])
        emit("api.client_enabled" if active else "api.client_disabled", actor=actor, target=client, data={"client": str(client)})
    return client


@transaction.atomic
def issue_token(client: Client, *, expires_on: date, seen: int | None, actor: User) -> Issued:
    """A new token. ``seen`` is the newest token that its page knew: the same form sent again issues nothing. Raises ``DomainError``."""
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    newest = client.tokens.first()
    if (newest.pk if newest else None) != seen:
        raise Conflict("打开本页之后已签发过新的令牌，明文只显示那一次；如果没有保存，请吊销它，再重新签发。")
    today = clock.today()
    if expires_on < today:
        raise DomainError("有效期不能早于今天。", field="expires_on")
    if expires_on > today + timedelta(days=MOST_DAYS):
        raise DomainError(f"最长{MOST_DAYS}天：令牌等同口令，须定期更换，并借更换之机核对用途与责任人（GB/T 22239-2019 身份鉴别）。", field="expires_on")
    if not client.is_active:
        raise DomainError("该客户端已停用，启用后再签发。")
    _check(client.organisation, client.person, client.scopes)
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = Token.objects.create(client=client, digest=digest_of(secret), hint=secret[-4:], expires_on=expires_on, issued_by=actor)
    emit("api.token_issued", actor=actor, target=client, related=[token], data={"client": str(client), "hint": token.hint, "until": expires_on})
    return Issued(token, secret)


@transaction.atomic
def revoke_token(token: Token, *, actor: User) -> Token:
    """From this moment on it opens nothing."""
    token = Token.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        emit("api.token_revoked", actor=actor, target=token.client, related=[token], data={"client": str(token.client), "hint": token.hint})
    return token


def warn_of_ends() -> int:
    """Tell once of each token that ends soon; the number told."""
    keys = list(ending_tokens().filter(warned_on=None).values_list("pk", flat=True))
    return sum(_warn(key) for key in keys)


@transaction.atomic
def _warn(key: int) -> int:
    token = Token.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=key, warned_on=None).select_related("client").first()
    if token is None:
        return 0
    token.warned_on = clock.today()
    token.save(update_fields=["warned_on"])
    data = {"client": str(token.client), "hint": token.hint, "until": token.expires_on}
    emit("api.token_ending", actor=None, target=token.client, related=[token], data=data)
    return 1


def _check(organisation: Organisation, person: User, scopes: Sequence[str]) -> None:
    if person.is_administrator:
        raise DomainError("三员（系统、安全、审计管理员）不办理业务，不能作为责任人，请另选业务人员。", field="person")
    if not fitting_people(organisation).filter(pk=person.pk).exists():
        raise DomainError(f"{person.name}今日不在{organisation.short_name}任职，请选该单位的在任人员。", field="person")
    if not scopes:
        raise DomainError("请至少勾选一项授权范围。", field="scopes")
    if unknown := set(scopes) - set(codes()):
        raise DomainError(f"没有“{'、'.join(sorted(unknown))}”这项授权范围，请重新勾选。", field="scopes")


def _check_name(organisation: Organisation, name: str) -> None:
    if Client.objects.filter(organisation=organisation, name=name).exists():
        raise DomainError(f"{organisation.short_name}已有名为“{name}”的客户端，请另取名称。", field="name")


def _told(value: Any) -> Any:
    """For the trail."""
    return value.name if isinstance(value, User) else value
