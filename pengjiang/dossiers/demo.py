"""The demonstration's register: about sixty files of six towns, made through the services. Everybody in it is invented.

Kinds of file and their weak spots are mixed on purpose: on-the-spot penalties decided days later, remedy notices of the old law,
long cases, files not yet wholly transcribed. Running it twice changes nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from pengjiang.accounts.enums import OrganisationKind, Role
from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.common.money import yuan_in_words
from pengjiang.dossiers.demo_cases import ACTS, FIRM_HEADS, FIRM_TAILS, GIVEN, OFFICERS, SURNAMES, Act, id_number, uscc
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import create_dossier
from pengjiang.law.reference import packaged

PER_TOWN = 10
SPAN_DAYS = 330


def seed(actor_of: Callable[[str, str], Any]) -> int:
    """Make the files. ``actor_of(role, organisation code)`` gives the person who acts. The number made now."""
    made = 0
    for town in Organisation.objects.filter(kind=OrganisationKind.TOWN).order_by("order", "code"):
        officer = actor_of(Role.TOWN_OFFICER, town.code)
        for facts, cause in files_of(town, today=clock.today()):
            if not Dossier.objects.filter(organisation=town, number=facts["number"]).exists():
                create_dossier(organisation=town, facts=facts, actor=officer, cause=cause)
                made += 1
    return made


def files_of(town: Organisation, *, today: date) -> Iterator[tuple[dict[str, Any], str]]:
    """The documents of one town, the same on every run of a year."""
    chance = random.Random(f"{town.code}-{today.year}")  # noqa: S311 — variety, not secrecy
    body = packaged().body(town.code)
    prefix = body.number_prefixes[0] if body and body.number_prefixes else town.short_name[:2]
    acts = chance.sample(ACTS, PER_TOWN)
    for number, act in enumerate(acts, start=1):
        filed = date(today.year, 1, 1) + timedelta(days=chance.randrange(10, SPAN_DAYS))
        if filed > today - timedelta(days=5):
            filed = today - timedelta(days=chance.randrange(5, 90))
        maker = _summary if number % 4 == 0 else _exempt if number == 9 else _inspection if number == 10 else _general
        facts = maker(_Case(town.code, prefix, number, act, filed, today, chance))
        yield facts, act.cause


class _Case:
    """What all kinds share."""

    def __init__(self, town: str, prefix: str, number: int, act: Act, filed: date, today: date, chance: random.Random) -> None:
        self.town, self.prefix, self.number, self.act = town, prefix, number, act
        self.filed, self.today, self.chance = filed, today, chance
        self.is_person = chance.random() < 0.5
        self.fine = round(chance.uniform(act.low, act.high) / 100) * 100
        self.officers = chance.sample(OFFICERS, 2)
        self.party = self._party()

    def _party(self) -> dict[str, Any]:
        serial = self.chance.randrange(100, 999)
        if self.is_person:
            birth = f"{self.chance.randrange(1962, 2001)}{self.chance.randrange(1, 13):02d}{self.chance.randrange(1, 29):02d}"
            name = self.chance.choice(SURNAMES) + self.chance.choice(GIVEN) + self.chance.choice(GIVEN)
            return {"type": "person", "name": name, "id_no": id_number(birth, serial), "id_kind": "id_card", "address": f"演示路{serial}号"}
        name = f"演示{self.chance.choice(FIRM_HEADS)}{self.chance.choice(FIRM_TAILS)}"
        return {"type": "legal_person", "name": name, "uscc": uscc(serial * 7919 + self.number), "address": f"演示工业园{serial}号"}

    def head(self, kind: str, mark: str) -> dict[str, Any]:
        return {
            "format": "dossier/1",
            "complete": self.number % 5 != 2,
            "number": f"{self.prefix}{mark}〔{self.filed.year}〕{self.number}号",
            "title": f"{self.party['name']}{self.act.cause}案",
            "body": self.town,
            "file_type": kind,
            "field": self.act.field,
            "parties": [self.party],
            "officers": [
                {
                    "name": name,
                    "cert_no": f"1907030{self.number:02d}{place:02d}",
                    "cert_from": "2024-01-01",
                    "cert_to": "2028-12-31",
                    "role": "officer",
                }
                for place, name in enumerate(self.officers, start=1)
            ],
        }

    def remedy(self, on: date, *, summary: bool = False) -> dict[str, Any]:
        organ, court = packaged().reconsideration_organ(self.town, on), packaged().court(self.town, on)
        # Every other on-the-spot notice still offers the choice, as before 2024.
        first = summary and self.number % 8 != 0
        return {
            "reconsider_organ": organ.name if organ else "",
            "reconsider_days": 60,
            "court": court.name if court else "",
            "suit_value": 6,
            "suit_unit": "months",
            "mode": "reconsider_first" if first else "choice",
        }

    def citation(self, article: str) -> dict[str, str]:
        return {"law": self.act.law, "article": article}

    def until_today(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Nothing in a file lies in the future."""
        return _past(facts, self.today) or {}


