"""Who is told of what happens to accounts and to clients of the API."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import User
from pengjiang.notifications.registry import notify


def _delegate(entry: Any, delegation: Any) -> Any:
    return [delegation.delegate]


notify("accounts.delegation_given", recipients=_delegate, title="{principal}委托您代办（{since}至{until}）", urgent=True)


ENDING = "接口客户端{client}的令牌（尾号{hint}）将于{until}到期"

notify(
    "api.token_ending",
    recipients=lambda _entry, client: [client.person],
    title=ENDING,
    body="到期后该系统以您的名义的调用一律被拒。仍需接入的，请联系系统管理员另签令牌。",
    url=lambda _entry, _client: reverse("accounts:profile"),
)
notify(
    "api.token_ending",
    recipients=lambda _entry, _client: User.objects.holding(Role.SYSTEM_ADMIN),
    title=ENDING,
    body="请核对用途与责任人后另签令牌，交对方系统更换，再吊销旧令牌。",
    kind="api.token_ending.administrator",
)
