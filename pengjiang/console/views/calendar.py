"""Calendar years: what is stored, entering one, and what that moves."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.console.forms import YearForm
from pengjiang.console.permissions import ConsolePermission
from pengjiang.console.services import calendar as service
from pengjiang.deadlines.models import CalendarYear
from pengjiang.deadlines.stored import stored_calendar
from pengjiang.web.views.acting import FormPage, show_refusal
from pengjiang.web.views.base import Crumb, PageView


class YearList(PageView):
    """The years whose notice stands in the system, and whether the coming one is missing."""

    permission = ConsolePermission.CALENDAR
    template_name = "console/calendar/list.html"
    title = "工作日历"
    menu_key = "console-calendar"

    def get_context(self) -> dict[str, Any]:
        years = list(CalendarYear.objects.all())
        have = {row.year for row in years}
        this = clock.today().year
        return {
            **super().get_context(),
            "years": [
                (row, service.write_days(row.rest_days, row.year).splitlines(), service.write_days(row.make_up_days, row.year).splitlines())
                for row in years
            ],
            "missing": [year for year in (this, this + 1) if year not in have],
        }


class EnterYear(FormPage):
    """Enter or correct a year: first the consequences, then the entry."""

    permission = ConsolePermission.CALENDAR
    template_name = "console/calendar/form.html"
    title = "录入工作日历"
    menu_key = "console-calendar"
    form_class = YearForm
    submit_label = "录入并重新计算"

    @cached_property
    def row(self) -> CalendarYear | None:
        if "year" not in self.kwargs:
            return None
        row = CalendarYear.objects.filter(year=self.kwargs["year"]).first()
        if row is None:
            raise Http404
        return row

    def get_title(self) -> str:
        return f"更正{self.row.year}年工作日历" if self.row else self.title

    def get_parents(self) -> list[Crumb]:
        return []

    def get_initial(self) -> dict[str, Any]:
        if self.row is None:
            years = {row.year for row in CalendarYear.objects.all()}
            year = clock.today().year
            year = year if year not in years else year + 1
            return {"year": year, "notice_title": f"国务院办公厅关于{year}年部分节假日安排的通知"}
        row = self.row
        return {
            "year": row.year,
            "notice_number": row.notice_number,
            "notice_title": row.notice_title,
            "rest": service.write_days(row.rest_days, row.year),
            "make_up": service.write_days(row.make_up_days, row.year),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "preview" not in request.POST:
            return super().post(request, *args, **kwargs)
        form = self.make_form(request.POST)
        if form.is_valid():
            try:
                consequences = service.preview_year(**_values(form))
            except DomainError as error:
                show_refusal(form, error)
            else:
                return self.render_with(form, consequences)
        return self.render_form(form, status=422)

    def render_with(self, form: YearForm, consequences: service.Consequences) -> HttpResponse:
        """The form again, with what the entry would change above it."""
        self.consequences = consequences
        return self.render_form(form)

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "consequences": getattr(self, "consequences", None)}

    def perform(self, form: YearForm) -> service.Consequences:
        return service.enter_year(actor=self.request.user, **_values(form))

    def get_done_message(self, result: service.Consequences) -> str:
        stored_calendar()
        return f"已录入。{len(result.moved)}项期限的末日随之改变，{result.settled}项暂按推算的期限已确定。"

    def get_done_url(self, result: Any) -> str:
        return reverse("console:calendar")


def _values(form: YearForm) -> dict[str, Any]:
    data = form.cleaned_data
    year = data["year"]
    return {
        "year": year,
        "notice_number": data["notice_number"],
        "notice_title": data["notice_title"],
        "rest_days": service.read_days(data["rest"], year, field="rest"),
        "make_up_days": service.read_days(data["make_up"], year, field="make_up"),
    }
