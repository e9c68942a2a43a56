"""People and their posts: the security administrator's pages."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pengjiang.accounts import services
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Membership, Organisation, User
from pengjiang.accounts.security import device_of
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.console.forms import EndRoleForm, FirstPasswordForm, GrantForm, NewPersonForm, PersonForm
from pengjiang.console.permissions import ConsolePermission
from pengjiang.web.filters import ChoiceFilter, FlagFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, CreateView, FormPage, UpdateView
from pengjiang.web.views.base import Crumb, DetailPage
from pengjiang.web.views.listing import ListPage

NOWRAP = "console/cells/nowrap.html"


def _current_posts(user: User) -> str:
    return "；".join(f"{post.organisation.short_name} {post.get_role_display()}" for post in user.current_posts)


def _with_posts(rows: QuerySet) -> QuerySet:
    posts = Membership.objects.current().select_related("organisation").order_by("-is_main", "id")
    return rows.prefetch_related(Prefetch("memberships", queryset=posts, to_attr="current_posts"))


class PeopleList(ListPage):
    """Everybody who has or had an account."""

    permission = ConsolePermission.PEOPLE
    model = User
    title = "人员"
    menu_key = "console-people"
    page_key = "console.people"
    default_order = "username"
    search_fields = ("username", "name", "title")
    search_placeholder = "姓名、登录名、职务"
    create_label = "新增人员"
    create_permission = ConsolePermission.PEOPLE
    empty_title = "还没有人员"
    columns = (
        Column("username", "登录名", kind="key", sort="username", always=True),
        Column("name", "姓名", sort="name", always=True, template=NOWRAP),
        Column("title", "职务", template=NOWRAP),
        Column("posts", "现任职", value=_current_posts, wide=True),
        Column(
            "is_active",
            "账号",
            value=lambda u: "启用" if u.is_active else "停用",
            kind="badge",
            badge=lambda u: "good" if u.is_active else "outline",
        ),
        Column("last_login", "最近登录", kind="datetime", sort="last_login"),
    )
    filters = (
        ChoiceFilter(
            name="organisation",
            label="单位",
            choices=lambda _: [(o.pk, o.short_name) for o in Organisation.objects.all()],
            condition=lambda key: Q(pk__in=Membership.objects.current().filter(organisation=key).values("user_id")),
        ),
        ChoiceFilter(
            name="role",
            label="角色",
            choices=Role.choices,
            condition=lambda role: Q(pk__in=Membership.objects.current().filter(role=role).values("user_id")),
        ),
        FlagFilter(name="is_active", label="账号", yes="启用", no="停用"),
    )

    @property
    def create_url(self) -> str:
        return reverse("console:person-new")

    def get_rows(self) -> QuerySet:
        return _with_posts(User.objects.all())

    def row_url(self, row: User) -> str:
        return reverse("console:person", args=[row.pk])


class PersonMixin:
    """A person of the console; there is no narrower scope than the permission."""

    permission = ConsolePermission.PEOPLE
    model = User
    menu_key = "console-people"

    def get_queryset(self) -> QuerySet:
        return User.objects.all()

    def get_done_url(self, result: Any) -> str:
        return reverse("console:person", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return reverse("console:person", args=[self.object.pk])

    def get_parents(self) -> list[Crumb]:
        return [Crumb(self.object.name, reverse("console:person", args=[self.object.pk]))]


class PersonPage(PersonMixin, DetailPage):
    """A person: account, posts past and present, and what can be done."""

    template_name = "console/people/person.html"

    def get_parents(self) -> list[Crumb]:
        return []

    def get_title(self) -> str:
        return self.object.name

    def get_context(self) -> dict[str, Any]:
        user = self.object
        today = clock.today()
        posts = list(user.memberships.select_related("organisation").order_by("-since", "-id"))
        failures = AccessAttempt.objects.filter(username=user.username).order_by("-attempt_time").first()
        return {
            **super().get_context(),
            "posts": [(post, post.since <= today and (post.until is None or post.until >= today)) for post in posts],
            "device": device_of(user),
            "failures": failures.failures_since_start if failures else 0,
            "is_locked": bool(failures and failures.failures_since_start >= settings.AXES_FAILURE_LIMIT),
            "is_self": user.pk == self.request.user.pk,
        }


class NewPerson(CreateView):
    """A new account."""

    permission = ConsolePermission.PEOPLE
    title = "新增人员"
    menu_key = "console-people"
    form_class = NewPersonForm
    drafts = False
    submit_label = "新增人员"
    done = "已新增，请接着授予角色；没有任职的人员不能登录。"
    service = services.create_user

    def get_done_url(self, result: User) -> str:
        return reverse("console:person", args=[result.pk])


class EditPerson(PersonMixin, UpdateView):
    """Name, title, contact."""

    title = "修改人员"
    form_class = PersonForm
    submit_label = "保存"
    done = "已保存。"
    service = services.change_user


class ResetPassword(PersonMixin, ActionView):
    """A new first password."""

    title = "重置密码"
    form_class = FirstPasswordForm
    drafts = False
    danger = True
    done = "已重置，请当面告知本人；其下次登录须修改。"
    service = services.reset_password


class SwitchPerson(PersonMixin, ActionView):
    """Disable or enable an account."""

    done = "已更新。"

    def get_title(self) -> str:
        return f"停用{self.object.name}的账号" if self.object.is_active else f"启用{self.object.name}的账号"

    @property
    def danger(self) -> bool:
        return self.object.is_active

    @property
    def explanation(self) -> str:
        return "停用后立即不能登录，已登录的会话随即失效；其办理过的事项与记录不变。" if self.object.is_active else "启用后可凭原密码登录。"

    def perform(self, form: Any) -> User:
        return services.set_active(self.object, active=not self.object.is_active, actor=self.request.user)


class Unlock(PersonMixin, ActionView):
    """Lift the lock after failed sign-ins."""

    title = "解除锁定"
    explanation = "清除该登录名的失败次数，本人可立即再试。请先核实是本人申请。"
    done = "已解除锁定。"

    def perform(self, form: Any) -> int:
        return services.unlock(username=self.object.username, actor=self.request.user)


class RemoveDevice(PersonMixin, ActionView):
    """After a lost telephone."""

    title = "移除动态口令"
    explanation = "移除后，本人下次登录须重新绑定（角色要求时）。请先核实手机确已丢失或更换。"
    danger = True
    done = "已移除。"

    def perform(self, form: Any) -> None:
        services.remove_second_factor(self.object, actor=self.request.user)


class Grant(PersonMixin, ActionView):
    """A new post."""

    title = "授予角色"
    form_class = GrantForm
    done = "已授予。"
    service = services.grant_role


class EndPost(PersonMixin, FormPage):
    """Let a post end."""

    title = "终止任职"
    form_class = EndRoleForm
    danger = True
    done = "已终止。"

    @property
    def object(self) -> User:
        return self.post_row.user

    @cached_property
    def post_row(self) -> Membership:
        return get_object_or_404(Membership.objects.select_related("user", "organisation"), pk=self.kwargs["pk"])

    @property
    def explanation(self) -> str:
        row = self.post_row
        return f"{row.user.name}：{row.organisation.name} {row.get_role_display()}，自{row.since}起。"

    def perform(self, form: Any) -> Membership:
        row = self.post_row
        if row.until is not None and row.until < clock.today():
            raise DomainError("该任职已经终止，无须再办。")
        return services.end_role(row, until=form.cleaned_data["until"], actor=self.request.user)
