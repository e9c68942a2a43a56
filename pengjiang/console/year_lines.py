"""The lines of the year-change checklist that concern the ground: calendar, numbers, dated rows, posts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.urls import reverse

from pengjiang.accounts.models import Delegation, Membership, OrganisationChange
from pengjiang.console.permissions import ConsolePermission as P
from pengjiang.console.tables import TITLES
from pengjiang.console.yearly import Line, State, line, window
from pengjiang.deadlines.models import CalendarYear, Deadline
from pengjiang.documents.models import NumberScheme, NumberSeries
from pengjiang.documents.permissions import DocumentPermission
from pengjiang.law.models import ReferenceRow
from pengjiang.law.rowchecks import same_thing

SHOWN = 5


@line("工作日历和期限", order=10)
def calendar(year: int) -> Iterable[Line]:
    """The notice of the year, and the limits that are guessed without it."""
    row = CalendarYear.objects.filter(year=year).first()
    told = f"{row.notice_title}（{row.notice_number}）" if row else f"{year}年的放假通知尚未录入"
    why = "没有通知的年度，工作日期限只能按周末和法定节日推算，末日可能有误。"
    place = {"href": reverse("console:calendar-new"), "action": "录入", "permission": P.CALENDAR}
    yield Line(f"{year}年工作日历", State.READY if row else State.OPEN, told, why, **({} if row else place))
    known = CalendarYear.objects.values("year")
    loose = Deadline.objects.open().annotate(year=ExtractYear("due_on")).exclude(year__in=known).values("year")
    for found in loose.annotate(count=Count("pk")).order_by("year"):
        told = f"{found['count']}项未办结期限的末日落在{found['year']}年，暂按推算"
        yield Line(f"落在{found['year']}年的期限", State.OPEN, told, "录入该年通知后自动重新计算，改变的逐项通知责任人。", **place)


@line("文号序列", order=20)
def numbers(year: int) -> Iterable[Line]:
    """Every scheme: its series of the year, or from where it will start."""
    first = date(year, 1, 1)
    why = "年度首件文书编号自该号起；沿用其他系统已编号的，须先设定起始序号，编出后不能再改。"
    series = {row.scheme_id: row for row in NumberSeries.objects.filter(year=year)}
    schemes = list(NumberScheme.objects.select_related("organisation").order_by("code", "variant", "since"))
    going_on = {(row.code, row.variant, row.organisation_id) for row in schemes if row.until is None or row.until >= first}
    for row in schemes:
        place = {"permission": DocumentPermission.MANAGE_NUMBERS, "action": "设定起始序号", "href": reverse("documents:series", args=[row.pk])}
        if row.until and row.until < first:
            if row.until.year >= year - 1 and (row.code, row.variant, row.organisation_id) not in going_on:
                told = f"方案至{row.until:%Y-%m-%d}停用，{year}年没有可用的方案"
                place = {**place, "action": "新增方案", "href": reverse("documents:scheme-new")}
                yield Line(row.name, State.OPEN, told, "没有方案就编不出文号，文书不能制发。", **place)
            continue
        begun = series.get(row.pk)
        if begun is None:
            yield Line(row.name, State.NOTE, f"尚未设定，{row.text(year, 1)}起编", why, **place)
        elif begun.taken:
            yield Line(row.name, State.READY, f"已编{begun.taken}个，下一个{row.text(year, begun.next_serial)}", why)
        else:
            yield Line(row.name, State.READY, f"已设定，{row.text(year, begun.next_serial)}起编", why, **place)


@line("有期限的依据数据", order=50)
def dated_rows(year: int) -> Iterable[Line]:
    """Standards and other rows that end, and whether something follows them."""
    since, until = window(year)
    ending = list(ReferenceRow.objects.filter(until__range=(since, max(until, date(year, 12, 31)))).order_by("until", "kind", "key"))
    later = list(ReferenceRow.objects.filter(kind__in={row.kind for row in ending}, since__gt=since))
    for row in ending:
        follows = any(
            other.kind == row.kind and other.since > row.until and same_thing(row.kind, row.value, other.value) for other in later
        )
        name = row.value.get("name") or row.value.get("title") or row.key
        told = f"至{row.until:%Y-%m-%d}有效，{'接续的一行已录入' if follows else '没有接续的一行'}"
        why = "到期后行为发生的案件没有可用的依据，体检、裁量计算和期限不能判断。"
        yield Line(
            f"{TITLES[row.kind]}：{name}",
            State.READY if follows else State.OPEN,
            told,
            why,
            href=reverse("console:reference-row", args=[row.kind, row.pk]),
            action="核对",
            permission=P.REFERENCE,
        )


@line("人员和单位", order=60)
def people(year: int) -> Iterable[Line]:
    """Posts, delegations, and units that change."""
    since, until = window(year)
    posts = Membership.objects.filter(until__range=(since, until), user__is_active=True).select_related("user").order_by("until", "pk")
    yield _ending("到期的任职", [f"{row.user.name}（{row.get_role_display()}，至{row.until:%Y-%m-%d}）" for row in posts], "任职到期后不能登录办理，未办结事项转部门负责人。", reverse("console:people"), P.PEOPLE)
    given = Delegation.objects.filter(until__range=(since, until), ended_on=None).select_related("principal", "delegate").order_by("until", "pk")
    told = [f"{row.delegate.name}代{row.principal.name}（至{row.until:%Y-%m-%d}）" for row in given]
    yield _ending("到期的委托代办", told, "委托到期自动终止；仍不在岗的，由委托人本人重新委托。", "", None)
    for row in OrganisationChange.objects.filter(applied_at=None, dropped_at=None).order_by("effective_on"):
        told = f"自{row.effective_on:%Y-%m-%d}起，现名、并入单位为{row.after}"
        why = "到日自动转移未办结事项和任职；章、信头须另行准备。"
        yield Line(str(row), State.NOTE, told, why, href=row.get_absolute_url(), action="查看", permission=P.ORGANISATIONS)


def _ending(title: str, told: list[str], why: str, href: str, permission: P | None) -> Line:
    more = f"等{len(told)}项" if len(told) > SHOWN else ""
    text = "、".join(told[:SHOWN]) + more or "没有"
    return Line(title, State.NOTE if told else State.READY, text, why, href=href if told else "", action="核对", permission=permission)
