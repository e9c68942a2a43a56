"""The remedy notice as it should read, for one act of one town on one day; and how a written one differs (domain 3.5).

Which sentence is right depends on the paper, the day and the statute: an on-the-spot penalty from 2024-01-01 on goes to reconsideration
first; demolition under 土地管理法 may be sued against within fifteen days only; everything else leaves the choice.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pengjiang.checks.basis import NEW_RECONSIDERATION_LAW
from pengjiang.checks.context import Context
from pengjiang.checks.facts import SUMMARY, FileFacts
from pengjiang.checks.library import plain
from pengjiang.checks.remedy_periods import is_land_demolition
from pengjiang.common.chinese import to_chinese
from pengjiang.law.rows import Organ

START = "自收到本决定书之日起"


@dataclass(frozen=True)
class Act:
    """What the notice belongs to; ``land``: demolition under 土地管理法, ``None`` where the file leaves it open."""

    paper: str
    day: date | None
    summary: bool = False
    fine: bool = False
    land: bool | None = False
    electronic: bool = False

    @classmethod
    def of_decision(cls, f: FileFacts) -> "Act":
        """The penalty or non-penalty decision of a file."""
        paper = "当场处罚决定书" if f.file_type == SUMMARY else "不予行政处罚决定书" if f.file_type == "P_NON" else "行政处罚决定书"
        electronic = any(service.method == "electronic" for service in f.services_of(*f.decision_codes))
        fine = f.fine_imposed and not f.collected_on_the_spot
        return cls(paper, f.decided_on, summary=f.file_type == SUMMARY, fine=fine, land=is_land_demolition(f), electronic=electronic)

    @property
    def reconsider_first(self) -> bool:
        """复议前置: on-the-spot penalties since the 2023 revision."""
        return self.summary and self.day is not None and self.day >= NEW_RECONSIDERATION_LAW


def remedy_text(act: Act, body: str, c: Context) -> str:
    """The paragraph, ready to copy into the decision."""
    day = act.day or c.today
    organ = c.library.organ_name(body, day) or "（复议机关）"
    court = c.library.court_name(body, day) or "（管辖法院）"
    if act.reconsider_first:
        text = f"如不服本决定，可以{START}六十日内先向{organ}申请行政复议；对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内向人民法院提起行政诉讼。"
    else:
        suit = "十五日内" if act.land else "六个月内"
        text = f"如不服本决定，可以{START}六十日内向{organ}申请行政复议，也可以{START}{suit}直接向{court}提起行政诉讼。"
    if act.electronic and day >= NEW_RECONSIDERATION_LAW:
        text += "申请行政复议可以通过广东省行政复议网上申请渠道提交。"
    return text + (payment_text() if act.fine else "")


def payment_text() -> str:
    """What a decision with a fine must add."""
    return (
        f"请{START}十五日内到指定的代收机构或者通过电子支付系统缴纳罚款；逾期不缴纳的，每日按罚款数额的百分之三加处罚款，加处罚款的数额不超过罚款数额。"
        "行政复议、行政诉讼期间，除法律另有规定外，本决定不停止执行；逾期不复议、不起诉又不履行的，将依法申请人民法院强制执行。"
    )


@lru_cache(maxsize=20_000)
def is_organ(written: str, right: Organ) -> bool:
    """True where the text names this organ and no other; a mailing address in brackets or after a comma may follow."""
    text = re.split(r"[(（,，;；]", plain(written), maxsplit=1)[0]
    rest = plain(written)[len(text) :]
    if any(word in rest for word in ("或者向", "或向")):
        return False
    return right.is_named_by(text) or text in {plain(name) for name in (right.name, *right.accepted)}


# Numerals as such papers write them, Arabic or Chinese.
_COUNT = r"([0-9零〇一二三四五六七八九十百两]+)"
_RECONSIDER = re.compile(rf"{_COUNT}(?:个)?日(?:之)?内[^。；]{{0,12}}?向([^。；，,]{{2,30}}?)申请(?:行政)?复议")
_SUIT = re.compile(rf"{_COUNT}(个月|日|天)(?:之)?内[^。；]{{0,16}}?向([^。；，,]{{2,30}}?法院)[^。；]{{0,8}}?(?:提起|起诉|诉讼)")


def differences(text: str, act: Act, body: str, c: Context) -> list[str] | None:
    """What is wrong with the remedy sentence in a paper's text; ``None`` where no such sentence is found."""
    text = plain(text)
    if "复议" not in text:
        return None
    day = act.day or c.today
    faults = []
    found = _RECONSIDER.search(text)
    organ, court = c.library.organ(body, day), c.library.court(body, day)
    if found:
        if found[1] not in _numerals(60):
            faults.append(f"复议期限写成{found[1]}日")
        if organ and not is_organ(found[2], organ):
            faults.append(f"复议机关写成“{found[2]}”，应为{organ.name}")
    suit = _SUIT.search(text)
    after = suit is not None and "复议决定" in text[max(0, suit.start() - 40) : suit.start()]
    if act.reconsider_first:
        if suit and not after:
            faults.append("写成可以直接起诉，应当先申请复议")
    elif suit:
        faults += _suit_faults(suit, act, court)
    elif found:
        faults.append("没有写明直接起诉的期限和法院")
    return faults if found or suit else None


def _suit_faults(suit: re.Match, act: Act, court: Organ | None) -> list[str]:
    faults = []
    six_months = suit[1] in _numerals(6) and suit[2] == "个月"
    fifteen_days = suit[1] in _numerals(15) and suit[2] != "个月"
    if not (fifteen_days if act.land else six_months or (act.land is None and fifteen_days)):
        faults.append(f"起诉期限写成{suit[1]}{suit[2]}")
    if court and not is_organ(suit[3], court) and suit[3] != "人民法院":
        faults.append(f"法院写成“{suit[3]}”，应为{court.name}")
    return faults


def _numerals(number: int) -> tuple[str, str]:
    return str(number), to_chinese(number)
