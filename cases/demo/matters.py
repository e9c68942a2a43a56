"""Reading the told matters, and the enforcement files they are about."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

from cases.documents.parts import day_text
from pengjiang.common import clock
from pengjiang.common.money import yuan_in_words
from pengjiang.dossiers.demo_cases import id_number, uscc
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import create_dossier
from pengjiang.law.citations import Citation
from pengjiang.law.reference import packaged

if TYPE_CHECKING:
    from pengjiang.demo.district import District

DECISIONS = {"P_GEN", "P_SUM", "ENF"}


@dataclass(frozen=True)
class Matter:
    """One matter; ``days`` are days before its start, and stand in the texts as ``{name}``."""

    key: str
    start: int
    body: str
    title: str
    problem: str
    reason: str
    file: Mapping[str, Any]
    party: Mapping[str, str]
    days: Mapping[str, int]
    facts: str = ""
    provisions: str = ""
    until: str = ""
    holder: int = 0
    assistant: int = 0
    case_type: str = "unlawful_act"
    kind: str = "correction"
    effect: str = ""
    duty: str = ""
    recommendation: str = ""
    addition: str = ""
    findings: list[dict[str, Any]] = field(default_factory=list)
    advices: list[dict[str, Any]] = field(default_factory=list)
    measures: str = ""
    results: str = ""
    remaining: str = ""
    adoption: str = "full"
    adoption_reason: str = ""
    overdue: bool = False
    is_urgent: bool = False
    answer: str = ""
    handed_to: str = ""

    def moments(self, district: District) -> dict[str, str]:
        """The named days in words."""
        words = {name: day_text(district.ago(self.start + days).date()) for name, days in self.days.items()}
        return defaultdict(str, words)

    def say(self, text: str, district: District) -> str:
        """A text with its days filled in."""
        return text.format_map(self.moments(district))


def load(name: str) -> list[Matter]:
    """The matters of one file."""
    text = resources.files("cases.demo").joinpath(name).read_text("utf-8")
    return [Matter(**row) for row in tomllib.loads(text)["matters"]]


def cited(text: str) -> list[dict[str, str]]:
    """Citations as a finding stores them."""
    rows = [(("law", one.law), ("article", one.article), ("paragraph", one.paragraph), ("item", one.item)) for one in Citation.find_all(text)]
    return [{name: str(value) for name, value in row if value is not None} for row in rows]


def make_file(matter: Matter, district: District) -> Dossier:
    """The enforcement file, typed in by the town's clerk; not wholly transcribed, as usual before a referral."""
    town = district.organisation(matter.body)
    body = packaged().body(matter.body)
    number = f"{body.number_prefixes[0]}{matter.file['mark']}〔{clock.today().year}〕{matter.file['seq']}号"
    facts = {
        "format": "dossier/1",
        "complete": False,
        "number": number,
        "title": f"{matter.party['name']}{matter.file['cause']}案",
        "body": matter.body,
        "file_type": matter.file["type"],
        "field": matter.file["field"],
        "case": {"violation_place": f"{body.name}演示路{matter.file['seq']}号", "inside_area": True, **_day(matter, district, "filed_on", "filed", "found")},
        "parties": [_party(matter)],
        "officers": [{"name": district.person("town_officer", matter.body, place).name, "role": "officer"} for place in (0, 1)],
        **_decision(matter, district, number),
    }
    return create_dossier(organisation=town, facts=facts, actor=district.person("town_clerk", matter.body), cause=matter.file["cause"])


def _decision(matter: Matter, district: District, number: str) -> dict[str, Any]:
    if "decided" not in matter.days or matter.file["type"] not in DECISIONS:
        return {}
    fine = matter.file["fine"]
    decision = {"penalties": ["fine"], "fine": fine, "fine_in_words": yuan_in_words(fine), **_day(matter, district, "dated_on", "decided")}
    service = {"document": "CFJD", "number": number, "method": "direct", "receiver": matter.party["name"], **_day(matter, district, "on", "served")}
    return {"decision": decision, "services": [service]}


def _day(matter: Matter, district: District, key: str, *names: str) -> dict[str, str]:
    name = next((name for name in names if name in matter.days), None)
    return {key: district.ago(matter.start + matter.days[name]).date().isoformat()} if name else {}


def _party(matter: Matter) -> dict[str, str]:
    serial = 200 + matter.file["seq"]
    if matter.party["type"] == "person":
        return {**matter.party, "id_no": id_number(f"19{60 + serial % 40}0{1 + serial % 9}1{serial % 9}", serial)}
    return {**matter.party, "uscc": uscc(serial * 6131)}


