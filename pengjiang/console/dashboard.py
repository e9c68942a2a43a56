"""Generic parts of everybody's desk: unread notices as news, and what the administrators must look at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from pengjiang.access import can
from pengjiang.accounts.standing_in import held_by
from pengjiang.api.permissions import ApiPermission
from pengjiang.api.queries import ending_tokens
from pengjiang.common import clock
from pengjiang.console.models import VerificationRun
from pengjiang.console.permissions import ConsolePermission
from pengjiang.console.yearly import coming_year, open_lines
from pengjiang.dashboard.reasons import by_name, by_post
from pengjiang.dashboard.registry import NewsItem, QuickEntry, Tile, Todo, news, quick, tile, todo
from pengjiang.deadlines.models import CalendarYear
from pengjiang.events.models import OutboxRow
from pengjiang.exchange.models import UnitExport
from pengjiang.exchange.permissions import ExchangePermission
from pengjiang.notifications.models import MailRow, Notice


@news("notices")
def notices(user: Any, since: datetime) -> Iterable[NewsItem]:
    """What one was told."""
    icons = {"overdue": ("stop", "bad"), "soon": ("clock", "")}
    for notice in Notice.objects.visible_to(user).filter(created_at__gte=since, withdrawn=False)[:20]:
        icon, kind = icons.get(notice.light, ("inbox", ""))
        yield NewsItem(notice.title, notice.created_at, notice.url, icon, kind)


@tile("notices")
def unread(user: Any) -> Iterable[Tile]:
    """Everybody's."""
    count = Notice.objects.visible_to(user).unread().count()
    return [Tile("未读通知", count, "条", "期限提醒、交办与送达", reverse("notifications:inbox"), "bell")]


@todo("console.calendar")
def missing_year(user: Any) -> Iterable[Todo]:
    """The State Council's notice comes in autumn; without it next year's limits are guesses."""
    if not can(user, ConsolePermission.CALENDAR).ok:
        return []
    today = clock.today()
    year = today.year + 1 if today.month >= 11 else today.year
    if CalendarYear.objects.filter(year=year).exists():
        return []
    return [
        Todo(
            f"录入{year}年工作日历",
            reverse("console:calendar-new"),
            "录入",
            why=f"{year}年放假通知尚未录入，届满于该年的期限暂按周末与法定节日推算。",
            citation="《全国年节及纪念日放假办法》",
            because=by_post(user, ConsolePermission.CALENDAR),
        )
    ]


@todo("console.year")
def year_change(user: Any) -> Iterable[Todo]:
    """In December for the coming year, in January for the one that has begun."""
    today = clock.today()
    if today.month not in {12, 1} or not can(user, ConsolePermission.YEAR).ok:
        return []
    year = coming_year()
    left = open_lines(year)
    if not left:
        return []
    why = f"{year}年的日历、文号、评查方案、依据和任职中还有{left}项未就绪。"
    return [
        Todo(
            f"核对{year}年度切换清单",
            f"{reverse('console:year')}?year={year}",
            "核对",
            why=why,
            due=date(year, 1, 31),
            because=by_post(user, ConsolePermission.YEAR),
            day_from="末日为切换年度的1月31日，系统设定。",
        )
    ]


@todo("exchange.units")
def unit_exports(user: Any) -> Iterable[Todo]:
    """Asked for by one, waiting for another of the unit."""
    if not can(user, ExchangePermission.UNIT_APPROVE).ok:
        return []
    rows = UnitExport.objects.visible_to(user).filter(state="asked").exclude(asked_by=user.pk).select_related("organisation", "asked_by")
    return [
        Todo(f"审批：{row}", row.get_absolute_url(), "审批", why=f"{row.asked_by.name}申请导出本单位全部数据：{row.reason}", menu_key="unit-export", because=by_post(user, ExchangePermission.UNIT_APPROVE))
        for row in rows
    ]


@todo("console.outbox")
def stuck(user: Any) -> Iterable[Todo]:
    """Work that was given up."""
    if not can(user, ConsolePermission.OUTBOX).ok:
        return []
    rows = OutboxRow.objects.filter(state=OutboxRow.State.FAILED).count()
    mails = MailRow.objects.filter(state=MailRow.State.FAILED).count()
    found = []
    if rows:
        found.append(
            Todo(
                f"{rows}项后台工作已停止重试",
                f"{reverse('console:outbox')}?view=failed&state=failed",
                "查看并重新投递",
                why="排除原因后可重新投递，不会重复办理。",
                because=by_post(user, ConsolePermission.OUTBOX),
            )
        )
    if mails:
        found.append(
            Todo(
                f"{mails}封邮件未能发出",
                f"{reverse('console:mail')}?view=failed&state=failed",
                "查看并重新发送",
                why="请核对邮件服务器与收件地址。",
                because=by_post(user, ConsolePermission.OUTBOX),
            )
        )
    return found


@todo("console.tokens")
def ending(user: Any) -> Iterable[Todo]:
    """Another system is about to be shut out."""
    if not can(user, ApiPermission.CLIENTS).ok:
        return []
    return [
        Todo(
            f"接口客户端{token.client}的令牌将到期",
            token.client.get_absolute_url(),
            "另签令牌",
            why=f"尾号{token.hint}，责任人{token.client.person.name}；核对用途后另签，交对方系统更换。",
            citation="GB/T 22239-2019 身份鉴别",
            due=token.expires_on,
            because=by_post(user, ApiPermission.CLIENTS),
            day_from="末日为令牌签发时定下的有效期。",
        )
        for token in ending_tokens()
    ]


@todo("console.audit")
def broken_chain(user: Any) -> Iterable[Todo]:
    """The last verification failed."""
    if not can(user, ConsolePermission.AUDIT).ok:
        return []
    run = VerificationRun.objects.exclude(state=VerificationRun.State.QUEUED).first()
    if run is None or run.state != VerificationRun.State.BROKEN:
        return []
    return [
        Todo(
            f"审计链在第{run.broken}条断裂",
            reverse("console:verifications"),
            "查看",
            why=f"{run.reason}。请保护现场并报告。",
            citation="GB/T 22239-2019 安全审计",
            immediate=True,
            because=by_post(user, ConsolePermission.AUDIT),
        )
    ]


quick("limits", QuickEntry("查期限表", "console:limits", "ruler"))
quick("laws", QuickEntry("查法规依据", "library:laws", "book"))
quick("calendar", QuickEntry("期限日历", "dashboard:calendar", "calendar"))
quick("people", QuickEntry("新增人员", "console:person-new", "plus", ConsolePermission.PEOPLE, primary=True))
quick("audit", QuickEntry("查审计记录", "console:audit", "list", ConsolePermission.AUDIT, primary=True))


@todo("accounts.delegations")
def delegations(user: Any) -> Iterable[Todo]:
    """For whom one may act today; not while one acts already."""
    if user.acted_by is not None:
        return
    for row in held_by(user):
        yield Todo(
            f"受托代办：{row.principal.name}",
            row.get_absolute_url(),
            action="代办",
            why=f"{row.reason}，{row.since}至{row.until}。",
            due=row.until,
            day_from="末日为委托的截止日期。",
            because=by_name("受托人", given=f"{row.principal.name}委托您代办"),
        )
