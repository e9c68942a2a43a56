"""The penalty ledger on its way out: the columns offices know (domain.md 13)."""

from __future__ import annotations

from typing import Any

from pengjiang.common import clock
from pengjiang.dossiers.enums import FileType
from pengjiang.dossiers.facts.columns import day
from pengjiang.dossiers.facts.labels import codes_of
from pengjiang.dossiers.facts.pointer import get
from pengjiang.dossiers.identity import mask_id
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.dossiers.views.listing import DossierList
from pengjiang.exchange.spec import SERIAL, CellKind, ExportColumn, ExportSpec, register_export

PENALTY_FILES = (FileType.GENERAL, FileType.SUMMARY, FileType.EXEMPT)
PENALTIES = codes_of("decision", "penalties")
METHODS = codes_of("service", "method")


def _identities(dossier: Dossier) -> str:
    """Codes in full, ID numbers masked: whoever needs one in full looks it up, and the look is recorded."""
    return "、".join(party.uscc or mask_id(party.id_no) for party in dossier.parties.all() if party.uscc or party.id_no)


def _document(dossier: Dossier) -> dict[str, Any]:
    return next((row for row in dossier.facts.get("documents", []) if row.get("type") in ("CFJD", "BYCF")), {})


def _method(dossier: Dossier) -> str:
    row = next((row for row in dossier.facts.get("services", []) if row.get("document") in ("CFJD", "BYCF")), {})
    return METHODS.get(row.get("method", ""), row.get("note", ""))


def _used(kind: str):
    return lambda dossier: "是" if any(kind in row.get("kind", "") for row in dossier.facts.get("remedies_used", [])) else "否"


LEDGER_COLUMNS = (
    SERIAL,
    ExportColumn("案号", lambda d: d.number, width=26),
    ExportColumn("案件名称", lambda d: d.title, width=36),
    ExportColumn("当事人", lambda d: d.party_name, width=24),
    ExportColumn("统一社会信用代码/身份证号", _identities, width=22),
    ExportColumn("案由", lambda d: d.cause, width=24),
    ExportColumn("领域", lambda d: d.get_field_display(), width=10),
    ExportColumn("程序", lambda d: {"P_GEN": "普通程序", "P_SUM": "简易程序"}.get(d.file_type, d.get_file_type_display()), width=10),
    ExportColumn("立案日期", lambda d: d.filed_on, CellKind.DAY, 12),
    ExportColumn("告知日期", lambda d: day(get(d.facts, "/notice/dated_on") or get(d.facts, "/notice/served_on")), CellKind.DAY, 12),
    ExportColumn("决定日期", lambda d: d.decided_on, CellKind.DAY, 12),
    ExportColumn("决定书文号", lambda d: _document(d).get("number", ""), width=26),
    ExportColumn("处罚种类", lambda d: "、".join(PENALTIES.get(code, code) for code in d.penalties), width=14),
    ExportColumn("罚款金额(元)", lambda d: d.fine, CellKind.MONEY, 14),
    ExportColumn("送达日期", lambda d: d.served_on, CellKind.DAY, 12),
    ExportColumn("送达方式", _method, width=10),
    ExportColumn("缴款日期", lambda d: d.paid_on, CellKind.DAY, 12),
    ExportColumn("是否复议", _used("复议"), width=8),
    ExportColumn("是否诉讼", _used("诉讼"), width=8),
    ExportColumn("结案日期", lambda d: d.closed_on, CellKind.DAY, 12),
    ExportColumn("承办人", lambda d: d.officers, width=14),
    ExportColumn("备注", lambda d: d.note or d.organisation.short_name, width=18),
)


def ledger_rows(actor: Any, filters: dict[str, Any]):
    """Dossiers of the given keys, as far as the actor may see them."""
    rows = Dossier.objects.visible_to(actor).select_related("organisation").prefetch_related("parties")
    return rows.filter(pk__in=filters["keys"])


PENALTY_LEDGER_OUT = register_export(
    ExportSpec(
        code="dossiers.list",
        title="行政处罚台账",
        columns=LEDGER_COLUMNS,
        permission=DossierPermission.EXPORT,
        rows=ledger_rows,
        subtitle=lambda actor: f"填报单位：{actor.organisation.name}　导出日期：{clock.today():%Y年%-m月%-d日}　单位：元",
        ledger="penalties",
        listing=DossierList,
        narrow=lambda rows: rows.filter(file_type__in=PENALTY_FILES),
        shown_on=("dossiers.list",),
    )
)


def _found(dossier: Dossier) -> str:
    found = get(dossier.facts, "/inspection/problems_found")
    return "" if found is None else "发现问题" if found else "未发现问题"


def _ordered(dossier: Dossier) -> str:
    ordered = get(dossier.facts, "/inspection/follow_up") == "order" or "correction_order" in dossier.facts
    return "是" if ordered else "否" if "inspection" in dossier.facts else ""


def _rechecked(dossier: Dossier) -> str:
    complied = get(dossier.facts, "/correction_order/complied")
    rechecked = day(get(dossier.facts, "/correction_order/rechecked_on"))
    word = "" if complied is None else "已改正" if complied else "未按期改正"
    return "，".join(part for part in (f"{rechecked:%Y-%m-%d}复查" if rechecked else "", word) if part)


INSPECTION_COLUMNS = (
    SERIAL,
    ExportColumn("检查时间", lambda d: day(get(d.facts, "/inspection/started_on") or get(d.facts, "/inspection/approved_on")), CellKind.DAY, 12),
    ExportColumn("检查对象", lambda d: d.party_name, width=30),
    ExportColumn("检查事项", lambda d: d.cause or d.title or d.item, width=30),
    ExportColumn("检查方式", lambda d: get(d.facts, "/inspection/kind", ""), width=14),
    ExportColumn("检查人员", lambda d: d.officers, width=16),
    ExportColumn("结果", _found, width=14),
    ExportColumn("是否责令改正", _ordered, width=12),
    ExportColumn("复查结果", _rechecked, width=26),
)

INSPECTION_LEDGER_OUT = register_export(
    ExportSpec(
        code="dossiers.inspections",
        title="行政检查台账",
        columns=INSPECTION_COLUMNS,
        permission=DossierPermission.EXPORT,
        rows=ledger_rows,
        subtitle=lambda actor: f"填报单位：{actor.organisation.name}　导出日期：{clock.today():%Y年%-m月%-d日}",
        ledger="inspections",
        listing=DossierList,
        narrow=lambda rows: rows.filter(file_type=FileType.INSPECTION),
        shown_on=("dossiers.list",),
    )
)
