"""Organisations, people and the roles they hold from day to day."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
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
    # What a recorded rename or merger leaves behind: see ``reorganising``. Names one to a line, those of merged units among them.
    former_names = models.TextField("曾用名", blank=True, editable=False)
    successor = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True, editable=False, verbose_name="并入单位")
    absorbed = ArrayField(models.BigIntegerField(), verbose_name="并入本单位的单位", default=list, blank=True, editable=False)

    class Meta:
        verbose_name = "单位"
        ordering = ["order", "code"]

    def __str__(self) -> str:
        return self.short_name

    @property
    def lineage(self) -> list[int]:
        """Keys of the unit and of all that were merged into it."""
        return [self.pk, *self.absorbed]

    @property
    def choice_label(self) -> str:
        """In the filters of lists, where history stands apart."""
        return f"{self.short_name}（已并入{self.successor.short_name}）" if self.successor_id else self.short_name

    @property
    def all_names(self) -> str:
        """The present name and the former ones, for the search."""
        return f"{self.name}\n{self.former_names}".strip()

    def name_on(self, day: date | None) -> str:
        """The full name on a day; without a day the present one."""
        if day is None or not self.former_names:
            return self.name
        later = self.changes.filter(kind=OrganisationChange.Kind.RENAME, applied_at__isnull=False, effective_on__gt=day)
        first = later.order_by("effective_on").first()
        return first.name_before if first else self.name

    def note_on(self, day: date | None) -> str:
        """What a page adds to the name of then: 现名, 原名, 并入何单位."""
        told = []
        if self.name_on(day) != self.name:
            told.append(f"现名：{self.name}")
        elif self.former_names:
            told.append(f"原名：{'、'.join(self.former_names.splitlines())}")
        if self.successor_id:
            told.append(f"已并入{self.successor.name}")
        return "；".join(told)


class OrganisationChange(Stamped):
    """更名、合并: what a unit is called, or which unit takes its place, from a day on. Recorded ahead, it is carried out on that day."""

    class Kind(models.TextChoices):
        RENAME = "rename", "更名"
        MERGE = "merge", "并入其他单位"

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="changes", verbose_name="单位")
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    effective_on = models.DateField("生效日期")
    basis = models.CharField("批准文号", max_length=120)
    name_before = models.CharField("原全称", max_length=100)
    short_name_before = models.CharField("原简称", max_length=40)
    name_after = models.CharField("新全称", max_length=100, blank=True)
    short_name_after = models.CharField("新简称", max_length=40, blank=True)
    successor = models.ForeignKey(Organisation, models.PROTECT, related_name="mergers", null=True, blank=True, verbose_name="并入单位")
    recorded_by = models.ForeignKey("accounts.User", models.PROTECT, related_name="+", verbose_name="登记人")
    applied_at = models.DateTimeField("办理时间", null=True, blank=True)
    dropped_at = models.DateTimeField("撤回时间", null=True, blank=True)
    # What went over, as told on the page: label → number.
    moved = models.JSONField("转移情况", default=dict, blank=True)

    class Meta:
        verbose_name = "单位更名、合并"
        ordering = ["-effective_on", "-id"]
        constraints = [
            models.CheckConstraint(
                name="organisation_change_says_what",
                condition=Q(kind="rename", successor=None) & ~Q(name_after="") | Q(kind="merge", successor__isnull=False, name_after=""),
            ),
            models.CheckConstraint(name="organisation_change_is_into_another", condition=Q(successor=None) | ~Q(successor=models.F("organisation"))),
            models.UniqueConstraint(
                fields=["organisation"], name="one_coming_organisation_change", condition=Q(applied_at=None, dropped_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_before}{self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return reverse("console:organisation-change", args=[self.pk])

    @property
    def state_label(self) -> str:
        return "已撤回" if self.dropped_at else "已生效" if self.applied_at else "待生效"

    @property
    def after(self) -> str:
        """The name that stands from the day on."""
        return self.successor.name if self.successor_id else self.name_after


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
        """Organisations whose business one shares, those merged into one's own too; an administrator's post opens none (最小权限)."""
        posts = (membership for membership in self.current_memberships if membership.role not in ADMINISTRATORS)
        return [key for membership in posts for key in membership.organisation.lineage]

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
