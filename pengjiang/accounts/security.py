"""Signing in and out, step by step, with what the trail keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice

from pengjiang.accounts.models import User
from pengjiang.accounts.services import needs_second_factor
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.common.refs import ObjectRef
from pengjiang.events.services import emit

DEVICE_NAME = "动态口令"


@dataclass(frozen=True)
class Attempt:
    """What came of a name and a password. ``left`` is how many tries remain, None when not known."""

    user: User | None
    is_locked: bool = False
    left: int | None = None


def try_password(request: HttpRequest, *, username: str, password: str) -> Attempt:
    """Check a password; failures and locks go to the trail. Whether the name exists is never told."""
    was_locked = not AxesProxyHandler.is_allowed(request, {"username": username})
    user = authenticate(request, username=username, password=password)
    if user is not None:
        return Attempt(user)
    failures = AxesProxyHandler.get_failures(request, {"username": username})
    is_locked = was_locked or failures >= settings.AXES_FAILURE_LIMIT
    known = User.objects.filter(username=username).first()
    name = username[:40]
    emit(
        "accounts.sign_in_failed",
        actor=None,
        target=known,
        data={"username": name, "reason": "锁定期间尝试" if was_locked else "账号或密码不对"},
        ok=False,
    )
    if is_locked and not was_locked:
        emit("accounts.locked_out", actor=None, target=known, data={"username": name}, ok=False)
    return Attempt(None, is_locked, max(0, settings.AXES_FAILURE_LIMIT - failures))


def locked_minutes(username: str) -> int:
    """Minutes until a locked name may try again, at least one."""
    attempt = AccessAttempt.objects.filter(username=username).order_by("-attempt_time").first()
    cool_off = get_cool_off() or timedelta(0)
    if attempt is None:
        return max(1, ceil(cool_off.total_seconds() / 60))
    left = attempt.attempt_time + cool_off - clock.actual()
    return max(1, ceil(left.total_seconds() / 60))


def record_sign_in(user: User) -> None:
    """Told once the session stands."""
    emit("accounts.signed_in", actor=user, target=user)


def record_sign_out(user: User) -> None:
    emit("accounts.signed_out", actor=user, target=user)


def is_password_stale(user: User) -> bool:
    """A first password, or one older than the rule allows (GB/T 22239: 定期更换)."""
    if user.must_change_password:
        return True
    days = settings.PASSWORD_MAX_AGE_DAYS
    return bool(days and user.password_changed_at and clock.actual() - user.password_changed_at > timedelta(days=days))


def device_of(user: User) -> TOTPDevice | None:
    """The person's confirmed device."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def must_verify(user: User) -> bool:
    """True while the second factor is demanded by a role, or set up by the person, and not yet shown."""
    if user.is_verified():
        return False
    return needs_second_factor(user) or device_of(user) is not None


@transaction.atomic
def begin_enrolment(user: User) -> TOTPDevice:
    """The unconfirmed device whose secret the page shows; the same one until it is confirmed."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    return device or TOTPDevice.objects.create(user=user, name=DEVICE_NAME, confirmed=False)


@transaction.atomic
def confirm_enrolment(user: User, *, token: str) -> TOTPDevice:
    """The first right code makes the device valid. Raises ``DomainError``."""
    device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
    if device is None or not device.verify_token(token):
        raise DomainError("动态口令不对。请核对手机时间是否准确，再输入当前显示的6位数字。", field="token")
    TOTPDevice.objects.filter(user=user, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    emit("accounts.second_factor_enabled", actor=user, target=user)
    return device


def verify_code(user: User, *, token: str) -> TOTPDevice:
    """The device that made ``token``. Raises ``DomainError``; failures slow the next try down (django-otp)."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True).first()
        if device is None:
            raise DomainError("尚未启用动态口令，请先绑定。", field="token")
        allowed, _ = device.verify_is_allowed()
        if allowed and device.verify_token(token):
            return device
    emit("accounts.sign_in_failed", actor=None, target=user, data={"username": user.username, "reason": "动态口令不对"}, ok=False)
    if not allowed:
        raise DomainError("连续输错，请稍等片刻再输入新的动态口令。", field="token")
    raise DomainError("动态口令不对，请输入手机上当前显示的6位数字。", field="token")


# Of these the trail keeps the name, not the value.
UNTOLD = {"phone"}


@transaction.atomic
def change_own_settings(user: User, **values: object) -> User:
    """What a person decides alone: how to reach them, and whether a digest comes."""
    changes = {name: (getattr(user, name), value) for name, value in values.items() if getattr(user, name) != value}
    if changes:
        for name, (_, value) in changes.items():
            setattr(user, name, value)
        user.save(update_fields=list(changes))
        told = {name: ("原号码", "新号码") if name in UNTOLD else values for name, values in changes.items()}
        emit("accounts.user_changed", actor=user, target=user, data={"name": user.name}, changes=told)
    return user


def recent_sign_ins(user: User, *, limit: int = 8) -> list[AuditEntry]:
    """When and from where somebody signed in as this person, or tried to; newest first."""
    events = ["accounts.signed_in", "accounts.sign_in_failed", "accounts.locked_out"]
    return list(AuditEntry.objects.about(str(ObjectRef.of(user))).filter(event__in=events).order_by("-id")[:limit])


def password_days_left(user: User) -> int | None:
    """Whole days until the password must be changed; None where it never must."""
    days = settings.PASSWORD_MAX_AGE_DAYS
    if not days or user.password_changed_at is None:
        return None
    return max(0, days - (clock.actual() - user.password_changed_at).days)
