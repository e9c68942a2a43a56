"""How the demonstration's files are made: each kind as the law wants it, with its facts in full; then, by number, one fault.

======  ==============================================================================
number  what is wrong
======  ==============================================================================
3       the remedy notice names a bureau of the district
5       left at the door because nobody was at home
6       decided after more than ninety days
7       cites the articles of the old 行政处罚法
8       an on-the-spot fine decided three days later at the office, free to sue at once
======  ==============================================================================

Numbers 2 and 7 are not yet wholly transcribed.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from pengjiang.common.money import yuan_in_words
from pengjiang.deadlines.calendar import packaged as calendar
from pengjiang.dossiers.demo_cases import FIRM_HEADS, FIRM_TAILS, GIVEN, OFFICERS, SURNAMES, Act, id_number, uscc
from pengjiang.law.citations import Citation
from pengjiang.law.reference import packaged

BUREAU, LEFT_ALONE, TOO_LONG, OLD_ARTICLES, NOT_ON_THE_SPOT = 3, 5, 6, 7, 8
BANK = "演示银行江门分行（演示路1号）"
START = "自收到本决定书之日起"
Facts = dict[str, Any]


class Case:
    """What all kinds share: the town, the act, the party, the officers."""

    def __init__(self, town: str, prefix: str, number: int, act: Act, filed: date, today: date, chance: random.Random) -> None:
        self.town, self.prefix, self.number, self.act = town, prefix, number, act
        self.filed, self.today, self.chance = calendar().roll(filed), today, chance
        self.is_person = chance.random() < 0.5
        self.fine = round(chance.uniform(act.low, act.high) / 100) * 100
        self.officers = chance.sample(OFFICERS, 2)
        self.party = self._party()
        body = packaged().body(town)
        self.place = f"江门市蓬江区{body.name if body else ''}{act.place}（演示）"
        self.organ = next(iter(packaged().names_of(town, self.filed)), "")

    def _party(self) -> Facts:
        serial = self.chance.randrange(100, 999)
        if self.is_person:
            birth = f"{self.chance.randrange(1962, 2001)}{self.chance.randrange(1, 13):02d}{self.chance.randrange(1, 29):02d}"
            name = self.chance.choice(SURNAMES) + self.chance.choice(GIVEN) + self.chance.choice(GIVEN)
            return {"type": "person", "name": name, "id_no": id_number(birth, serial), "id_kind": "id_card", "address": f"演示路{serial}号"}
        name = f"演示{self.chance.choice(FIRM_HEADS)}{self.chance.choice(FIRM_TAILS)}"
        return {"type": "legal_person", "name": name, "uscc": uscc(serial * 7919 + self.number), "address": f"演示工业园{serial}号"}

    def head(self, kind: str, mark: str) -> Facts:
        year = self.filed.year
        officers = [
            {"name": name, "cert_no": f"1907030{self.number:02d}{place:02d}", "cert_from": f"{year - 2}-01-01", "cert_to": f"{year + 2}-12-31", "role": "officer"}
            for place, name in enumerate(self.officers, start=1)
        ]  # fmt: skip
        return {
            "format": "dossier/1",
            "complete": self.number % 5 != 2,
            "number": f"{self.prefix}{mark}〔{year}〕{self.number}号",
            "title": f"{self.party['name']}{self.act.cause}案",
            "body": self.town,
            "file_type": kind,
            "field": self.act.field,
            "item": self.act.item,
            "parties": [self.party],
            "officers": officers,
        }

    def scene(self, found: date) -> Facts:
        """Seen on its one day by a patrol."""
        return {
            "violation_from": _iso(found), "violation_to": _iso(found), "violation_place": self.place, "inside_area": True,
            "source_kind": "日常巡查", "discovered_at": f"{_iso(found)}T09:10",
        }  # fmt: skip

    def paper(self, kind: str, number: str, day: date, pages: int) -> Facts:
        """An external paper with issuer and seal."""
        return {"type": kind, "number": number, "dated_on": _iso(day), "pages": pages, "issuer": self.organ, "seal": self.organ, "party_as_written": self.party["name"]}

    def record(self, kind: str, day: date, since: str, until: str) -> Facts:
        return {
            "type": kind, "start": f"{_iso(day)}T{since}", "end": f"{_iso(day)}T{until}", "place": self.place, "persons": [self.party["name"]],
            "officers": self.officers, "card_shown": True, "rights_told": True, "signed": True, "facts_stated": True, "video": True,
        }  # fmt: skip

    def evidence(self, day: date) -> list[Facts]:
        return [
            {"kind": "照片", "title": "现场照片", "maker": self.officers[0], "made_on": _iso(day), "place": self.place},
            {"kind": "复印件", "title": "当事人身份证明复印件", "copy_checked": True},
        ]

    def service(self, kind: str, number: str, day: date) -> Facts:
        """Handed over: to the person, or to the one who receives the organisation's mail."""
        taker = {"receiver": self.party["name"], "receiver_kind": "party"}
        if not self.is_person:
            taker = {"receiver": "演示收件人", "receiver_kind": "mail_clerk", "relation": "负责收件的工作人员"}
        return {
            "document": kind, "number": number, "method": "direct", "on": _iso(day), "place": self.party["address"], **taker, "signed": True,
            "servers": self.officers,
        }  # fmt: skip

    def remedy(self, on: date, *, first: bool = False) -> Facts:
        """As the law wants it that day, but for the bureau of number 3."""
        organ, court = packaged().reconsideration_organ(self.town, on), packaged().court(self.town, on)
        said = {"reconsider_organ": organ.name if organ else "", "reconsider_days": 60, "reconsider_start": START}
        if first:
            return {**said, "mode": "reconsider_first", "suit_value": 15, "suit_unit": "days", "suit_start": "自收到复议决定书之日起"}
        if self.number == BUREAU:
            said["reconsider_organ"] = "江门市蓬江区城市管理和综合执法局"
        return {**said, "mode": "choice", "court": court.name if court else "", "suit_value": 6, "suit_unit": "months", "suit_start": START}

    @property
    def must_offer_hearing(self) -> bool:
        row = packaged().threshold("hearing.person" if self.is_person else "hearing.organisation", self.filed)
        return row is not None and self.fine >= row.value

    def until_today(self, facts: Facts) -> Facts:
        """Nothing in a file lies in the future; what is still going on has not been transcribed in full."""
        past = _past(facts, self.today) or {}
        return past if past == facts else past | {"complete": False}