def _general(case: _Case) -> dict[str, Any]:
    filed, chance = case.filed, case.chance
    noticed = filed + timedelta(days=chance.randrange(12, 30))
    reviewed = noticed + timedelta(days=chance.randrange(8, 14))
    # One in six takes longer than ninety days.
    decided = filed + timedelta(days=chance.randrange(95, 120)) if case.number == 6 else reviewed + timedelta(days=chance.randrange(1, 6))
    served = decided + timedelta(days=chance.randrange(1, 12))
    paid = served + timedelta(days=chance.randrange(2, 16))
    closed = paid + timedelta(days=chance.randrange(2, 12))
    number = case.head("P_GEN", "罚")["number"]
    facts = {
        **case.head("P_GEN", "罚"),
        "case": {
            "violation_from": _iso(filed - timedelta(days=3)), "violation_to": _iso(filed - timedelta(days=1)),
            "violation_place": f"{case.act.place}（演示）", "inside_area": True, "source_kind": "日常巡查",
            "discovered_at": f"{_iso(filed - timedelta(days=1))}T09:{chance.randrange(10, 59)}",
            "filed_on": _iso(filed), "closed_on": _iso(closed), "region_type": "urban_plan",
        },
        "documents": [
            {"type": "LASP", "title": "立案审批表", "dated_on": _iso(filed), "pages": 2},
            {"type": "GZS", "number": number.replace("罚〔", "罚告〔"), "dated_on": _iso(noticed), "pages": 3},
            {"type": "CFJD", "number": number, "dated_on": _iso(decided), "pages": 4},
        ],
        "records": [
            {
                "type": "JCBL", "start": f"{_iso(filed)}T10:00", "end": f"{_iso(filed)}T10:{chance.randrange(20, 59)}", "place": case.act.place,
                "persons": [case.party["name"]], "officers": case.officers, "card_shown": True, "rights_told": True, "signed": True,
            },
        ],
        "notice": {
            "dated_on": _iso(noticed), "served_on": _iso(noticed + timedelta(days=1)), "facts": True, "reasons": True, "rights": True,
            "basis": [case.citation(case.act.penalised)], "penalties": ["fine"], "fine": case.fine, "period_days": 5,
        },
        "legal_review": {"reviewed_on": _iso(reviewed), "reviewer": "法制审核员（演示）", "qualified": True, "result": "passed"},
        "approval": {"approved_on": _iso(decided), "approver": "分管领导（演示）"},
        "decision": {
            "dated_on": _iso(decided), "penalties": ["fine"], "fine": case.fine, "fine_in_words": yuan_in_words(case.fine),
            "violated": [case.citation(case.act.violated)], "penalised_by": [case.citation(case.act.penalised)], "reasons": True,
            "correction_ordered": True, "pay_days": 15, "pay_institution": "演示银行", "surcharge_told": True, "remedy": case.remedy(decided),
        },
        "services": [
            {"document": "GZS", "method": "direct", "on": _iso(noticed + timedelta(days=1)), "receiver": case.party["name"], "receiver_kind": "party", "signed": True, "servers": case.officers},
            {"document": "CFJD", "number": number, "method": chance.choice(["direct", "mail", "leave"]), "on": _iso(served), "receiver": case.party["name"], "signed": True, "servers": case.officers},
        ],
        "payment": {"paid_on": _iso(paid), "channel": "electronic", "amount": case.fine},
    }  # fmt: skip
    return case.until_today(facts)


