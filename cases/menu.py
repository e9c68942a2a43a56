"""Entries of the side menu."""

from cases.permissions import (
    ArchivePermission,
    CasePermission,
    DispatchPermission,
    HandoffPermission,
    HearingPermission,
    RecommendationPermission,
    TransferPermission,
    UnpaidPermission,
)
from pengjiang.web import menu
from pengjiang.web.menu import MenuItem

menu.add(
    MenuItem("transfers", "线索移送", "cases:transfers", group="监督办案", icon="inbox", permission=TransferPermission.VIEW, order=10, phone=True),
    MenuItem("supervision", "监督案件", "cases:cases", group="监督办案", icon="case", permission=CasePermission.VIEW, order=20),
    MenuItem(
        "recommendations", "检察建议", "cases:recommendations", group="监督办案", icon="document", permission=RecommendationPermission.VIEW, order=30, phone=True
    ),
    MenuItem(
        "rectifications", "整改跟踪", "cases:rectifications", group="监督办案", icon="rectify", permission=RecommendationPermission.VIEW, order=40, phone=True
    ),
    MenuItem("dispatches", "发函与移送", "cases:dispatches", group="监督办案", icon="send", permission=DispatchPermission.VIEW, order=45, phone=True),
    MenuItem("handoffs", "检司衔接", "cases:handoffs", group="监督办案", icon="send", permission=HandoffPermission.VIEW, order=46),
    MenuItem("unpaid", "非诉执行监督", "cases:unpaid", group="监督办案", icon="clock", permission=UnpaidPermission.VIEW, order=47),
    MenuItem("volumes", "归档卷宗", "cases:volumes", group="监督办案", icon="folder", permission=ArchivePermission.VIEW, order=48),
    MenuItem("handovers", "工作交接", "cases:handovers", group="监督办案", icon="return", permission=CasePermission.VIEW, order=49),
    MenuItem("listeners", "听证员名册", "cases:listeners", group="监督办案", icon="user", permission=HearingPermission.VIEW, order=49),
    MenuItem("recusals", "回避登记", "cases:recusals", group="监督办案", icon="user", permission=TransferPermission.ASSIGN, order=50),
)