def general(case: Case) -> Facts:
    """Filed, inspected, noticed, reviewed, decided, served, paid, closed and archived."""
    days, filed, chance = calendar(), case.filed, case.chance
    noticed = days.add_wd(filed, chance.randrange(8, 16))
    reviewed = days.add_wd(noticed, chance.randrange(7, 10))
    approved = days.add_wd(reviewed, 2)
    if case.number == TOO_LONG:
        approved = days.add_wd(filed, chance.randrange(66, 74))
    decided = days.add_wd(approved, 1)
    served = days.add_wd(decided, chance.randrange(1, 6))
    paid = served + timedelta(days=chance.randrange(2, 15))
    closed = days.add_wd(paid, chance.randrange(2, 8))
    head = case.head("P_GEN", "罚")
    number, told = head["number"], head["number"].replace("罚〔", "罚告〔")
    facts = {
        **head,
        "case": case.scene(days.subtract_wd(filed, 1)) | {"filed_on": _iso(filed), "closed_on": _iso(closed), "archived_on": _iso(days.add_wd(closed, 8))},
        "documents": [
            {"type": "LASP", "title": "立案审批表", "dated_on": _iso(filed), "approved_on": _iso(filed), "approver": "分管领导（演示）", "pages": 2},
            {"type": "SFZM", "title": "当事人身份证明", "pages": 1},
            {"type": "JCBL", "title": "现场检查笔录", "dated_on": _iso(filed), "pages": 2},
            {"type": "XWBL", "title": "询问笔录", "dated_on": _iso(days.add_wd(filed, 2)), "pages": 2},
            case.paper("GZS", told, noticed, 3),
            case.paper("CFJD", number, decided, 4),
        ],
        "records": [
            case.record("JCBL", filed, "10:00", f"10:{chance.randrange(20, 59)}"),
            case.record("XWBL", days.add_wd(filed, 2), "15:00", f"15:{chance.randrange(20, 59)}"),
        ],
        "notice": {
            "dated_on": _iso(noticed), "served_on": _iso(noticed), "facts": True, "reasons": True, "rights": True, "hearing_told": case.must_offer_hearing,
            "basis": [_citation(case.act.penalised)], "penalties": ["fine"], "fine": case.fine, "period_days": 5,
        },
        "legal_review": {"reviewed_on": _iso(reviewed), "reviewer": "法制审核员（演示）", "qualified": True, "result": "passed"},
        "approval": {"approved_on": _iso(approved), "approver": "分管领导（演示）"},
        "decision": {
            "dated_on": _iso(decided), "penalties": ["fine"], "fine": case.fine, "fine_in_words": yuan_in_words(case.fine), "reasons": True,
            "violated": [_citation(case.act.violated)], "penalised_by": [_citation(case.act.penalised)], "correction_ordered": True,
            "discretion_standard": _standard(case, decided), "step": "一般", "step_min": case.act.low, "step_max": case.act.high, "exemption_considered": True,
            "base_proven": True, "evidence_listed": ["现场检查笔录", "询问笔录"], "facts_stated": True, "performance_stated": True, "pay_days": 15,
            "pay_institution": BANK, "surcharge_told": True, "remedy": case.remedy(decided),
            "procedure_cited": [_penalty_law(article) for article in ((31, 38) if case.number == OLD_ARTICLES else (44, 57))],
        },
        "evidence": case.evidence(filed),
        "services": [case.service("GZS", told, noticed), case.service("CFJD", number, served)],
        "payment": {"paid_on": _iso(paid), "channel": "electronic", "amount": case.fine},
        "publication": {"on": _iso(days.add_wd(decided, 5)), "masked": True},
    }  # fmt: skip
    if case.must_offer_hearing:
        facts["discussion"] = {"held_on": _iso(days.add_wd(reviewed, 1)), "heads": ["镇街主要领导（演示）", "分管领导（演示）"]}
    if case.number == LEFT_ALONE:
        facts["services"][1] |= {"method": "leave", "refused": False, "signed": False, "video": True, "at_residence": True, "note": "家中无人，留置于门口"}
    return case.until_today(facts)


