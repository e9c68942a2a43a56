"""The penalty ledger on its way out: the columns offices know (domain.md 13)."""

from __future__ import annotations

from typing import Any

from pengjiang.common import clock
from pengjiang.dossiers.facts.columns import day
from pengjiang.dossiers.facts.labels import codes_of
from pengjiang.dossiers.facts.pointer import get
from pengjiang.dossiers.identity import mask_id
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.exchange.spec import CellKind, ExportColumn, ExportSpec, register_export

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
    )
)
