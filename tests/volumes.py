"""Archived volumes for tests: of matters from before this system, which are quick to make."""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.models import Destruction, Volume
from cases.services import history
from cases.services.archive import binding, destroying, loans, packages, volumes
from pengjiang.workflow.services import fire
from tests import factories as f

OLD_DAY = date(2025, 12, 31)


def old_case(d: f.District, serial: int = 1) -> Any:
    return history.enter_history(
        actor=d.manager,
        number=f"江蓬检行违监〔2021〕{serial}号",
        case_type="unlawful_act",
        channel="complaint",
        title="某镇程序违法监督案",
        subject=d.town,
        docketed_on=date(2021, 3, 1),
        closed_on=date(2021, 9, 30),
        result="ended",
    )


def waiting(d: f.District, serial: int = 1) -> Volume:
    case = old_case(d, serial)
    volumes.archive_case(case, actor=d.clerk)
    return Volume.objects.get(case=case)


def old(d: f.District, serial: int = 1) -> Volume:
    """Really bound, which takes its second."""
    return binding.bind_volume(waiting(d, serial).pk)


def unprinted(d: f.District, serial: int, *, over: bool = False) -> Volume:
    """Kept, without its PDFs; ``over``: its time is over."""
    volume = fire(waiting(d, serial), "bind", actor=None, data={"main": 0, "inner": 0})
    if over:
        Volume.objects.filter(pk=volume.pk).update(keep_until=OLD_DAY)
    return volume


def loan(d: f.District, volume: Volume, **values: Any) -> Any:
    return loans.ask_borrowing(volume, **{"actor": d.procurator, "purpose": "办理关联案件参考。", "due_on": f.TODAY, **values})


def destruction(d: f.District, serial: int, until: str) -> Destruction:
    """A list as far as ``until``."""
    row = destroying.list_for_destruction(actor=d.clerk, volumes=[unprinted(d, serial, over=True)], opinion="期满，无继续保存价值。")
    if until == "refused":
        return destroying.refuse_destruction(row, actor=d.deputy, note="有参考价值。")
    steps = (
        ("reviewed", lambda row: destroying.review_destruction(row, actor=d.deputy)),
        ("approved", lambda row: destroying.approve_destruction(row, actor=d.chief)),
        ("done", lambda row: destroying.carry_out(row, actor=d.clerk, witnesses="甲、乙")),
    )
    for state, step in steps:
        if row.state == until:
            break
        row = step(row)
        assert row.state == state
    return row


def every_state(d: f.District) -> None:
    """Volumes, loans, packages and lists in each of their states."""
    waiting(d, 1)
    packages.hand_package(packages.make_package(actor=d.clerk, volumes=[old(d, 2)], receiver="演示区档案馆"), actor=d.clerk, received_by="谭某", handed_on=f.TODAY)
    packages.make_package(actor=d.clerk, volumes=[unprinted(d, 3)], receiver="演示区档案馆")
    packages.drop_package(packages.make_package(actor=d.clerk, volumes=[unprinted(d, 4)], receiver="演示区档案馆"), actor=d.clerk, note="重新装订。")
    for serial, until in enumerate(("listed", "reviewed", "approved", "done", "refused"), start=5):
        destruction(d, serial, until)
    kept = old(d, 10)
    loan(d, kept, actor=d.assistant)
    lent = loans.lend(loan(d, kept), actor=d.head)
    loans.give_back(lent, actor=d.procurator)
    loans.refuse_borrowing(loan(d, kept), actor=d.head, note="请先查阅复印件。")
    loans.lend(loan(d, kept), actor=d.head)