def summary(case: Case) -> Facts:
    """On the spot, handed over at once, reported the next working days."""
    found, spot = case.filed, case.number != NOT_ON_THE_SPOT
    decided = found if spot else found + timedelta(days=3)
    case.fine = case.chance.choice([50, 100, 200]) if case.is_person else case.chance.choice([500, 1000, 3000])
    head = case.head("P_SUM", "当罚")
    number, at = head["number"], f"{_iso(decided)}T{'09:40' if spot else '15:00'}"
    facts = {
        **head,
        "case": case.scene(found) | {"closed_on": _iso(decided + timedelta(days=6)), "archived_on": _iso(decided + timedelta(days=20))},
        "documents": [
            {"type": "SFZM", "title": "当事人身份证明", "pages": 1},
            {"type": "BADJ", "title": "备案表", "dated_on": _iso(calendar().add_wd(decided, 2)), "pages": 1},
            case.paper("CFJD", number, decided, 1),
        ],
        "notice": {"form": "oral", "trace": "form"},
        "decision": {
            "dated_on": _iso(decided), "decided_at": at, "place": case.place if spot else "综合行政执法办公室", "penalties": ["fine"], "fine": case.fine,
            "fine_in_words": yuan_in_words(case.fine), "violated": [_citation(case.act.violated)], "penalised_by": [_citation(case.act.penalised)],
            "correction_ordered": True, "facts_stated": True, "officers": case.officers, "pay_days": 15, "pay_institution": BANK, "surcharge_told": True,
            "remedy": case.remedy(decided, first=spot), "on_the_spot": spot, "handed_over_at": at,
        },
        "evidence": case.evidence(found)[:1],
        "payment": {"paid_on": _iso(decided + timedelta(days=2)), "channel": "electronic", "amount": case.fine},
        "publication": {"on": _iso(calendar().add_wd(decided, 4)), "masked": True},
    }  # fmt: skip
    return case.until_today(facts)


