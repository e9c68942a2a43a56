"""Lawful files of every type, as plain dossiers: what the tests of single rules change one thing in."""

from copy import deepcopy
from datetime import date
from typing import Any

from pengjiang.checks.facts import FileFacts
from pengjiang.checks.rule import RULES, Result
from pengjiang.checks.runner import Checker, Report
from pengjiang.law.reference import Reference, packaged

TODAY = date(2026, 9, 1)
TOWN = "杜阮镇人民政府"
SEAL = "江门市蓬江区杜阮镇人民政府（行政执法专用章）"
ABSENT = object()

PENALTY_LAW = "中华人民共和国行政处罚法"
ROADS = "城市道路管理条例"

CHECKER = Checker(packaged(), on=TODAY)


def checker(*, on: date = TODAY, reference: Reference | None = None) -> Checker:
    """With the packaged reference and today, unless told otherwise."""
    return CHECKER if on == TODAY and reference is None else Checker(reference or packaged(), on=on)


def check(dossier: dict[str, Any], *, on: date = TODAY) -> Report:
    """Validated and checked with the packaged reference."""
    return checker(on=on).check_json(dossier)


def result(code: str, dossier: dict[str, Any], *, on: date = TODAY, reference: Reference | None = None) -> Result:
    """What one rule says."""
    used = checker(on=on, reference=reference)
    used.validate(dossier)
    return used.apply(RULES[code], FileFacts(dossier))


