"""Writing organisations, people and roles."""

from __future__ import annotations

from datetime import date, timedelta

from axes.utils import reset as axes_reset
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django_otp.plugins.otp_totp.models import TOTPDevice

from pengjiang.accounts.enums import ROLE_KIND, Role
from pengjiang.accounts.models import Membership, Organisation, RoleSecurity, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, FieldErrors
from pengjiang.events.services import emit


@transaction.atomic
def create_organisation(*, code: str, name: str, short_name: str, kind: str, order: int = 0, actor: User | None, **contact) -> Organisation:
    """Add an organisation. Raises ``FieldErrors`` for a taken code or name."""
    organisation = Organisation(code=code, name=name, short_name=short_name, kind=kind, order=order, **contact)
    _clean(organisation)
    organisation.save()
    emit("accounts.organisation_created", actor=actor, target=organisation, data={"name": name})
    return organisation


@transaction.atomic
def change_organisation(organisation: Organisation, *, actor: User, **values) -> Organisation:
    """Change names, contact, order or whether it is in use. The code stays."""
    changes = _apply(organisation, values)
    if changes:
        _clean(organisation)
        organisation.save()
        emit("accounts.organisation_changed", actor=actor, target=organisation, data={"name": organisation.name}, changes=changes)
    return organisation


@transaction.atomic
def create_user(*, username: str, name: str, password: str, actor: User | None, must_change_password: bool = True, **values) -> User:
    """Add a person with a first password. Raises ``FieldErrors``."""
    user = User(username=username, name=name, must_change_password=must_change_password, **values)
    _clean(user, exclude=["password"])
    _check_password(password, user)
    user.set_password(password)
    user.password_changed_at = clock.actual()
    user.save()
    emit("accounts.user_created", actor=actor, target=user, data={"name": name})
    return user


@transaction.atomic
def change_user(user: User, *, actor: User, **values) -> User:
    """Change a person's name, title or contact."""
    changes = _apply(user, values)
    if changes:
        _clean(user, exclude=["password"])
        user.save()
        # A telephone number does not belong in the trail: the field's name does.
        emit(
            "accounts.user_changed",
            actor=actor,
            target=user,
            data={"name": user.name},
            changes={k: v for k, v in changes.items() if k != "phone"},
        )
    return user


@transaction.atomic
def set_active(user: User, *, active: bool, actor: User) -> User:
    """Disable or enable a person; nobody disables themselves."""
    if user.pk == actor.pk:
        raise DomainError("不能停用本人的账号，请由另一位系统管理员操作。")
    user.is_active = active
    user.save(update_fields=["is_active"])
    emit("accounts.user_enabled" if active else "accounts.user_disabled", actor=actor, target=user, data={"name": user.name})
    return user


@transaction.atomic
def change_password(user: User, *, password: str) -> User:
    """One's own new password. Raises ``FieldErrors`` when it breaks the rules or repeats the old one."""
    if user.check_password(password):
        raise FieldErrors({"password": "新密码不能与原密码相同，请另设一个。"})
    _check_password(password, user)
    user.set_password(password)
    user.must_change_password = False
    user.password_changed_at = clock.actual()
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
    emit("accounts.password_changed", actor=user, target=user)
    return user


@transaction.atomic
def reset_password(user: User, *, password: str, actor: User) -> User:
    """A first password set by the security administrator; it must be changed at the next sign-in."""
    _check_password(password, user)
    user.set_password(password)
    user.must_change_password = True
    user.password_changed_at = clock.actual()
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])
    axes_reset(username=user.username)
    emit("accounts.password_reset", actor=actor, target=user, data={"name": user.name})
    return user


@transaction.atomic
def unlock(*, username: str, actor: User) -> int:
    """Lift the lock after failed sign-ins; the number of failures forgotten."""
    count = axes_reset(username=username)
    emit("accounts.unlocked", actor=actor, data={"username": username})
    return count


@transaction.atomic
def grant_role(
    user: User,
    *,
    organisation: Organisation,
    role: str,
    since: date,
    until: date | None = None,
    department: str = "",
    actor: User | None,
    is_main: bool = True,
) -> Membership:
    """Give a role for a period. Raises ``DomainError`` where the separation of the three administrators forbids it."""
    if ROLE_KIND[Role(role)] != organisation.kind:
        raise DomainError(f"“{Role(role).label}”不是{organisation.get_kind_display()}的角色，请改选。", field="role")
    if until is not None and until < since:
        raise DomainError("截止日期不能早于起始日期。", field="until")
    overlapping = Membership.objects.filter(user=user, organisation=organisation, role=role).exclude(until__lt=since)
    if until is not None:
        overlapping = overlapping.filter(since__lte=until)
    if overlapping.exists():
        raise DomainError("此人在该期间已有同一角色。", field="role")
    membership = Membership(
        user=user, organisation=organisation, role=role, since=since, until=until, department=department, is_main=is_main
    )
    try:
        with transaction.atomic():
            membership.save()
    except IntegrityError as error:
        raise DomainError("三员分立：系统、安全、审计管理员与业务角色不得由一人同时担任（GB/T 22239-2019）。", field="role") from error
    user.__dict__.pop("current_memberships", None)
    emit(
        "accounts.role_granted",
        actor=actor,
        target=user,
        related=[organisation],
        data={"name": user.name, "role": membership.get_role_display(), "since": since},
    )
    return membership


@transaction.atomic
def end_role(membership: Membership, *, until: date, actor: User) -> Membership:
    """Let a role end on a day."""
    if until < membership.since - timedelta(days=1):
        raise DomainError("截止日期不能早于起始日期。", field="until")
    before = membership.until
    membership.until = until
    membership.save(update_fields=["until"])
    emit(
        "accounts.role_ended",
        actor=actor,
        target=membership.user,
        related=[membership.organisation],
        data={"name": membership.user.name, "role": membership.get_role_display(), "until": until},
        changes={"until": (before, until)},
    )
    return membership


@transaction.atomic
def require_second_factor(*, role: str, required: bool, actor: User | None) -> RoleSecurity:
    """Say whether holders of a role must use the second factor."""
    setting, _ = RoleSecurity.objects.select_for_update().get_or_create(role=role)
    before, setting.second_factor = setting.second_factor, required
    setting.save(update_fields=["second_factor"])
    emit(
        "accounts.role_security_changed",
        actor=actor,
        target=setting,
        data={"role": setting.get_role_display(), "required": "须使用" if required else "不要求"},
        changes={"second_factor": (before, required)},
    )
    return setting


@transaction.atomic
def remove_second_factor(user: User, *, actor: User) -> None:
    """After a lost telephone: the person must enrol again."""
    TOTPDevice.objects.filter(user=user).delete()
    emit("accounts.second_factor_removed", actor=actor, target=user, data={"name": user.name})


def needs_second_factor(user: User) -> bool:
    """True when one of the person's roles demands it."""
    return RoleSecurity.objects.filter(role__in=user.role_codes, second_factor=True).exists()


def _apply(obj, values: dict) -> dict:
    """Set attributes; the changed ones with (before, after)."""
    changes = {name: (getattr(obj, name), value) for name, value in values.items() if getattr(obj, name) != value}
    for name, value in values.items():
        setattr(obj, name, value)
    return changes


def _clean(obj, exclude: list[str] | None = None) -> None:
    try:
        obj.full_clean(exclude=exclude)
    except ValidationError as error:
        raise FieldErrors({name: "".join(messages) for name, messages in error.message_dict.items()}) from error


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise FieldErrors({"password": "".join(error.messages)}) from error
