"""Typical cases."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse_lazy

from liaison.enums import Origin
from liaison.forms.sharing import CaseForm, ConfirmForm, NoteForm
from liaison.models import TypicalCase
from liaison.permissions import LiaisonPermission as P
from liaison.queries.masking import doubts_in, left_in
from liaison.services import typical
from liaison.slots import SOURCES
from liaison.views.base import RoomAction, RoomPage, articles, rules, state_kind
from liaison.workflow import TYPICAL
from pengjiang.dossiers.enums import Field
from pengjiang.web.filters import ChoiceFilter, DateFilter, TextFilter
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import CreateView, FormPage
from pengjiang.web.views.base import Crumb
from pengjiang.web.views.listing import ListPage


class TypicalList(ListPage):
    """典型案例."""

    model = TypicalCase
    permission = P.VIEW
    title = "典型案例"
    page_key = "liaison.typicals"
    menu_key = "liaison-typical"
    search_fields = ("title", "number", "facts", "course", "meaning")
    search_placeholder = "标题、编号、正文"
    default_order = "-published_on"
    columns = (
        Column("title", "标题", kind="clip", link=True, wide=True, always=True),
        Column("number", "编号", sort="number"),
        Column("origin", "来源", value="get_origin_display"),
        Column("field", "领域", value="get_field_display"),
        Column("cause", "案由"),
        Column("published_on", "发布日期", kind="date", sort="published_on"),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind, sort="state"),
    )
    filters = (
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in TYPICAL.states.items()]),
        ChoiceFilter(name="origin", label="来源", choices=Origin.choices),
        ChoiceFilter(name="field", label="领域", choices=Field.choices),
        DateFilter(name="published_on", label="发布日期"),
        TextFilter(name="article", label="依据条文", condition=lambda value: Q(articles__icontains=value)),
        TextFilter(name="rule", label="体检规则", condition=lambda value: Q(rules__contains=[value.upper()])),
        TextFilter(name="item", label="职权事项", lookup="item"),
    )
    presets = (Preset("published", "已发布", "state=published"), Preset("waiting", "待审核发布", "state=confirmed&state=reviewed", counted=True))
    create_url = reverse_lazy("liaison:typical-new")
    create_label = "编写典型案例"
    create_permission = P.DRAFT_CASE
    empty_text = "检察院、司法局从办结的案件、评查和争议化解中编写，脱敏审核后发布。"

    def get_presets(self) -> tuple:
        return () if self.request.user.is_town else self.presets


class TypicalPage(RoomPage):
    """One case."""

    model = TypicalCase
    menu_key = "liaison-typical"
    prefix = "typical"
    part = "typical"
    icons = {"confirm": "shield", "review": "check", "publish": "megaphone", "withdraw": "return"}
    steps = (("编写", ("draft",)), ("脱敏确认", ("confirmed",)), ("审核", ("reviewed",)), ("发布", ("published", "withdrawn")))

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organisation", "drafted_by", "confirmed_by", "reviewed_by")

    def get_context(self) -> dict[str, Any]:
        case = self.object
        checks = case.state == "draft" and self.handles()
        return {
            **super().get_context(),
            "articles": articles(case.articles),
            "rules": rules(case.rules),
            "left": left_in(case) if checks else (),
            "doubts": doubts_in(case) if checks else (),
        }


class NewTypical(CreateView):
    """编写典型案例."""

    permission = P.DRAFT_CASE
    title = "编写典型案例"
    menu_key = "liaison-typical"
    form_class = CaseForm
    submit_label = "脱敏并保存"
    explanation = "保存时自动隐去姓名、单位名称、地址、证件、电话、账号、车牌等信息，再由人工逐段核对确认。"
    service = staticmethod(typical.draft)
    done = "已保存，请核对脱敏结果。"


class DraftTypical(FormPage):
    """由已办事项编写."""

    permission = P.DRAFT_CASE
    title = "由此编写典型案例"
    menu_key = "liaison-typical"
    explanation = "取用事项中的案情和经过，自动脱敏后存为草稿，由人工修改确认。同一事项只有一份草稿。"
    done = "草稿已生成，请核对脱敏结果。"

    @cached_property
    def source(self) -> Any:
        model = SOURCES.get(self.kwargs["source"])
        found = model.objects.visible_to(self.request.user).filter(pk=self.kwargs["pk"]).first() if model else None
        if found is None:
            raise Http404
        return found

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.source), self.source.get_absolute_url())]

    def perform(self, form: Any) -> TypicalCase:
        return typical.draft_from(self.source, actor=self.request.user)

    def get_done_url(self, result: Any) -> str:
        return result.get_absolute_url()


class CaseAction(RoomAction):
    """An act on a typical case."""

    model = TypicalCase
    permission = P.DRAFT_CASE
    menu_key = "liaison-typical"


class EditTypical(CaseAction):
    """修改."""

    title = "修改典型案例"
    form_class = CaseForm
    submit_label = "脱敏并保存"
    service = staticmethod(typical.edit)
    done = "已保存，请核对脱敏结果。"

    def get_initial(self) -> dict[str, Any]:
        case = self.object
        values = {name: getattr(case, name) for name in CaseForm.base_fields}
        return {**values, "articles": "\n".join(case.articles), "rules": " ".join(case.rules)}


class ConfirmTypical(CaseAction):
    """确认脱敏."""

    title = "确认脱敏"
    form_class = ConfirmForm
    explanation = "逐段核对正文：没有姓名、单位名称、地址、证件、电话、账号、车牌，也没有可以推知当事人的情节。"
    service = staticmethod(typical.confirm)
    done = "已确认，待审核。"


class SendBackTypical(CaseAction):
    """退回修改."""

    permission = P.REVIEW_CASE
    title = "退回修改"
    form_class = NoteForm
    service = staticmethod(typical.send_back)
    done = "已退回。"


class ReviewTypical(CaseAction):
    """审核通过."""

    permission = P.REVIEW_CASE
    title = "审核通过"
    service = staticmethod(typical.review)
    done = "已审核，可以发布。"


class PublishTypical(CaseAction):
    """发布."""

    permission = P.REVIEW_CASE
    title = "发布典型案例"
    explanation = "发布后联络室各单位均可查阅、检索和下载。"
    service = staticmethod(typical.publish)
    done = "已发布，文本正在生成。"


class WithdrawTypical(CaseAction):
    """撤回."""

    permission = P.REVIEW_CASE
    title = "撤回典型案例"
    form_class = NoteForm
    danger = True
    service = staticmethod(typical.withdraw)
    done = "已撤回。"


class ReviseTypical(CaseAction):
    """重新编写."""

    title = "重新编写"
    service = staticmethod(typical.revise)
    done = "可以重新编写。"
