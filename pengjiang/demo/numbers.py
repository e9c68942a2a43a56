"""Number schemes of the demo district (domain.md 5.10): editable data, seeded once."""

from __future__ import annotations

from datetime import date

from cases.case_types import CASE_TYPES
from pengjiang.accounts.models import Organisation
from pengjiang.demo.people import BUREAU, OFFICE, TOWNS
from pengjiang.documents.models import NumberScheme
from pengjiang.documents.services import add_scheme

SINCE = date(2022, 1, 1)
# 机关代字 of each town: the character its own papers begin with.
SIGNS = {"tangxia": "棠", "hetang": "荷", "duruan": "杜", "huanshi": "环", "chaolian": "潮", "baisha": "沙"}


def seed_numbers(organisations: dict[str, Organisation]) -> None:
    """Add the schemes that are missing."""
    for values in _schemes(organisations):
        key = {name: values.get(name, default) for name, default in (("code", ""), ("variant", ""), ("organisation", None))}
        if not NumberScheme.objects.filter(**key).exists():
            add_scheme(actor=None, since=SINCE, **values)


def _schemes(organisations: dict[str, Organisation]) -> list[dict]:
    office = organisations[OFFICE]
    own = [
        {"code": "transfer", "name": "线索编号", "prefix": "江蓬检线"},
        {"code": "case", "name": "监督案件案号", "prefix": "江蓬检行"},
        *(
            {"code": "case", "variant": kind.code, "name": f"案号：{kind.label}", "prefix": f"江蓬检{kind.word}"}
            for kind in CASE_TYPES.values()
        ),
        {"code": "recommendation_serial", "name": "检察建议登记号", "prefix": "江蓬检建登"},
        {"code": "recommendation", "name": "检察建议书文号", "prefix": "江蓬检行建"},
        {"code": "urging_letter", "name": "催办函文号", "prefix": "江蓬检行催"},
        {"code": "dispatch", "name": "函件文号", "prefix": "江蓬检行函"},
        {"code": "opinion", "name": "检察意见书文号", "prefix": "江蓬检行意"},
        {"code": "dispute", "name": "争议化解编号", "prefix": "江蓬争解"},
    ]
    towns = [
        {"code": code, "name": f"{organisations[body].short_name}{name}文号", "prefix": f"{_word(organisations[body], body)}{sign}", "organisation": organisations[body]}
        for body in TOWNS
        for code, name, sign in (("transfer_letter", "线索移送函", "移函"), ("reply_letter", "检察建议回复函", "函"))
    ]
    links = [
        {"code": "handoff", "name": "检司衔接编号", "prefix": f"江蓬{sign}衔", "organisation": organisations[body]} for body, sign in ((OFFICE, "检"), (BUREAU, "司"))
    ]
    circular = {"code": "review_circular", "name": "案卷评查通报文号", "prefix": "江蓬司通", "organisation": organisations[BUREAU]}
    # The room's own: both bodies go on in one series.
    room = [
        {"code": "typical_case", "name": "典型案例编号", "prefix": "蓬联典案"},
        {"code": "liaison_notice", "name": "联络室通报编号", "prefix": "蓬联通"},
        {"code": "meeting_minutes", "name": "联席会议纪要编号", "prefix": "蓬联纪"},
    ]
    return [*({**values, "organisation": office} for values in own), circular, *links, *room, *towns]


def _word(organisation: Organisation, body: str) -> str:
    """杜府 for a town's government, 环办 for a street's office."""
    return SIGNS[body] + ("府" if organisation.name.endswith("人民政府") else "办")