def _summary(case: _Case) -> dict[str, Any]:
    found = case.filed
    # One of two is decided days later at the office: the fault of the first recommendation.
    decided = found if case.number % 8 else found + timedelta(days=3)
    case.fine = case.chance.choice([50, 100, 200]) if case.is_person else case.chance.choice([500, 1000, 3000])
    number = case.head("P_SUM", "当罚")["number"]
    facts = {
        **case.head("P_SUM", "当罚"),
        "case": {
            "violation_from": _iso(found), "violation_to": _iso(found), "discovered_at": f"{_iso(found)}T09:10",
            "violation_place": f"{case.act.place}（演示）", "inside_area": True, "closed_on": _iso(decided + timedelta(days=6)),
        },
        "documents": [{"type": "CFJD", "number": number, "dated_on": _iso(decided), "pages": 1}],
        "decision": {
            "dated_on": _iso(decided), "decided_at": f"{_iso(decided)}T{'09:40' if decided == found else '15:00'}",
            "place": f"{case.act.place}（演示）" if decided == found else "综合行政执法办公室", "penalties": ["fine"], "fine": case.fine,
            "violated": [case.citation(case.act.violated)], "penalised_by": [case.citation(case.act.penalised)],
            "correction_ordered": True, "remedy": case.remedy(decided, summary=True),
        },
        "services": [{"document": "CFJD", "number": number, "method": "direct", "on": _iso(decided), "receiver": case.party["name"], "receiver_kind": "party", "signed": True}],
        "payment": {"paid_on": _iso(decided + timedelta(days=2)), "channel": "electronic", "amount": case.fine},
    }  # fmt: skip
    return case.until_today(facts)


def _exempt(case: _Case) -> dict[str, Any]:
    decided = case.filed + timedelta(days=20)
    facts = {
        **case.head("P_NON", "不罚"),
        "case": {"filed_on": _iso(case.filed), "closed_on": _iso(decided + timedelta(days=5)), "violation_place": f"{case.act.place}（演示）"},
        "decision": {"dated_on": _iso(decided), "reasons": True, "correction_ordered": True, "remedy": case.remedy(decided)},
        "exemption": {
            "ground": "first_violation", "prior_violation": False, "slight_harm": True, "corrected_on": _iso(case.filed + timedelta(days=6)), "educated": True,
        },
        "services": [{"document": "BYCF", "method": "direct", "on": _iso(decided + timedelta(days=1)), "receiver": case.party["name"], "signed": True}],
    }  # fmt: skip
    return case.until_today(facts)


def _inspection(case: _Case) -> dict[str, Any]:
    facts = {
        **case.head("INSP", "检"),
        "case": {"closed_on": _iso(case.filed + timedelta(days=9))},
        "inspection": {
            "approved_on": _iso(case.filed - timedelta(days=2)), "started_on": _iso(case.filed), "notice_on": _iso(case.filed - timedelta(days=1)),
            "item_published": True, "problems_found": True, "follow_up": "order", "result_told_on": _iso(case.filed + timedelta(days=3)),
        },
        "records": [
            {"type": "JCBL", "start": f"{_iso(case.filed)}T14:00", "end": f"{_iso(case.filed)}T14:40", "place": case.act.place, "officers": case.officers, "card_shown": True, "signed": True}
        ],
    }  # fmt: skip
    return case.until_today(facts)


def _iso(day: date) -> str:
    return day.isoformat()


def _past(value: Any, today: date) -> Any:
    """Without days after today, and without rows and groups that then say nothing happened."""
    if isinstance(value, dict):
        kept = {key: _past(item, today) for key, item in value.items()}
        if any(value[key] is not None and kept[key] is None for key in ("dated_on", "on", "paid_on", "served_on") if key in value):
            return None
        return {key: item for key, item in kept.items() if item is not None} or None
    if isinstance(value, list):
        return [item for item in (_past(item, today) for item in value) if item is not None] or None
    looks_like_day = isinstance(value, str) and len(value) >= 10 and value[4:5] == "-" and value[7:8] == "-"
    return None if looks_like_day and value[:10] > today.isoformat() else value
