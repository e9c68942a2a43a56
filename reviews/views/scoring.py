"""评分: the volume left, the standard right; every change saved at once, also without script."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from pengjiang.common.errors import Conflict, DomainError
from pengjiang.files.queries import page_image, volume_of
from pengjiang.web.filters import ChoiceFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import NoFields
from pengjiang.web.views.base import Crumb, ObjectView
from pengjiang.web.views.listing import ListPage
from reviews.enums import Seat
from reviews.forms.files import MarkForm, VetoForm
from reviews.models import Assignment, ObjectionItem
from reviews.permissions import ReviewPermission as P
from reviews.scoring import HALF, ZERO, Grade, plain
from reviews.services import marking
from reviews.views.base import ReviewAction
from reviews.workflow import ASSIGNMENT


class TaskList(ListPage):
    """One's own files to mark; nobody else's, for anybody."""

    model = Assignment
    permission = P.SCORE
    title = "我的评查任务"
    page_key = "reviews.tasks"
    menu_key = "review-tasks"
    template_name = "reviews/scoring/tasks.html"
    search_fields = ("file__number",)
    default_order = "number"
    columns = (
        Column("number", "案号", kind="key", value="file__number", sort="file__order", link=True, always=True),
        Column("round", "批次", value="file__round__title"),
        Column("town", "镇街", value="file__town__short_name", sort="file__town__order"),
        Column("kind", "类型", value=lambda row: row.file.get_file_type_display()),
        Column("purpose", "任务", value=lambda row: "校准" if row.is_calibration else "第三人" if row.seat == Seat.THIRD else "初评"),
        Column("due", "初评截止", kind="date", value="file__round__score_by"),
        Column("score", "本人评分", kind="number", sort="score"),
        Column("state", "状态", kind="badge", value="state_label", badge=lambda row: {"open": "warn", "submitted": "good"}.get(row.state, "outline")),
    )
    filters = (ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in ASSIGNMENT.states.items()]),)
    empty_text = "组织单位分配后，要评的案卷会出现在这里。"

    def get_rows(self) -> QuerySet:
        rows = Assignment.objects.filter(reviewer=self.request.user.pk).exclude(state="ended")
        return rows.select_related("file__round", "file__town").defer("file__round__frame", "file__findings_of_check")

    def get_context(self) -> dict[str, Any]:
        items = ObjectionItem.objects.filter(rechecker=self.request.user.pk, result="").select_related("file")
        return {**super().get_context(), "rechecks": items}


class OwnAssignment(ObjectView):
    """An assignment of one's own."""

    model = Assignment
    permission = P.SCORE
    menu_key = "review-tasks"

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().exclude(state="ended")
        return rows.select_related("file__round", "file__rubric", "file__dossier", "file__town").defer("file__round__frame")

    def get_title(self) -> str:
        return f"评分：{self.object.file.number}"

    @property
    def writable(self) -> bool:
        row = self.object
        return row.state == "open" or (row.file.state == "talking" and not row.has_spoken)

    @cached_property
    def marks(self) -> dict[str, Any]:
        return {mark.code: mark for mark in self.object.marks.all()}

    def line(self, code: str, *, posted: Any = None, error: str = "", is_open: bool = False) -> dict[str, Any]:
        """One item as the page draws it."""
        rubric = self.object.file.rubric.rubric
        item, mark = rubric.by_code[code], self.marks.get(code)
        faults = [fault for fault in self.object.file.findings_of_check if fault["item"] == code]
        lost = mark.lost if mark else ZERO
        steps = [HALF * place for place in range(int(item.maximum / HALF) + 1)]
        if item.maximum > 4:
            steps = [step for step in steps if step % 1 == 0 or step in {one.points for one in item.deductions} or step == lost]
        values = posted or {
            "lost": plain(lost),
            "reason": mark.reason if mark else "",
            "page": (mark.page if mark else "") or "",
            "absent": bool(mark and mark.absent),
            "common": bool(mark and mark.common),
        }
        return {
            "item": item,
            "mark": mark,
            "faults": faults,
            "values": values,
            "steps": [(plain(step), "不扣" if not step else f"−{plain(step)}") for step in steps],
            "phrases": [(plain(one.points), one.reason, one.label) for one in item.deductions],
            "left": plain(item.maximum - lost),
            "maximum": plain(item.maximum),
            "seen": mark.revision if mark else 0,
            "note": self.notes.get(code, ""),
            "error": error,
            "open": is_open or bool(error),
        }

    @cached_property
    def notes(self) -> dict[str, str]:
        """The last clarification of each item."""
        return {one.code: one.text for one in self.object.file.round.clarifications.order_by("version")}

    def totals(self) -> dict[str, Any]:
        found = marking.result_of(self.object)
        grade = found.grade(self.object.file.round.thresholds)
        lost = sum(1 for mark in self.marks.values() if mark.lost)
        absent = sum(1 for mark in self.marks.values() if mark.absent)
        vetoes = sum(1 for mark in self.marks.values() if mark.is_veto)
        return {"score": plain(found.score), "grade": grade.label, "failed": grade == Grade.FAILED, "lost": lost, "absent": absent, "vetoes": vetoes}


