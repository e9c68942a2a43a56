"""The penalty ledger on its way in: which column is what, what refuses a row, what a row becomes."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.dossiers.enums import Field, FileType, Source
from pengjiang.dossiers.exchange.merge import merge
from pengjiang.dossiers.exchange.towns import TownFinder
from pengjiang.dossiers.facts.labels import codes_of
from pengjiang.dossiers.facts.privacy import without_ids
from pengjiang.dossiers.identity import is_id_number, is_uscc, looks_like_uscc
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.dossiers.services import create_dossier, update_from_ledger
from pengjiang.exchange.cells import amount, day, identifier
from pengjiang.exchange.spec import ImportColumn, ImportSpec, Outcome, Row, register_import
from pengjiang.law.stored import stored

COLUMNS = (
    ImportColumn("number", ("案号", "案件编号", "案件号"), required=True),
    ImportColumn("title", ("案件名称", "案名")),
    ImportColumn("party", ("当事人", "当事人名称", "被处罚人", "行政相对人", "行政相对人名称"), required=True),
    ImportColumn(
        "identity",
        ("统一社会信用代码/身份证号", "统一社会信用代码或身份证号", "证件号码", "身份证号", "统一社会信用代码", "行政相对人代码"),
        identifier,
        sensitive=True,
    ),
    ImportColumn("cause", ("案由", "违法行为", "违法事实")),
    ImportColumn("field", ("领域", "执法领域")),
    ImportColumn("procedure", ("程序", "适用程序", "案件类型")),
    ImportColumn("filed_on", ("立案日期", "立案时间"), day),
    ImportColumn("noticed_on", ("告知日期", "告知时间", "事先告知日期"), day),
    ImportColumn("decided_on", ("决定日期", "处罚日期", "处罚决定日期", "决定时间"), day),
    ImportColumn("decision_number", ("决定书文号", "处罚决定书文号", "文号")),
    ImportColumn("penalties", ("处罚种类", "处罚类别", "处罚内容")),
    ImportColumn("fine", ("罚款金额(元)", "罚款金额", "罚款数额", "处罚金额"), amount),
    ImportColumn("fine_wan", ("罚款金额(万元)", "罚款数额(万元)"), lambda cell: amount(cell, unit=Decimal(10000))),
    ImportColumn("served_on", ("送达日期", "送达时间"), day),
    ImportColumn("method", ("送达方式",)),
    ImportColumn("paid_on", ("缴款日期", "缴款时间", "缴纳日期"), day),
    ImportColumn("reconsidered", ("是否复议", "复议")),
    ImportColumn("sued", ("是否诉讼", "诉讼")),
    ImportColumn("closed_on", ("结案日期", "结案时间"), day),
    ImportColumn("officers", ("承办人", "承办人员", "执法人员", "办案人员")),
    ImportColumn("note", ("备注", "镇街", "执法单位", "所属镇街")),
)

FIELDS = {label: code for code, label in Field.choices} | {
    "应急": Field.EMERGENCY, "安全生产": Field.EMERGENCY, "生态": Field.ENVIRONMENT, "环保": Field.ENVIRONMENT, "城管": Field.URBAN,
    "农业": Field.AGRICULTURE, "卫健": Field.HEALTH, "卫生": Field.HEALTH, "资源": Field.RESOURCES, "自然资源和规划": Field.RESOURCES,
}  # fmt: skip
PROCEDURES = {
    "普通程序": FileType.GENERAL, "一般程序": FileType.GENERAL, "普通": FileType.GENERAL, "一般": FileType.GENERAL,
    "简易程序": FileType.SUMMARY, "简易": FileType.SUMMARY, "当场处罚": FileType.SUMMARY, "不予处罚": FileType.EXEMPT,
}  # fmt: skip
METHODS = {label: code for code, label in codes_of("service", "method").items()} | {
    label.removesuffix("送达"): code for code, label in codes_of("service", "method").items()
}
PENALTIES = {label: code for code, label in codes_of("decision", "penalties").items()} | {
    "责令停产": "stop_business", "停产停业": "stop_business", "吊销许可证": "revoke_permit", "没收": "confiscate_goods",
}  # fmt: skip


class LedgerRows:
    """Judges and stores the rows of one ledger: the bureau's for the whole district, a town's for itself."""

    def __init__(self, actor: Any, workbook: str) -> None:
        self.actor = actor
        self.workbook = workbook
        self.finder = TownFinder(stored(), clock.today())
        self.towns = {town.code: town for town in Organisation.objects.filter(kind=OrganisationKind.TOWN)}
        self.own = None if actor.is_bureau else actor.organisation
        self.seen: dict[str, int] = {}

    # Judging

    def judge(self, row: Row) -> None:
        """Whose it is, whether its number is free in the sheet, then the cells; another body's row is not looked into."""
        number = row.values["number"] or ""
        first = self.seen.setdefault(number, row.number) if number else row.number
        if not self._find_town(row, repeated=first != row.number):
            return
        if first != row.number:
            row.refuse("duplicate", f"案号“{number}”与第{first}行重复，每个案号只能出现一次。", "案号")
        self._judge_party(row)
        self._judge_dates(row)
        for column, words in (("field", FIELDS), ("procedure", PROCEDURES)):
            value = row.values[column]
            if value and value not in words:
                label = next(c.label for c in COLUMNS if c.key == column)
                row.refuse(f"unknown_{column}", f"“{value}”不是可用的{label}，可填：{'、'.join(list(words)[:7])}。", label)

    def _find_town(self, row: Row, *, repeated: bool) -> bool:
        """Sets the target; False where nothing more is to be said of the row."""
        noted = self.finder.by_note(row.values["note"] or "")
        numbered = self.finder.by_number(row.values["number"] or "")
        code = (noted or numbered).code if noted or numbered else ""
        town = self.towns.get(code)
        if town is None:
            place = noted.place if noted else (row.values["note"] or row.values["number"] or "")
            self._only(row, "unknown_town_field", f"“{place}”不是本区的镇街，请核对备注和案号。", "备注")
            return False
        # A number that is repeated is told so below: that also explains a prefix that does not fit.
        differs = noted and numbered and noted.code != numbered.code and not repeated
        if self.own is not None and (town.pk != self.own.pk or (differs and numbered.code != self.own.code)):
            self._only(row, "other_body", "此行属于其他单位，请由该单位导入。", "备注")
            return False
        row.target = town
        if differs:
            row.refuse("town_mismatch", f"备注写的是{noted.place}，案号却是“{numbered.place}”字头，请核对。", "备注")
        return True

    @staticmethod
    def _only(row: Row, kind: str, message: str, column: str) -> None:
        row.faults.clear()
        row.refuse(kind, message, column)

    def _judge_party(self, row: Row) -> None:
        for fault in [fault for fault in row.faults if fault.kind == "missing" and fault.column == "当事人"]:
            row.faults.remove(fault)
            row.refuse("no_party", "当事人没有填写。", "当事人")
        identity = row.values["identity"]
        if identity and "*" in identity:
            return  # our own export masks it: the number that stands stays
        if identity and not is_id_number(identity) and not is_uscc(identity):
            what = "统一社会信用代码" if looks_like_uscc(identity) else "身份证号"
            wrong = "应为18位" if len(identity) != 18 else "校验码不对"
            row.refuse("bad_id", f"{what}{wrong}，请对照证件核对。", "统一社会信用代码/身份证号")

    @staticmethod
    def _judge_dates(row: Row) -> None:
        filed, decided = row.values["filed_on"], row.values["decided_on"]
        if filed and decided and decided < filed:
            row.warn("decision_before_filing", f"决定日期{decided}早于立案日期{filed}，已照录，请核对。", "决定日期")

    # Storing

    def store(self, row: Row) -> Outcome:
        """New, changed by a changed row, or left alone: a row that stands as last imported changes nothing."""
        town, facts = row.target, facts_of(row, row.target)
        bare, numbers = without_ids(facts)
        ledger = {"facts": bare, "cause": row.values["cause"] or "", "note": row.values["note"] or ""}
        told = {"workbook": self.workbook, "row": row.number}
        dossier = Dossier.objects.locked().select_related("organisation").filter(organisation=town, number=facts["number"]).first()
        if dossier is None:
            create_dossier(
                organisation=town, facts=facts, actor=self.actor, source=Source.IMPORTED,
                cause=ledger["cause"], note=ledger["note"], ledger=ledger, told=told,
            )  # fmt: skip
            return Outcome.NEW
        document = dossier.document()
        same_ids = all(document_id(document, position) == number for position, number in numbers.items())
        if dossier.ledger == ledger and same_ids:
            return Outcome.UNCHANGED
        before = dossier.revision
        merged = merge(document, (dossier.ledger or {}).get("facts", {}), facts)
        last = dossier.ledger or {}
        dossier = update_from_ledger(
            dossier, facts=merged, ledger=ledger, actor=self.actor, told=told,
            cause=ledger["cause"] if ledger["cause"] != last.get("cause") else dossier.cause,
            note=ledger["note"] if ledger["note"] != last.get("note") else dossier.note,
        )  # fmt: skip
        return Outcome.UPDATED if dossier.revision != before else Outcome.UNCHANGED


