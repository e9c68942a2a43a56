"""The life of the office in the demonstration: old matters, an absence, what goes between procuratorate and bureau."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cases.enums import HandoffKind
from cases.services import handoffs, history
from cases.services.archive.volumes import archive_case
from pengjiang.accounts import standing_in
from pengjiang.common import clock

if TYPE_CHECKING:
    from pengjiang.demo.district import District

# Number, town, docketed, closed, and the number of the recommendation.
OLD = (
    (3, "tangxia", date(2022, 3, 14), date(2022, 9, 30), 1),
    (8, "hetang", date(2022, 6, 6), date(2022, 12, 20), 2),
    (2, "duruan", date(2023, 2, 20), date(2023, 8, 31), 1),
)
# Kind, days ago, how far; from the office, then from the bureau.
HANDED = (
    ("tangxia", 40, "answered", "执法文书未载明陈述申辩情况的普遍性问题", "近三个月九宗处罚案卷均未载明当事人陈述、申辩情况，属于普遍性问题。"),
    ("huanshi", 12, "accepted", "行政检查登记不规范问题", "抽查十二次行政检查，有七次未制作检查登记表。"),
)


def office_life(district: District) -> list[Iterator[datetime]]:
    """Each with its own people."""
    return [_old_matters(district), _absence(district), *(_handed(district, *told) for told in HANDED), _from_bureau(district)]


def _old_matters(district: District) -> Iterator[datetime]:
    yield district.ago(75, 10)
    manager = district.person("case_manager")
    for serial, town, docketed, closed, letter in OLD:
        case = history.enter_history(
            actor=manager,
            number=f"江蓬检行违监〔{docketed.year}〕{serial}号",
            case_type="unlawful_act",
            channel="nonlitigation",
            title=f"{district.organisation(town).short_name}处罚告知程序违法监督案",
            subject=district.organisation(town),
            handled_by_name="关某（已调离）",
            docketed_on=docketed,
            closed_on=closed,
            result="recommendation",
            recommendation={
                "number": f"江蓬检行建〔{docketed.year}〕{letter}号",
                "issued_on": docketed + timedelta(days=40),
                "served_on": docketed + timedelta(days=42),
                "replied_on": docketed + timedelta(days=95),
                "adoption": "full",
                "problem": "处罚前未告知当事人陈述、申辩的权利。",
            },
        )
    yield district.ago(70, 10)
    archive_case(case, actor=district.person("clerk"))


def _absence(district: District) -> Iterator[datetime]:
    yield district.ago(1, 16)
    principal, delegate = district.person("procurator", place=1), district.person("procurator")
    today = clock.today()
    standing_in.give_delegation(principal, delegate=delegate, since=today, until=today + timedelta(days=14), reason="参加业务培训", actor=principal)


def _handed(district: District, town: str, days: int, until: str, title: str, facts: str) -> Iterator[datetime]:
    yield district.ago(days, 9, 30)
    sender, bureau, body = district.person("procurator"), district.person("bureau_supervision"), district.organisation(town)
    draft = handoffs.draft_handoff(
        actor=sender, kind=HandoffKind.SUPERVISION, title=f"{body.short_name}{title}", facts=facts, request="请依法开展行政执法监督，督促全面整改。", subject=body
    )
    row = handoffs.send_handoff(draft, actor=sender)
    yield district.ago(days - 3, 10)
    row = handoffs.accept_handoff(row, actor=bureau)
    if until == "accepted":
        return
    yield district.ago(days - 12, 10)
    row = handoffs.record_opinion(
        row,
        actor=bureau,
        opinion_kind="opinion",
        opinion_number=f"江蓬司监〔{clock.today().year}〕2号",
        opinion="责令对在办案件逐案补正，修订执法文书格式，三十日内报告。",
        opined_on=clock.today(),
    )
    yield district.ago(days - 26, 10)
    row = handoffs.record_correction(row, actor=bureau, correction="已逐案补正，更换文书格式并组织培训。", corrected_on=clock.today())
    yield district.ago(days - 28, 10)
    handoffs.answer_handoff(row, actor=bureau, answer="涉案九宗案卷均已补正，本机关将在下半年案卷评查中复查。")


def _from_bureau(district: District) -> Iterator[datetime]:
    yield district.ago(4, 11)
    actor = district.person("bureau_supervision")
    draft = handoffs.draft_handoff(
        actor=actor,
        kind=HandoffKind.SUPPORT,
        title="被拖欠工资劳动者支持起诉",
        person="欧阳某等三人",
        facts="在办理劳动监察衔接事项中了解到，三名劳动者被拖欠工资，无力自行起诉。",
        request="请审查是否支持起诉；本机关已为其指派法律援助律师。",
        subject=district.organisation("duruan"),
    )
    handoffs.send_handoff(draft, actor=actor)
