"""听证员名册."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse, reverse_lazy

from cases.enums import ListenerKind
from cases.forms.listeners import ListenerForm
from cases.models import HearingPerson, Listener
from cases.permissions import HearingPermission as P
from cases.services import listeners as services
from pengjiang.access import can, permissions_of
from pengjiang.common import clock
from pengjiang.web.components import Action
from pengjiang.web.filters import ChoiceFilter, FlagFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import CreateView, UpdateView
from pengjiang.web.views.base import Crumb, DetailPage
from pengjiang.web.views.listing import ListPage

KINDS = {"在册": "good", "未到聘期": "warn", "期满": "outline"}


def _serving(value: bool) -> Any:
    keys = Listener.objects.serving(clock.today()).values("pk")
    return Q(pk__in=keys) if value else ~Q(pk__in=keys)


class ListenerList(ListPage):
    """The register."""

    model = Listener
    permission = P.VIEW
    title = "听证员名册"
    page_key = "cases.listeners"
    menu_key = "listeners"
    search_fields = ("name", "unit", "profession")
    search_placeholder = "姓名、单位、职业"
    default_order = "name"
    create_url = reverse_lazy("cases:register-listener")
    create_label = "登记听证员"
    create_permission = P.ROSTER
    columns = (
        Column("name", "姓名", kind="key", sort="name", always=True),
        Column("kind", "类别", value="get_kind_display", sort="kind"),
        Column("unit", "工作单位", kind="clip", wide=True),
        Column("profession", "职业、专业", kind="clip"),
        Column("since", "聘期起", kind="date", sort="since"),
        Column("until", "聘期止", value=lambda row: row.until or "未定", kind="date", sort="until"),
        Column("invited", "受邀次数", kind="number", value="invited", sort="invited"),
        Column("last_invited", "最近受邀", kind="date", value="last_invited"),
        Column("standing", "状态", kind="badge", value="standing", badge=lambda row: KINDS[row.standing]),
    )
    filters = (
        ChoiceFilter(name="kind", label="类别", choices=ListenerKind.choices),
        FlagFilter(name="serving", label="在册", yes="在册", no="不在册", condition=_serving),
    )
    empty_text = "可以出席公开听证的人大代表、政协委员、人民监督员、专家等在此登记，安排听证时从名册选择。"

    def get_rows(self) -> QuerySet:
        return super().get_rows().with_invitations()

    def row_url(self, row: Listener) -> str:
        return row.get_absolute_url()


class ListenerPage(DetailPage):
    """One person, with the hearings they were invited to."""

    model = Listener
    permission = P.VIEW
    menu_key = "listeners"
    template_name = "cases/hearings/listener.html"

    def get_title(self) -> str:
        return self.object.name

    def get_actions(self) -> list[Action]:
        if not self.keeps:
            return []
        return [Action("修改", reverse("cases:listener-edit", args=[self.object.pk]), icon="edit")]

    @property
    def keeps(self) -> bool:
        return can(self.request.user, P.ROSTER).ok

    def get_context(self) -> dict[str, Any]:
        rows = HearingPerson.objects.filter(listener=self.object).select_related("hearing__case").order_by("-hearing__at", "-pk")
        return {
            **super().get_context(),
            "invitations": rows,
            "avoids": "、".join(body.short_name for body in self.object.avoids.all()),
            "phone": self.object.phone if self.keeps or P.MANAGE in permissions_of(self.request.user) else "",
            "standing_kind": KINDS[self.object.standing],
        }


class RegisterListener(CreateView):
    """登记听证员."""

    permission = P.ROSTER
    title = "登记听证员"
    menu_key = "listeners"
    form_class = ListenerForm
    submit_label = "登记"
    service = staticmethod(services.register_listener)
    done = "已登记。"


class EditListener(UpdateView):
    """修改听证员."""

    model = Listener
    permission = P.ROSTER
    title = "修改听证员"
    menu_key = "listeners"
    form_class = ListenerForm
    submit_label = "保存"
    service = staticmethod(services.change_listener)
    done = "已保存。"

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "avoids": list(self.object.avoids.all())}

    def get_parents(self) -> list[Crumb]:
        return [Crumb(self.object.name, self.object.get_absolute_url())]