def document_id(document: dict[str, Any], position: int) -> str:
    """The ID number of a party by position, empty where there is none."""
    parties = document.get("parties", [])
    return parties[position].get("id_no", "") if position < len(parties) else ""


def facts_of(row: Row, town: Organisation) -> dict[str, Any]:
    """A row as dossier/1. ``complete`` is false: a ledger tells only what it has columns for."""
    value = row.values
    number = value["number"]
    facts: dict[str, Any] = {
        "format": "dossier/1",
        "complete": False,
        "number": number,
        "body": town.code,
        "file_type": PROCEDURES.get(value["procedure"] or "普通程序", FileType.GENERAL).value,
        "field": FIELDS.get(value["field"] or "其他", Field.OTHER),
        "title": value["title"],
        "parties": [_party(value["party"], value["identity"] or "")],
        "officers": [{"name": name, "role": "officer"} for name in names_in(value["officers"] or "")],
        "case": {"filed_on": iso(value["filed_on"]), "closed_on": iso(value["closed_on"])},
        "notice": {"dated_on": iso(value["noticed_on"])},
        "decision": {
            "dated_on": iso(value["decided_on"]),
            "penalties": penalties_in(value["penalties"] or ""),
            "fine": money(value["fine"] if value["fine"] is not None else value["fine_wan"]),
        },
        "payment": {"paid_on": iso(value["paid_on"])},
        "remedies_used": [{"kind": kind} for kind, key in (("复议", "reconsidered"), ("诉讼", "sued")) if value[key] in ("是", "有")],
    }
    decision_number = value["decision_number"]
    if decision_number or value["decided_on"]:
        facts["documents"] = [{"type": "CFJD", "number": decision_number or number, "dated_on": iso(value["decided_on"])}]
    if value["served_on"] or value["method"]:
        service = {
            "document": "CFJD",
            "number": decision_number or number,
            "on": iso(value["served_on"]),
            "method": METHODS.get(value["method"] or ""),
        }
        facts["services"] = [service | ({"note": value["method"]} if value["method"] and not service["method"] else {})]
    return _without_empty(facts)


