"""评查标准: versions, copies, imports, use."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy

from pengjiang.access import can
from pengjiang.web.components.story import Action
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, CreateView
from pengjiang.web.views.base import DetailPage
from pengjiang.web.views.listing import ListPage
from reviews.forms.rounds import RubricImportForm
from reviews.models import RubricVersion
from reviews.permissions import ReviewPermission as P
from reviews.services import rubrics


class RubricList(ListPage):
    """所有版本."""

    model = RubricVersion
    permission = P.VIEW
    title = "评查标准"
    page_key = "reviews.rubrics"
    menu_key = "rubrics"
    search_fields = ("title",)
    default_order = "kind"
    columns = (
        Column("name", "标准", kind="key", value=str, link=True, always=True),
        Column("kind", "类别", value="get_kind_display", sort="kind"),
        Column("items", "项目", kind="number", value=lambda row: len(row.rubric.items)),
        Column("vetoes", "否决项", kind="number", value=lambda row: len(row.rubric.vetoes)),
        Column("valid_from", "启用日期", kind="date", sort="valid_from"),
        Column("note", "来源"),
        Column("status", "状态", kind="badge", value="get_status_display", badge=lambda row: {"active": "good", "draft": "warn"}.get(row.status, "outline")),
    )
    create_url = reverse_lazy("reviews:rubric-import")
    create_label = "导入标准"
    create_permission = P.RUBRICS
    empty_text = "拟制第一个评查方案时，系统自带的五类标准自动列入。"


class RubricPage(DetailPage):
    """A standard, printable."""

    model = RubricVersion
    permission = P.VIEW
    template_name = "reviews/rubrics/detail.html"
    menu_key = "rubrics"

    def get_actions(self) -> list[Action]:
        decision = can(self.request.user, P.RUBRICS)
        if not decision.ok:
            return []
        actions = [Action("复制为新版本", str(reverse_lazy("reviews:rubric-copy", args=[self.object.pk])), icon="document")]
        if self.object.status == "draft":
            actions.append(Action("启用", str(reverse_lazy("reviews:rubric-activate", args=[self.object.pk])), icon="check", primary=True))
        return actions

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "rubric": self.object.rubric}


class RubricAction(ActionView):
    """An act on a standard."""

    model = RubricVersion
    permission = P.RUBRICS
    menu_key = "rubrics"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset()


class CopyRubric(RubricAction):
    """复制为新版本."""

    title = "复制为新版本"
    explanation = "已使用的标准不能修改；复制出的新版本为草稿，导出修改后可以重新导入。"
    service = staticmethod(rubrics.copy_rubric)
    done = "已复制。"

    def get_done_url(self, result: RubricVersion) -> str:
        return result.get_absolute_url()


class ActivateRubric(RubricAction):
    """启用."""

    title = "启用标准"
    explanation = "启用后原版本停用，新的评查方案使用本版本；已开始的批次不变。"
    service = staticmethod(rubrics.activate_rubric)
    done = "标准已启用。"


class ImportRubric(CreateView):
    """导入标准."""

    permission = P.RUBRICS
    title = "导入评查标准"
    menu_key = "rubrics"
    form_class = RubricImportForm
    service = staticmethod(rubrics.import_rubric)
    drafts = False
    done = "标准已导入为草稿，核对后启用。"
