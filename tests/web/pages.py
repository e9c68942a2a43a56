"""Pages over people, for the tests of the base views; addresses at the end, those of the application after them."""

from __future__ import annotations

from django import forms
from django.urls import include, path

from pengjiang.access import PUBLIC, SIGNED_IN, Decision, Permission, predicate
from pengjiang.accounts.models import User
from pengjiang.common.errors import Conflict, DomainError, FieldErrors, NotAllowed
from pengjiang.web.filters import ChoiceFilter, DateFilter, FlagFilter, NumberFilter, TextFilter
from pengjiang.web.forms import Form
from pengjiang.web.listings import BulkAction, Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, CreateView, UpdateView
from pengjiang.web.views.base import DetailPage, GuardedView, PageView
from pengjiang.web.views.components import ComponentsPage
from pengjiang.web.views.listing import ListPage


class PagePermission(Permission):
    """Given to the procurator by the fixture."""

    RENAME = "tests.rename", "更名"
    OTHER = "tests.other", "另一件事"


@predicate(PagePermission.RENAME)
def not_the_fixed(user, obj):
    return Decision.no("此人不能更名。") if obj.title == "固定" else Decision.yes()


def rename(user, *, actor, name, **rest):
    """Raises each kind of refusal on demand."""
    refusals = {
        "错": DomainError("姓名有误，请改正。", field="name"),
        "忙": DomainError("暂时不能办理，请稍后。"),
        "迟": Conflict("别人刚改过，请刷新。"),
        "多": FieldErrors({"name": "姓名不对。", "reason": "理由不对。"}),
    }
    if name in refusals:
        raise refusals[name]
    user.name = name
    user.save(update_fields=["name"])
    return user


class RenameForm(Form):
    name = forms.CharField(label="姓名", max_length=20)
    reason = forms.CharField(label="理由", required=False, widget=forms.Textarea)
    since = forms.DateField(label="起始日期", required=False)


class MarkForm(Form):
    note = forms.CharField(label="备注", max_length=20)


def mark(user, *, actor, note):
    if user.name == "难办":
        raise DomainError("此人难办。")
    user.title = note
    user.save(update_fields=["title"])


class Rows:
    """Everybody is visible here but 看不见."""

    model = User

    def get_queryset(self):
        return User.objects.exclude(title="看不见")


class People(ListPage):
    model = User
    permission = SIGNED_IN
    title = "人员"
    page_key = "tests.people"
    columns = (
        Column("name", "姓名", kind="key", sort="name", always=True),
        Column("username", "登录名", sort="username"),
        Column("title", "职务", kind="clip", badge=None),
        Column("changed", "改密", value="password_changed_at", kind="datetime", sort="password_changed_at"),
        Column("active", "启用", value="is_active", kind="flag", shown=False),
    )
    filters = (
        ChoiceFilter(name="title", label="职务", choices=[("甲", "甲职"), ("乙", "乙职")]),
        DateFilter(name="changed", label="改密日期", lookup="password_changed_at__date"),
        FlagFilter(name="digest", label="摘要", lookup="wants_digest"),
        NumberFilter(name="number", label="编号", lookup="pk"),
        TextFilter(name="mail", label="邮箱", lookup="email"),
    )
    search_fields = ("name", "username")
    default_order = "username"
    presets = (Preset("second", "乙职的", "title=%E4%B9%99", counted=True, bad=True),)
    bulk_actions = (BulkAction("mark", "标注", mark, PagePermission.RENAME, form_class=MarkForm, limit=25, at_once=15),)
    create_url = "/people/new/"
    create_label = "新增人员"
    create_permission = PagePermission.RENAME

    def get_rows(self):
        return User.objects.filter(username__startswith="p-").exclude(title="看不见")

    def row_url(self, row):
        return f"/people/{row.pk}/"


class Person(Rows, DetailPage):
    permission = SIGNED_IN
    template_name = "layout/app.html"


class Rename(Rows, ActionView):
    permission = PagePermission.RENAME
    title = "更名"
    form_class = RenameForm
    service = rename
    done = "已更名。"

    def get_done_url(self, result):
        return f"/people/{result.pk}/"

    def get_cancel_url(self):
        return "/people/"


class Correct(Rename, UpdateView):
    permission = PagePermission.RENAME


class Other(Rename):
    permission = PagePermission.OTHER


class New(CreateView):
    permission = PagePermission.RENAME
    title = "新增人员"
    form_class = MarkForm
    done = "已新增。"

    @staticmethod
    def service(*, actor, note):
        return actor

    def get_done_url(self, result):
        return "/people/"


class Open(PageView):
    permission = PUBLIC
    title = "公开页"
    template_name = "web/components/index.html"


class Undeclared(GuardedView):
    pass


def boom(request):
    raise ZeroDivisionError


def refuse(request):
    raise NotAllowed("不归您办。")


urlpatterns = [
    path("people/", People.as_view(), name="people"),
    path("people/new/", New.as_view()),
    path("people/<int:pk>/", Person.as_view()),
    path("people/<int:pk>/rename/", Rename.as_view()),
    path("people/<int:pk>/correct/", Correct.as_view()),
    path("people/<int:pk>/other/", Other.as_view()),
    path("components/", ComponentsPage.as_view(), name="components"),
    path("boom/", boom),
    path("refuse/", refuse),
    path("", include("pengjiang.urls")),
]
handler400 = "pengjiang.web.views.errors.bad_request"
handler403 = "pengjiang.web.views.errors.forbidden"
handler404 = "pengjiang.web.views.errors.not_found"
handler500 = "pengjiang.web.views.errors.server_error"