def _party(name: str, identity: str) -> dict[str, Any]:
    if is_uscc(identity):
        kind = "individual_business" if identity.startswith("92") else "legal_person"
        return {"type": kind, "name": name, "uscc": identity}
    if identity:
        number = {} if "*" in identity else {"id_no": identity}
        return {"type": "person", "name": name, **number, "id_kind": "id_card"}
    return {"name": name}


def penalties_in(words: str) -> list[str]:
    """Codes of the kinds named in a cell; what is not known is ``other``."""
    parts = [part for part in re.split(r"[、，,;；/+和]|并处", words) if part]
    return list(dict.fromkeys(next((code for label, code in PENALTIES.items() if label in part), "other") for part in parts))


def names_in(words: str) -> list[str]:
    """Names between the usual separators."""
    return [name for name in (part.strip() for part in re.split(r"[、，,;；/ ]", words)) if name]


def iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def money(value: Decimal | None) -> int | str | None:
    """Whole yuan as a number, else as a decimal text."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else f"{value:f}"


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: kept for key, kept in ((key, _without_empty(item)) for key, item in value.items()) if kept not in (None, "", {}, [])}
    if isinstance(value, list):
        return [_without_empty(item) for item in value]
    return value


PENALTY_LEDGER = register_import(
    ImportSpec(
        code="dossiers.penalties",
        title="行政处罚台账",
        noun="案卷",
        columns=COLUMNS,
        permission=DossierPermission.IMPORT,
        handler=LedgerRows,
        preview=("number", "party", "cause", "field", "decided_on", "fine", "note"),
        done_url=lambda: reverse("dossiers:list"),
        hint="司法局导入全区台账，各行归入所属镇街；镇街导入本单位台账，其他单位的行会退回。",
    )
)