def exempt(case: Case) -> Facts:
    """A first violation, put right at once, not punished."""
    days, filed = calendar(), case.filed
    decided = days.add_wd(filed, 14)
    served, closed = days.add_wd(decided, 1), days.add_wd(decided, 5)
    head = case.head("P_NON", "不罚")
    facts = {
        **head,
        "case": case.scene(days.subtract_wd(filed, 1)) | {"filed_on": _iso(filed), "closed_on": _iso(closed), "archived_on": _iso(days.add_wd(closed, 8))},
        "documents": [
            {"type": "LASP", "title": "立案审批表", "dated_on": _iso(filed), "approved_on": _iso(filed), "approver": "分管领导（演示）", "pages": 2},
            case.paper("BYCF", head["number"], decided, 2),
        ],
        "approval": {"approved_on": _iso(days.subtract_wd(decided, 1)), "approver": "分管领导（演示）"},
        "decision": {"dated_on": _iso(decided), "reasons": True, "correction_ordered": True, "remedy": case.remedy(decided)},
        "exemption": {
            "ground": "first_violation", "prior_violation": False, "slight_harm": True, "corrected_on": _iso(days.add_wd(filed, 5)), "educated": True,
        },
        "services": [case.service("BYCF", head["number"], served)],
    }  # fmt: skip
    return case.until_today(facts)


def inspection(case: Case) -> Facts:
    """Approved, announced, carried out, its result told, an order given."""
    days, on = calendar(), case.filed
    head = case.head("INSP", "检")
    approved, result, closed = days.subtract_wd(on, 2), days.add_wd(on, 3), days.add_wd(on, 7)
    number, result_number = head["number"], head["number"].replace("检〔", "检果〔")
    order = head["number"].replace("检〔", "责改〔")
    facts = {
        **head,
        "case": {"violation_place": case.place, "inside_area": True, "closed_on": _iso(closed), "archived_on": _iso(days.add_wd(closed, 8))},
        "documents": [
            {"type": "JCSP", "title": "行政检查审批表", "approver": "分管领导（演示）", "approved_on": _iso(approved), "dated_on": _iso(approved), "pages": 1},
            case.paper("JCTZ", number, days.subtract_wd(on, 1), 1),
            case.paper("ZLGZ", order, on, 1),
            case.paper("JCJG", result_number, result, 1),
        ],
        "inspection": {
            "approved_on": _iso(approved), "started_on": _iso(on), "notice_on": _iso(days.subtract_wd(on, 1)), "item_published": True,
            "problems_found": True, "follow_up": "order", "result_told_on": _iso(result),
        },
        "correction_order": {"served_on": _iso(on), "due_on": _iso(days.add_wd(on, 3)), "rechecked_on": _iso(days.add_wd(on, 5)), "complied": True},
        "records": [case.record("JCBL", on, "14:00", "14:40")],
        "evidence": case.evidence(on)[:1],
        "services": [
            case.service("JCTZ", number, days.subtract_wd(on, 1)), case.service("ZLGZ", order, on), case.service("JCJG", result_number, result),
        ],
        "publication": {"on": _iso(days.add_wd(on, 10)), "masked": True},
    }  # fmt: skip
    return case.until_today(facts)


MAKERS: dict[int, Callable[[Case], Facts]] = {4: summary, NOT_ON_THE_SPOT: summary, 9: exempt, 10: inspection}


def _standard(case: Case, on: date) -> str:
    """A standard of the field that holds that day, else the office's own."""
    known = packaged().standards_for(case.act.field, on)
    return known[0].name if known else "蓬江区综合行政执法裁量权基准（演示）"


def _citation(text: str) -> dict[str, str]:
    found = Citation.parse(text)
    parts = {"law": found.law, "article": found.article, "paragraph": found.paragraph, "item": found.item}
    return {key: str(value) for key, value in parts.items() if value is not None}


def _penalty_law(article: int) -> dict[str, str]:
    return {"law": "中华人民共和国行政处罚法", "article": str(article)}


def _iso(day: date) -> str:
    return day.isoformat()


def _past(value: Any, today: date) -> Any:
    """Without days after today, and without rows and groups that then say nothing happened."""
    if isinstance(value, dict):
        # A card is valid until a day to come.
        kept = {key: item if key == "cert_to" else _past(item, today) for key, item in value.items()}
        if any(value[key] is not None and kept[key] is None for key in ("dated_on", "on", "paid_on", "served_on") if key in value):
            return None
        return {key: item for key, item in kept.items() if item is not None} or None
    if isinstance(value, list):
        return [item for item in (_past(item, today) for item in value) if item is not None] or None
    looks_like_day = isinstance(value, str) and len(value) >= 10 and value[4:5] == "-" and value[7:8] == "-"
    return None if looks_like_day and value[:10] > today.isoformat() else value