class ScorePage(OwnAssignment):
    """The split page."""

    template_name = "reviews/scoring/page.html"

    def get_parents(self) -> list[Crumb]:
        return []

    def get_context(self) -> dict[str, Any]:
        row, query = self.object, self.request.GET
        rubric = row.file.rubric.rubric
        opened = query.get("item", "")
        groups = [(name, plain(sum((item.maximum for item in items), ZERO)), [self.line(item.code, is_open=item.code == opened) for item in items]) for name, items in rubric.groups]
        vetoes = [{"veto": veto, "mark": self.marks.get(veto.code), "seen": getattr(self.marks.get(veto.code), "revision", 0)} for veto in rubric.vetoes]
        mine = Assignment.objects.filter(reviewer=self.request.user.pk, file__round=row.file.round_id).exclude(state="ended")
        order = list(mine.order_by("file__order").values_list("pk", "state"))
        at = [key for key, _ in order].index(row.pk)
        return {
            **super().get_context(),
            **self.volume(),
            "groups": groups,
            "vetoes": vetoes,
            "totals": self.totals(),
            "writable": self.writable,
            "place": at + 1,
            "count": len(order),
            "done": sum(state == "submitted" for _, state in order),
            "before": order[at - 1][0] if at else None,
            "after": order[at + 1][0] if at + 1 < len(order) else None,
        }

    def volume(self) -> dict[str, Any]:
        """The page asked for, and the next one for the browser to fetch ahead."""
        volume = volume_of(self.object.file.dossier)
        wanted = self.request.GET.get("page", "")
        total = volume.total_pages
        number = min(max(int(wanted) if wanted.isdecimal() and len(wanted) < 6 else 1, 1), max(total, 1))
        here, following = volume.page(number), volume.page(number + 1)
        pages = [
            {"number": place, "url": reverse("files:page", args=[page.file.uuid, page.within]), "name": page.file.name}
            for place in range(1, total + 1)
            if (page := volume.page(place)) is not None
        ]
        return {
            "volume": volume,
            "number": number,
            "total": total,
            "here": here,
            "image": page_image(here.file, here.within) if here else None,
            "following": following,
            "pages": pages,
        }


class SaveMark(OwnAssignment):
    """One item saved: htmx gets the item and the totals, a plain form the page again."""

    template_name = "reviews/scoring/_item.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(f"{self.object.get_absolute_url()}?item={kwargs['code']}")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = kwargs["code"]
        form = MarkForm(request.POST, user=request.user)
        error, status = "", 200
        if not form.is_valid():
            error, status = "；".join(str(one[0]) for one in form.errors.values()), 422
        else:
            try:
                marking.save_mark(self.object, actor=request.user, code=code, **form.cleaned_data)
            except DomainError as refusal:
                error, status = refusal.message, 409 if isinstance(refusal, Conflict) else 422
        return self.answer(code, error=error, status=status)

    def answer(self, code: str, *, error: str, status: int) -> HttpResponse:
        self.__dict__.pop("marks", None)
        self.object.refresh_from_db()
        if code not in self.object.file.rubric.rubric.by_code:
            return HttpResponseRedirect(self.object.get_absolute_url(), status=303)
        page = self.request.POST.get("at", "")
        if not getattr(self.request, "htmx", None):
            if error:
                messages.error(self.request, error)
            return HttpResponseRedirect(f"{self.object.get_absolute_url()}?item={code}&page={page if page.isdecimal() else 1}#{code}", status=303)
        post = self.request.POST
        posted = None
        if status == 422:
            posted = {name: post.get(name, "") for name in ("lost", "reason", "page")} | {"absent": "absent" in post, "common": "common" in post}
        line = self.line(code, posted=posted, error=error, is_open=True)
        return self.render(line=line, totals=self.totals(), writable=self.writable, swap=True, status=status, saved=not error)


class SaveVeto(OwnAssignment):
    """One veto marked or taken back."""

    template_name = "reviews/scoring/_veto.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self.object.get_absolute_url())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        code = kwargs["code"]
        form = VetoForm(request.POST, user=request.user)
        error, status = "", 200
        if not form.is_valid():
            error, status = "；".join(str(one[0]) for one in form.errors.values()), 422
        else:
            try:
                marking.save_veto(self.object, actor=request.user, code=code, **form.cleaned_data)
            except DomainError as refusal:
                error, status = refusal.message, 409 if isinstance(refusal, Conflict) else 422
        veto = self.object.file.rubric.rubric.veto_by_code.get(code)
        if veto is None or not getattr(request, "htmx", None):
            if error:
                messages.error(request, error)
            return HttpResponseRedirect(f"{self.object.get_absolute_url()}#vetoes", status=303)
        self.__dict__.pop("marks", None)
        mark = self.marks.get(code)
        values = {"reason": request.POST.get("reason", ""), "page": request.POST.get("page", "")} if error else None
        one = {"veto": veto, "mark": mark, "seen": getattr(mark, "revision", 0), "error": error, "values": values}
        return self.render(one=one, totals=self.totals(), writable=self.writable, swap=True, status=status, saved=not error)


class SubmitMarks(ReviewAction):
    """提交评分."""

    model = Assignment
    permission = P.SCORE
    title = "提交评分"
    menu_key = "review-tasks"
    form_class = NoFields
    explanation = "没有扣分、没有标为不适用的项目按满分计。提交后不能再修改。"
    service = staticmethod(marking.submit_marks)

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("file__round", "file__rubric").defer("file__round__frame")

    def get_parents(self) -> list[Crumb]:
        return []

    def get_done_message(self, result: Any) -> str:
        return f"{self.object.file.number}评分已提交。"

    def get_done_url(self, result: Any) -> str:
        """The next file that waits."""
        rest = Assignment.objects.filter(reviewer=self.request.user.pk, state="open", file__round=self.object.file.round_id).order_by("file__order").first()
        return rest.get_absolute_url() if rest else reverse("reviews:tasks")


