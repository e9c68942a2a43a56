"""Organisations, people and the roles they hold from day to day."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.urls import reverse

from pengjiang.accounts.enums import ADMINISTRATORS, HANDS, OrganisationKind, Role
from pengjiang.common import clock
from pengjiang.common.crypto import EncryptedTextField
from pengjiang.common.models import Stamped


class Organisation(Stamped):
    """A procuratorate, a judicial bureau, a town or a street. A town's ``code`` is its body code in the dossier format."""

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("全称", max_length=100, unique=True)
    short_name = models.CharField("简称", max_length=40)
    kind = models.CharField("类别", max_length=20, choices=OrganisationKind.choices)
    order = models.PositiveSmallIntegerField("排序", default=0)
    address = models.CharField("地址", max_length=200, blank=True)
    telephone = models.CharField("联系电话", max_length=40, blank=True)
    is_active = models.BooleanField("启用", default=True)

    class Meta:
        verbose_name = "单位"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.short_name


class UserManager(BaseUserManager):
    """Finds people by sign-in name; making them is a service."""

    def get_by_natural_key(self, username: str) -> User:
        return self.get(username=username)


class UserQuerySet(models.QuerySet):
    """People by what they currently are."""

    def holding(self, *roles: str, organisation: Organisation | None = None, on: date | None = None) -> UserQuerySet:
        """Active people who hold one of ``roles`` on a day."""
        held = Membership.objects.current(on).filter(role__in=roles)
        if organisation is not None:
            held = held.filter(organisation=organisation)
        return self.filter(is_active=True, pk__in=held.values("user_id"))


class User(Stamped, AbstractBaseUser):
    """A person. What they may do follows from memberships alone; there is no superuser."""

    username = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    title = models.CharField("职务", max_length=60, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    phone = EncryptedTextField("手机", blank=True)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)
    password_changed_at = models.DateTimeField("改密时间", null=True, blank=True)
    wants_digest = models.BooleanField("每日邮件摘要", default=True)

    # Who acts in this person's place during this request; see ``standing_in``. Never stored.
    acted_by: User | None = None

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager.from_queryset(UserQuerySet)()

    class Meta:
        verbose_name = "人员"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name

    @property
    def signature(self) -> str:
        """The name under a decision: 谭莉代陈喆 where another acts in this person's place."""
        return f"{self.acted_by.name}代{self.name}" if self.acted_by else self.name

    @cached_property
    def current_memberships(self) -> list[Membership]:
        """Memberships of today, main one first; read once per request."""
        return list(self.memberships.current().select_related("organisation").order_by("-is_main", "id"))

    @property
    def organisation(self) -> Organisation | None:
        """The organisation one acts for."""
        return self.current_memberships[0].organisation if self.current_memberships else None

    @property
    def organisation_ids(self) -> list[int]:
        """Organisations whose business one shares; an administrator's post opens none (GB/T 22239, 最小权限)."""
        return [membership.organisation_id for membership in self.current_memberships if membership.role not in ADMINISTRATORS]

    @property
    def role_codes(self) -> frozenset[str]:
        return frozenset(membership.role for membership in self.current_memberships)

    @property
    def role_label(self) -> str:
        """Roles as people say them, joined."""
        return "、".join(membership.get_role_display() for membership in self.current_memberships)

    def has_role(self, *roles: str) -> bool:
        """Holds one of ``roles`` today."""
        return bool(self.role_codes & set(roles))

    def _is_of(self, kind: str) -> bool:
        return any(m.organisation.kind == kind and m.role not in ADMINISTRATORS for m in self.current_memberships)

    @property
    def is_procuratorate(self) -> bool:
        return self._is_of(OrganisationKind.PROCURATORATE)

    @property
    def is_bureau(self) -> bool:
        return self._is_of(OrganisationKind.BUREAU)

    @property
    def is_town(self) -> bool:
        return self._is_of(OrganisationKind.TOWN)

    @property
    def is_administrator(self) -> bool:
        return self.has_role(*ADMINISTRATORS)


class MembershipQuerySet(models.QuerySet):
    """Memberships by day."""

    def current(self, on: date | None = None) -> MembershipQuerySet:
        """Those that hold on a day (today)."""
        day = on or clock.today()
        return self.filter(Q(until=None) | Q(until__gte=day), since__lte=day, organisation__is_active=True)


class Membership(Stamped):
    """A role of a person in an organisation between two days, both included."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="人员")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships", verbose_name="单位")
    role = models.CharField("角色", max_length=30, choices=Role.choices)
    department = models.CharField("部门", max_length=60, blank=True)
    is_main = models.BooleanField("主要身份", default=True)
    since = models.DateField("起始日期")
    until = models.DateField("截止日期", null=True, blank=True)
    hand = models.PositiveSmallIntegerField("三员归属", editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        constraints = [
            models.CheckConstraint(name="membership_ends_after_it_begins", condition=Q(until=None) | Q(until__gte=models.F("since"))),
            models.CheckConstraint(
                name="membership_hand_follows_from_role",
                condition=Q(hand=1, role="system_admin")
                | Q(hand=2, role="security_admin")
                | Q(hand=3, role="audit_admin")
                | (Q(hand=0) & ~Q(role__in=["system_admin", "security_admin", "audit_admin"])),
            ),
            # 三员分立: nobody holds two hands on the same day.
            ExclusionConstraint(
                name="membership_hands_are_separate",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("hand", RangeOperators.NOT_EQUAL),
                    (
                        Func("since", "until", RangeBoundary(inclusive_upper=True), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"

    def save(self, *args, **kwargs) -> None:
        self.hand = HANDS[Role(self.role)]
        super().save(*args, **kwargs)


class DelegationQuerySet(models.QuerySet):
    """Delegations by person and day."""

    def visible_to(self, user: User) -> DelegationQuerySet:
        """What one gave and what one was given."""
        return self.filter(Q(principal=user.pk) | Q(delegate=user.pk))

    def current(self, on: date | None = None) -> DelegationQuerySet:
        """Those that hold on a day (today)."""
        day = on or clock.today()
        return self.filter(since__lte=day, until__gte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))


class Delegation(Stamped):
    """委托代办: between two days, both included, ``delegate`` does in ``principal``'s name what ``principal`` may."""

    principal = models.ForeignKey(User, models.PROTECT, related_name="delegations", verbose_name="委托人")
    delegate = models.ForeignKey(User, models.PROTECT, related_name="delegations_held", verbose_name="代办人")
    since = models.DateField("起始日期")
    until = models.DateField("截止日期")
    reason = models.CharField("事由", max_length=200)
    given_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    ended_on = models.DateField("提前终止日期", null=True, blank=True)

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "委托代办"
        ordering = ["-since", "-id"]
        constraints = [
            models.CheckConstraint(name="delegation_ends_after_it_begins", condition=Q(until__gte=models.F("since"))),
            models.CheckConstraint(name="delegation_is_to_another", condition=~Q(principal=models.F("delegate"))),
        ]

    def get_absolute_url(self) -> str:
        return reverse("accounts:delegations")

    def __str__(self) -> str:
        return f"{self.principal}委托{self.delegate}代办（{self.since}至{self.until}）"


class RoleSecurity(Stamped):
    """Whether a role must sign in with a second factor; edited by the security administrator."""

    role = models.CharField("角色", max_length=30, choices=Role.choices, unique=True)
    second_factor = models.BooleanField("须用动态口令", default=False)

    class Meta:
        verbose_name = "角色安全要求"

    def __str__(self) -> str:
        return self.get_role_display()
