"""Yearly duties (inspection plans, their ceilings, reports) and agreements that end, on the year-change checklist."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from liaison.enums import Every
from liaison.models import Agreement, DutyTask
from liaison.models.agreements import IN_FORCE
from liaison.permissions import LiaisonPermission
from pengjiang.console.yearly import Line, State, line


@line("检查计划和约定义务", order=40)
def duties(year: int) -> Iterable[Line]:
    """What the mechanism papers want once a year, inspection plans of the towns among it, and papers that run out."""
    why = "镇街年度检查计划、频次上限和年度报告按机制文件报送；逾期的期限不会自动顺延。"
    due = DutyTask.objects.filter(duty__every=Every.YEAR, due_on__range=(date(year - 1, 12, 1), date(year, 12, 31))).select_related("duty__bound", "duty__agreement")
    tasks = list(due.order_by("due_on", "pk"))
    for task in tasks:
        done = task.state != "open"
        told = f"{task.duty.bound.short_name}，{'已办结' if done else f'应于{task.due_on:%Y-%m-%d}前完成'}"
        yield Line(
            f"{task.duty.what}（{task.period}）", State.READY if done else State.NOTE, told, why,
            href=task.duty.agreement.get_absolute_url(), action="查看", permission=LiaisonPermission.VIEW,
        )  # fmt: skip
    if not tasks:
        told = "机制文件中没有约定年度义务，请核对各镇街年度检查计划是否已报送"
        yield Line(f"{year}年检查计划", State.NOTE, told, why, href=reverse("liaison:agreements"), action="核对", permission=LiaisonPermission.AGREE)
    for row in Agreement.objects.filter(state=IN_FORCE, until__range=(date(year - 1, 12, 1), date(year, 12, 31))).order_by("until"):
        told = f"至{row.until:%Y-%m-%d}有效"
        yield Line(row.name, State.OPEN, told, "到期的机制文件不再产生义务，续签的须登记新文本。", href=row.get_absolute_url(), action="查看", permission=LiaisonPermission.AGREE)
