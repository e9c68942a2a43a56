"""移交 and 销毁: volumes on their way out of the house."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.urls import reverse_lazy

from cases.forms.archive import DestructionForm, HandForm, PackageForm, WitnessForm
from cases.forms.recommendations import NoteForm
from cases.models import ArchivePackage, Destruction
from cases.permissions import ArchivePermission as P
from cases.services.archive import destroying, packages
from cases.views.base import CasesPage, state_kind
from pengjiang.web.filters import DateFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import ActionView, CreateView
from pengjiang.web.views.base import Crumb, ObjectView
from pengjiang.web.views.listing import ListPage


class LeavingList(ListPage):
    """What both lists share."""

    permission = P.VIEW
    menu_key = "volumes"
    default_order = "-made_on"
    create_permission = P.KEEP
    search_fields = ("made_by__name",)
    filters = (DateFilter(name="made_on", label="日期"),)

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("made_by").annotate(count=Count("volumes"))


TAIL = (
    Column("count", "卷数", kind="number", value="count"),
    Column("made_by", "经办人", value="made_by__name"),
    Column("state", "状态", kind="badge", value="state_label", badge=state_kind),
)


class PackageList(LeavingList):
    """档案移交."""

    model = ArchivePackage
    title = "档案移交"
    page_key = "cases.packages"
    search_fields = ("receiver", "received_by")
    create_url = reverse_lazy("cases:make-package")
    create_label = "生成移交包"
    columns = (
        Column("made_on", "生成日期", kind="date", sort="made_on", link=True, always=True),
        Column("receiver", "接收单位", link=True, wide=True),
        Column("passed", "四性检测", kind="flag"),
        Column("handed_on", "移交日期", kind="date", sort="handed_on"),
        *TAIL,
    )
    empty_text = "把在库卷宗打包，经四性检测后移交档案馆。"


class DestructionList(LeavingList):
    """档案销毁."""

    model = Destruction
    title = "档案销毁"
    page_key = "cases.destructions"
    create_url = reverse_lazy("cases:list-destruction")
    create_label = "列销毁清单"
    columns = (
        Column("made_on", "造册日期", kind="date", sort="made_on", link=True, always=True),
        Column("opinion", "鉴定意见", kind="clip", wide=True, link=True),
        Column("done_on", "销毁日期", kind="date", sort="done_on"),
        *TAIL,
    )
    empty_text = "保管期限届满的卷宗，经鉴定后造册，由两人先后审核、批准，方可销毁。"


class LeavingPage(CasesPage):
    """What both pages share."""

    permission = P.VIEW
    menu_key = "volumes"

    def get_tabs(self) -> Any:
        return (("overview", "卷宗", ""), ("papers", "文书", ""), ("timeline", "时间线", ""))

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "volumes": self.object.volumes.select_related("case").order_by("number")}


class PackagePage(LeavingPage):
    """One package."""

    model = ArchivePackage
    template_name = "cases/archive/package.html"
    prefix = "package"

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "checks": self.object.checks_in_order}


class DestructionPage(LeavingPage):
    """One list."""

    model = Destruction
    template_name = "cases/archive/destruction.html"
    prefix = "destruction"
    steps = (("造册", ("listed",)), ("审核", ("reviewed",)), ("批准", ("approved",)), ("销毁", ("done", "refused")))


class PackageFile(ObjectView):
    """The ZIP."""

    model = ArchivePackage
    permission = P.KEEP

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        package = self.object
        if not package.file:
            raise Http404
        return FileResponse(package.file.open("rb"), as_attachment=True, filename=f"档案移交包{package.made_on:%Y%m%d}.zip", content_type="application/zip")


class MakePackage(CreateView):
    """生成移交包."""

    permission = P.KEEP
    title = "生成移交包"
    menu_key = "volumes"
    form_class = PackageForm
    submit_label = "检测并打包"
    explanation = "逐卷检测真实性、完整性、可用性、安全性，连同案卷级、文件级目录打成一个压缩包。检测未通过的不能移交。"
    service = staticmethod(packages.make_package)

    def get_done_message(self, result: Any) -> str:
        return "已打包，四性检测通过。" if result.passed else "四性检测未通过，请查看检测结果。"


class ListDestruction(CreateView):
    """列销毁清单."""

    permission = P.KEEP
    title = "列销毁清单"
    menu_key = "volumes"
    form_class = DestructionForm
    submit_label = "造册报审"
    service = staticmethod(destroying.list_for_destruction)
    done = "已造册，待审核。"


class LeavingAction(ActionView):
    """An act on a package or a list."""

    permission = P.KEEP
    menu_key = "volumes"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]


class HandPackage(LeavingAction):
    """登记移交."""

    model = ArchivePackage
    title = "登记移交"
    form_class = HandForm
    service = staticmethod(packages.hand_package)
    done = "已登记移交，移交清单正在生成。"


class DropPackage(LeavingAction):
    """作废."""

    model = ArchivePackage
    title = "作废"
    form_class = NoteForm
    danger = True
    service = staticmethod(packages.drop_package)
    done = "移交包已作废。"


class ReviewDestruction(LeavingAction):
    """审核同意."""

    model = Destruction
    permission = P.REVIEW
    title = "审核同意"
    service = staticmethod(destroying.review_destruction)
    done = "已审核，待批准。"


class ApproveDestruction(LeavingAction):
    """批准销毁."""

    model = Destruction
    permission = P.DESTROY
    title = "批准销毁"
    danger = True
    service = staticmethod(destroying.approve_destruction)
    done = "已批准。"


class RefuseDestruction(LeavingAction):
    """不予销毁."""

    model = Destruction
    permission = P.REVIEW
    title = "不予销毁"
    form_class = NoteForm
    service = staticmethod(destroying.refuse_destruction)
    done = "已退回，卷宗继续保管。"


class RejectDestruction(RefuseDestruction):
    """不批准."""

    permission = P.DESTROY
    title = "不批准"


class CarryOut(LeavingAction):
    """登记销毁."""

    model = Destruction
    title = "登记销毁"
    form_class = WitnessForm
    danger = True
    explanation = "卷宗文件删除后不能恢复；案件目录和销毁清单永久保存。"
    service = staticmethod(destroying.carry_out)
    done = "已登记销毁。"
