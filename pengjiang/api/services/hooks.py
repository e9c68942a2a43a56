"""Addresses that are told of events."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from pengjiang.api.addresses import check_address
from pengjiang.api.models import Client, Delivery, Hook
from pengjiang.api.pushing import choosable
from pengjiang.api.services import deliveries
from pengjiang.common.errors import DomainError
from pengjiang.events.services import emit

MOST_HOOKS = 10
SHORTEST_SECRET, LONGEST_SECRET = 32, 200


def new_secret() -> str:
    """256 random bits."""
    return secrets.token_urlsafe(32)


@transaction.atomic
def create_hook(client: Client, *, url: str, events: Sequence[str], secret: str, actor: Any) -> Hook:
    """Tell an address of events. Raises ``DomainError`` beside the field."""
    client = Client.objects.select_for_update(of=("self",)).get(pk=client.pk)
    if client.hooks.count() >= MOST_HOOKS:
        raise DomainError(f"一个客户端最多{MOST_HOOKS}个推送地址，请先删除不用的。")
    check_address(url)
    _check_events(client, events)
    _check_secret(secret)
    hook = Hook.objects.create(client=client, url=url, events=sorted(set(events)), secret=secret)
    _tell("api.hook_created", hook, actor)
    return hook


@transaction.atomic
def change_hook(hook: Hook, *, actor: Any, **values: Any) -> Hook:
    """Address, events, secret, or whether it is told at all. What waits goes to the new address."""
    hook = Hook.objects.select_for_update(of=("self",)).select_related("client").get(pk=hook.pk)
    if "url" in values:
        check_address(values["url"])
    if "events" in values:
        values["events"] = sorted(set(values["events"]))
        _check_events(hook.client, values["events"])
    secret = values.pop("secret", None)
    if secret is not None:
        _check_secret(secret)
        hook.secret = secret
        _tell("api.hook_secret_renewed", hook, actor)
    changes = {name: (getattr(hook, name), value) for name, value in values.items() if getattr(hook, name) != value}
    for name, value in values.items():
        setattr(hook, name, value)
    hook.save()
    if changes:
        _tell("api.hook_changed", hook, actor, changes=changes)
    return hook


@transaction.atomic
def remove_hook(hook: Hook, *, actor: Any) -> None:
    """With all that was on its way; the trail keeps that it was there."""
    _tell("api.hook_removed", hook, actor)
    hook.delete()


@transaction.atomic
def try_hook(hook: Hook, *, actor: Any) -> Delivery:
    """Push a trial, past whatever else waits. Raises ``DomainError`` for one that is switched off."""
    if not (hook.is_active and hook.client.is_active):
        raise DomainError("推送地址或者客户端已停用，启用后再试发。")
    entry = _tell("api.hook_tested", hook, actor)
    return deliveries.make_delivery(hook, entry)


def _tell(event: str, hook: Hook, actor: Any, **more: Any) -> Any:
    return emit(event, actor=actor, target=hook.client, related=[hook], data={"client": str(hook.client), "url": hook.url}, **more)


def _check_events(client: Client, events: Sequence[str]) -> None:
    if not events:
        raise DomainError("请至少选择一种事件。", field="events")
    unknown = set(events) - {kind.code for kind in choosable(client)}
    if unknown:
        named = "、".join(sorted(unknown)[:5])
        raise DomainError(f"不能选择“{named}”：没有这种事件，或者该客户端没有相应的读取授权。", field="events")


def _check_secret(secret: str) -> None:
    if not (SHORTEST_SECRET <= len(secret) <= LONGEST_SECRET and secret.isascii() and secret.isprintable()):
        raise DomainError(f"签名密钥应为{SHORTEST_SECRET}至{LONGEST_SECRET}个英文字母、数字或者符号。", field="secret")