def change(dossier: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A copy with values set by path: ``decision__fine=100``, ``services__0__on=ABSENT``."""
    changed = deepcopy(dossier)
    for path, given in changes.items():
        value = given if given is ABSENT else deepcopy(given)
        *parents, last = path.split("__")
        target: Any = changed
        for key in parents:
            if isinstance(target, list):
                target = target[int(key)]
            else:
                target = target.setdefault(key, {})
        place: Any = int(last) if isinstance(target, list) else last
        if value is ABSENT:
            target.pop(place) if isinstance(target, list) else target.pop(place, None)
        elif isinstance(target, list) and place == len(target):
            target.append(value)
        else:
            target[place] = value
    return changed


def citation(law: str, article: str, paragraph: str = "", item: str = "") -> dict[str, str]:
    parts = {"law": law, "article": article, "paragraph": paragraph, "item": item}
    return {key: value for key, value in parts.items() if value}


def remedy(**changes: Any) -> dict[str, Any]:
    return {
        "reconsider_organ": "蓬江区人民政府",
        "reconsider_days": 60,
        "reconsider_start": "收到本决定书之日",
        "court": "江门市江海区人民法院",
        "suit_value": 6,
        "suit_unit": "months",
        "suit_start": "收到本决定书之日",
        "mode": "choice",
    } | changes


def paper(kind: str, number: str, day: str, **more: Any) -> dict[str, Any]:
    """An external paper with issuer and seal."""
    return {"type": kind, "number": number, "dated_on": day, "issuer": TOWN, "seal": SEAL} | more


def served(kind: str, number: str, day: str, **more: Any) -> dict[str, Any]:
    return {
        "document": kind,
        "number": number,
        "method": "direct",
        "on": day,
        "place": "江门市蓬江区杜阮镇江杜中路12号",
        "receiver": "李某",
        "receiver_kind": "party",
        "servers": ["甲", "乙"],
        "signed": True,
    } | more


def record(kind: str, start: str, end: str, **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "start": start,
        "end": end,
        "place": "杜阮镇江杜中路12号",
        "persons": ["李某"],
        "officers": ["甲", "乙"],
        "card_shown": True,
        "rights_told": True,
        "signed": True,
        "facts_stated": True,
    } | more


OFFICERS = [
    {"name": "甲", "cert_no": "19070300001", "cert_from": "2020-01-01", "cert_to": "2030-12-31", "role": "officer"},
    {"name": "乙", "cert_no": "19070300002", "cert_from": "2020-01-01", "cert_to": "2030-12-31", "role": "officer"},
    {"name": "陈法", "role": "legal_reviewer"},
    {"name": "梁主持", "role": "hearing_host"},
    {"name": "黄镇长", "role": "head"},
    {"name": "何副镇长", "role": "head"},
]
PERSON = {"type": "person", "name": "李某", "id_no": "440703198001011234", "birth": "1980-01-01", "address": "江门市蓬江区杜阮镇江杜中路12号"}

# 占用城市道路: filed, noticed, decided, served, paid, closed and archived without a fault.
GENERAL: dict[str, Any] = {
    "format": "dossier/1",
    "number": "蓬杜罚〔2026〕12号",
    "title": "李某擅自占用城市道路案",
    "body": "duruan",
    "file_type": "P_GEN",
    "field": "urban",
    "item": "CG001",
    "case": {
        "violation_from": "2026-03-02",
        "violation_to": "2026-03-02",
        "violation_place": "杜阮镇江杜中路12号",
        "inside_area": True,
        "discovered_at": "2026-03-02T09:10",
        "source_kind": "巡查",
        "filed_on": "2026-03-03",
        "closed_on": "2026-04-20",
        "archived_on": "2026-04-30",
    },
    "parties": [PERSON],
    "officers": OFFICERS,
    "documents": [
        {"type": "LASP", "approver": "黄镇长", "approved_on": "2026-03-03", "dated_on": "2026-03-03"},
        {"type": "SFZM"},
        {"type": "JCBL", "title": "现场检查笔录", "dated_on": "2026-03-02"},
        {"type": "XWBL", "title": "询问笔录", "dated_on": "2026-03-04", "pages": 2},
        paper("GZS", "蓬杜罚告〔2026〕12号", "2026-03-12"),
        paper("CFJD", "蓬杜罚〔2026〕12号", "2026-03-24"),
    ],
    "records": [record("JCBL", "2026-03-02T09:20", "2026-03-02T09:50"), record("XWBL", "2026-03-04T10:00", "2026-03-04T10:40")],
    "notice": {
        "dated_on": "2026-03-12",
        "served_on": "2026-03-12",
        "facts": True,
        "reasons": True,
        "rights": True,
        "basis": [citation(ROADS, "27", "", ""), citation(ROADS, "42")],
        "penalties": ["fine"],
        "fine": 2000,
        "period_days": 5,
    },
    "approval": {"approved_on": "2026-03-23", "approver": "黄镇长"},
    "decision": {
        "dated_on": "2026-03-24",
        "penalties": ["fine"],
        "fine": 2000,
        "fine_in_words": "人民币贰仟元整",
        "violated": [citation(ROADS, "27", "", "1")],
        "penalised_by": [citation(ROADS, "42")],
        "discretion_standard": "江门市城市管理行政处罚裁量权基准",
        "step": "一般",
        "step_min": 1000,
        "step_max": 3000,
        "reasons": True,
        "correction_ordered": True,
        "pay_days": 15,
        "pay_institution": "中国工商银行江门杜阮支行（杜阮镇江杜中路1号）",
        "surcharge_told": True,
        "evidence_listed": ["现场检查笔录", "询问笔录"],
        "remedy": remedy(),
    },
    "services": [
        served("GZS", "蓬杜罚告〔2026〕12号", "2026-03-12"),
        served("CFJD", "蓬杜罚〔2026〕12号", "2026-03-26"),
    ],
    "payment": {"paid_on": "2026-04-08", "channel": "bank", "amount": 2000},
    "publication": {"on": "2026-03-30", "masked": True},
}

COMPANY = {
    "type": "legal_person",
    "name": "江门市某环保有限公司",
    "uscc": "91350100M000100Y43",
    "address": "江门市蓬江区杜阮镇北芦村工业区",
}
NOISE = "中华人民共和国噪声污染防治法"

# 夜间施工噪声: a company, a hearing asked for and held, legal review and collective discussion.
HEARING: dict[str, Any] = change(
    GENERAL,
    number="蓬杜罚〔2026〕20号",
    title="江门市某环保有限公司夜间施工噪声案",
    field="environment",
    item=ABSENT,
    parties=[COMPANY],
    case__complex_or_major=True,
    case__closed_on="2026-05-20",
    case__archived_on="2026-05-29",
    notice__basis=[citation(NOISE, "43", "1"), citation(NOISE, "77", "", "2")],
    notice__fine=100000,
    notice__hearing_told=True,
    notice__served_on="2026-03-13",
    documents__4=paper("GZS", "蓬杜罚告〔2026〕20号", "2026-03-12"),
    documents__5=paper("CFJD", "蓬杜罚〔2026〕20号", "2026-04-20"),
    documents__6=paper("TZTZ", "蓬杜听通〔2026〕3号", "2026-03-18"),
    hearing={
        "requested_on": "2026-03-17",
        "notified_on": "2026-03-19",
        "held_on": "2026-04-02",
        "host": "梁主持",
        "record_signed": True,
        "mentioned_in_decision": True,
        "video": True,
    },
    legal_review={"reviewed_on": "2026-04-08", "reviewer": "陈法", "qualified": True, "first_review_on": "2021-09-01", "result": "passed"},
    discussion={"held_on": "2026-04-10", "heads": ["黄镇长", "何副镇长"]},
    approval__approved_on="2026-04-17",
    decision__dated_on="2026-04-20",
    decision__fine=100000,
    decision__fine_in_words="人民币壹拾万元整",
    decision__violated=[citation(NOISE, "43", "1")],
    decision__penalised_by=[citation(NOISE, "77", "", "2")],
    decision__discretion_standard="广东省生态环境行政处罚自由裁量权规定",
    decision__step_min=50000,
    decision__step_max=100000,
    services=[
        served("GZS", "蓬杜罚告〔2026〕20号", "2026-03-13", receiver="张三", receiver_kind="legal_rep"),
        served("TZTZ", "蓬杜听通〔2026〕3号", "2026-03-19", receiver="张三", receiver_kind="legal_rep"),
        served("CFJD", "蓬杜罚〔2026〕20号", "2026-04-22", receiver="张三", receiver_kind="legal_rep"),
    ],
    payment={"paid_on": "2026-05-06", "channel": "bank", "amount": 100000},
    publication={"on": "2026-04-27", "masked": True},
)

SUMMARY: dict[str, Any] = {
    "format": "dossier/1",
    "number": "蓬杜当罚〔2026〕7号",
    "body": "duruan",
    "file_type": "P_SUM",
    "field": "urban",
    "case": {
        "violation_from": "2026-03-02",
        "violation_to": "2026-03-02",
        "discovered_at": "2026-03-02T09:10",
        "violation_place": "杜阮镇江杜中路12号门前",
        "inside_area": True,
        "closed_on": "2026-03-12",
        "archived_on": "2026-03-30",
    },
    "parties": [PERSON],
    "officers": OFFICERS,
    "documents": [
        {"type": "SFZM"},
        {"type": "BADJ", "dated_on": "2026-03-04"},
        paper("CFJD", "蓬杜当罚〔2026〕7号", "2026-03-02"),
    ],
    "notice": {"form": "oral", "trace": "form"},
    "decision": {
        "dated_on": "2026-03-02",
        "decided_at": "2026-03-02T09:40",
        "place": "杜阮镇江杜中路12号门前",
        "penalties": ["fine"],
        "fine": 100,
        "fine_in_words": "人民币壹佰元整",
        "violated": [citation(ROADS, "27", "", "1")],
        "penalised_by": [citation(ROADS, "42")],
        "correction_ordered": True,
        "pay_days": 15,
        "pay_institution": "扫码缴入国库",
        "surcharge_told": True,
        "remedy": remedy(suit_value=15, suit_unit="days", suit_start="收到行政复议决定书之日", mode="reconsider_first"),
        "officers": ["甲", "乙"],
        "on_the_spot": True,
        "handed_over_at": "2026-03-02T09:45",
    },
    "payment": {"paid_on": "2026-03-05", "channel": "electronic", "amount": 100},
    "publication": {"on": "2026-03-05", "masked": True},
}
SUMMARY["decision"]["remedy"].pop("court")

NON_PENALTY: dict[str, Any] = change(
    GENERAL,
    number="蓬杜不罚〔2026〕1号",
    file_type="P_NON",
    case__closed_on="2026-03-31",
    case__archived_on="2026-04-10",
    documents__5=paper("BYCF", "蓬杜不罚〔2026〕1号", "2026-03-24"),
    services=[served("BYCF", "蓬杜不罚〔2026〕1号", "2026-03-26")],
    documents__4=ABSENT,
    notice=ABSENT,
    payment=ABSENT,
    publication=ABSENT,
    decision={"dated_on": "2026-03-24", "correction_ordered": True, "remedy": remedy()},
    exemption={
        "ground": "first_violation",
        "prior_violation": False,
        "slight_harm": True,
        "corrected_on": "2026-03-06",
        "educated": True,
    },
)

INSPECTION: dict[str, Any] = {
    "format": "dossier/1",
    "number": "蓬杜检〔2026〕5号",
    "body": "duruan",
    "file_type": "INSP",
    "field": "emergency",
    "case": {"violation_place": "江门市蓬江区杜阮镇北芦村工业区", "inside_area": True, "closed_on": "2026-05-12", "archived_on": "2026-05-20"},
    "parties": [COMPANY],
    "officers": OFFICERS,
    "documents": [
        {"type": "JCSP", "approver": "黄镇长", "approved_on": "2026-05-06"},
        paper("JCTZ", "蓬杜检〔2026〕5号", "2026-05-06"),
        paper("JCJG", "蓬杜检果〔2026〕5号", "2026-05-11"),
    ],
    "records": [record("JCBL", "2026-05-08T09:00", "2026-05-08T10:00", persons=["张三"])],
    "inspection": {"approved_on": "2026-05-06", "started_on": "2026-05-08", "notice_on": "2026-05-08", "problems_found": False, "result_told_on": "2026-05-11"},
    "services": [
        served("JCTZ", "蓬杜检〔2026〕5号", "2026-05-08", receiver="张三", receiver_kind="legal_rep"),
        served("JCJG", "蓬杜检果〔2026〕5号", "2026-05-11", receiver="张三", receiver_kind="legal_rep"),
    ],
    "publication": {"on": "2026-05-15", "masked": True},
}

MEASURE: dict[str, Any] = {
    "format": "dossier/1",
    "number": "蓬杜查〔2026〕3号",
    "body": "duruan",
    "file_type": "MEAS",
    "field": "environment",
    "item": "HJ001",
    "case": {"violation_place": "杜阮镇江杜中路12号", "inside_area": True, "violation_from": "2026-06-01", "violation_to": "2026-06-01"},
    "parties": [PERSON],
    "officers": OFFICERS,
    "documents": [
        paper("QZCS", "蓬杜查〔2026〕3号", "2026-06-01"),
        {"type": "QD", "number": "蓬杜查〔2026〕3号", "dated_on": "2026-06-01"},
        paper("JCJD", "蓬杜解查〔2026〕3号", "2026-06-25"),
    ],
    "records": [record("JCBL", "2026-06-01T10:00", "2026-06-01T10:40", video=True)],
    "measure": {
        "acted_at": "2026-06-01T10:00",
        "approved_at": "2026-06-01T09:00",
        "party_present": True,
        "rights_told": True,
        "record_signed": True,
        "decision_served_on": "2026-06-01",
        "list_made": True,
        "until": "2026-07-01",
        "lifted_on": "2026-06-25",
        "items_related": True,
        "officers": ["甲", "乙"],
        "video": True,
        "remedy": remedy(),
    },
    "services": [served("QZCS", "蓬杜查〔2026〕3号", "2026-06-01"), served("JCJD", "蓬杜解查〔2026〕3号", "2026-06-25")],
}

# The fine of 2025 was not paid; six months to sue, demand, ten working days, application to the court.
ENFORCEMENT: dict[str, Any] = {
    "format": "dossier/1",
    "number": "蓬杜执〔2026〕2号",
    "body": "duruan",
    "file_type": "ENF",
    "field": "urban",
    "case": {"violation_place": "杜阮镇江杜中路12号", "inside_area": True},
    "parties": [PERSON],
    "officers": OFFICERS,
    "documents": [
        paper("CFJD", "蓬杜罚〔2025〕40号", "2025-09-08"),
        paper("CGS", "蓬杜催〔2026〕2号", "2026-03-12"),
        {"type": "QZZX", "dated_on": "2026-03-31"},
    ],
    "decision": {"dated_on": "2025-09-08", "penalties": ["fine"], "fine": 1000, "pay_days": 15, "remedy": remedy()},
    "services": [served("CFJD", "蓬杜罚〔2025〕40号", "2025-09-10"), served("CGS", "蓬杜催〔2026〕2号", "2026-03-12")],
    "payment": {"unpaid": True},
    "enforcement": {
        "own_power": False,
        "demand_served_on": "2026-03-12",
        "demand_method": "direct",
        "court_applied_on": "2026-03-31",
        "surcharge_claimed": 1000,
        "surcharge_to": "2026-03-31",
    },
}

# A building without permit in a village area: notice posted, decision by the town itself, demolished on a working day.
DEMOLITION: dict[str, Any] = {
    "format": "dossier/1",
    "number": "蓬杜强拆〔2026〕1号",
    "body": "duruan",
    "file_type": "ENF",
    "field": "resources",
    "case": {"violation_place": "杜阮镇上巷村", "inside_area": True, "region_type": "village_plan"},
    "parties": [PERSON],
    "officers": OFFICERS,
    "documents": [paper("CGS", "蓬杜催〔2026〕5号", "2026-05-06"), paper("QZJD", "蓬杜强〔2026〕1号", "2026-05-27")],
    "services": [served("CGS", "蓬杜催〔2026〕5号", "2026-05-06"), served("QZJD", "蓬杜强〔2026〕1号", "2026-05-28")],
    "enforcement": {
        "own_power": True,
        "demand_served_on": "2026-05-06",
        "demand_method": "direct",
        "decision_on": "2026-05-27",
        "notice_posted_on": "2026-05-28",
        "demolition": True,
        "executed_at": "2026-06-16T09:30",
        "officers": ["甲", "乙"],
        "video": True,
        "remedy": remedy(),
    },
}

LAWFUL = {
    "普通程序": GENERAL,
    "普通程序（举行听证）": HEARING,
    "简易程序": SUMMARY,
    "不予处罚": NON_PENALTY,
    "行政检查": INSPECTION,
    "强制措施": MEASURE,
    "申请法院执行": ENFORCEMENT,
    "村庄违建拆除": DEMOLITION,
}
