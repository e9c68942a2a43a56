"""What the office sends to other bodies about a case or a recommendation, as one table (domain.md 5.3 J-14, J-19, J-22; 5.2; 11.3)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """``document`` is the paper's type; ``approval``: the 检察长 decides; ``meets``: the limit on the case that sending it meets.

    ``on_recommendation``: belongs to a recommendation. ``escalates``: a step of 第二十五条, open only after urging or where not wholly adopted.
    ``types``: the case types it fits, empty for all. ``to``: who is usually written to.
    """

    code: str
    label: str
    document: str
    to: str = ""
    approval: bool = True
    on_recommendation: bool = False
    escalates: bool = False
    meets: str = ""
    types: tuple[str, ...] = ()
    receipt: bool = False


LITIGATION = ("judgment", "trial", "execution")

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("authority_notice", "告知行政机关受理", "authority_notice", approval=False, meets="TM24", types=LITIGATION),
        Kind("progress_notice", "告知办理过程或者结果", "progress_notice", approval=False, meets="TM49", types=LITIGATION),
        Kind("opinion", "检察意见", "procuratorial_opinion", types=("reverse_link",)),
        Kind("discipline_lead", "移送纪检监察机关", "lead_transfer", to="中共江门市蓬江区纪律检查委员会、江门市蓬江区监察委员会", receipt=True),
        Kind("public_interest_lead", "移送公益诉讼检察部门", "lead_transfer", to="本院公益诉讼检察部门", receipt=True),
        Kind("police_lead", "移送公安机关", "lead_transfer", to="江门市公安局蓬江分局", receipt=True),
        Kind("copy", "抄送检察建议", "copy_letter", approval=False, on_recommendation=True),
        Kind("upper", "报告上级人民检察院", "escalation_report", to="江门市人民检察院", on_recommendation=True, escalates=True),
        Kind("superior", "通报上级机关或者主管部门", "escalation_letter", on_recommendation=True, escalates=True),
        Kind("party", "报告党委", "escalation_report", to="中共江门市蓬江区委员会", on_recommendation=True, escalates=True),
        Kind("congress", "报告人大常委会", "escalation_report", to="江门市蓬江区人民代表大会常务委员会", on_recommendation=True, escalates=True),
        Kind("government", "通报人民政府", "escalation_letter", to="江门市蓬江区人民政府", on_recommendation=True, escalates=True),
        Kind("supervisory", "通报纪检监察机关", "escalation_letter", to="江门市蓬江区监察委员会", on_recommendation=True, escalates=True),
    )
}
KIND_CHOICES = [(kind.code, kind.label) for kind in KINDS.values()]


def kinds_for(case_type: str, *, on_recommendation: bool, may_escalate: bool = True) -> list[Kind]:
    """Those that a case of this type, or a recommendation of it, may send."""
    return [
        kind
        for kind in KINDS.values()
        if kind.on_recommendation == on_recommendation and (not kind.types or case_type in kind.types) and (may_escalate or not kind.escalates)
    ]
