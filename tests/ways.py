"""Matters walked off the main path, from where ``tests.factories`` leaves them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from cases.models import Dispatch, Extension, Hearing, Recommendation, SupervisionCase, UnpaidDecision
from cases.services import contacts, dispatches, extensions, hearings, recommendations, supervision, unpaid, ways
from cases.workflow.hearing import HEARING_STEPS
from pengjiang.common import clock
from tests import factories as f

COURT = "江门市演示区人民法院"
FACTS = "经查，建议书所列整改事项至今没有落实。"


def again(obj: Any) -> Any:
    """The row as it stands now."""
    return type(obj).objects.get(pk=obj.pk)


def objected(d: f.District, **values: Any) -> Recommendation:
    recommendation = f.served(d, **values)
    ways.raise_objection(recommendation, actor=d.officer, reasons="事先告知书已送达，附送达回证。", files=[f.photo("送达回证.jpg", "回证")])
    return again(recommendation)


def rechecked(d: f.District, proposal: str = "upheld", **values: Any) -> Recommendation:
    return ways.recheck_objection(objected(d, **values), actor=d.procurator, opinion="回证系事后补签，异议不成立。", proposal=proposal)


def amending(d: f.District, **values: Any) -> Recommendation:
    return ways.amend_recommendation(rechecked(d, "amended", **values), actor=d.chief, note="第二项建议的期限过短，改为九十日。")


def replacement(d: f.District, old: Recommendation, *, number: str = "江蓬检行建〔2026〕9号") -> Recommendation:
    """The changed text, as far as its seal."""
    draft = ways.redraft_recommendation(old, actor=d.procurator)
    approved = f.agree(d, recommendations.send_for_approval(draft, actor=d.procurator))
    return recommendations.seal_recommendation(approved, actor=d.clerk, number=number)


def extension(d: f.District, recommendation: Recommendation, **values: Any) -> Extension:
    return extensions.ask_extension(recommendation, actor=d.officer, **{"by": 1, "reason": "需要镇人大会议审议经费。", **values})


def assessed(d: f.District, adoption: str = "none", **values: Any) -> Recommendation:
    return recommendations.assess_recommendation(f.replied(d, **values), actor=d.procurator, adoption=adoption, adoption_reason="只作了说明，没有纠正。")


def to_court(d: f.District, *, number: str = "杜阮综执罚字〔2026〕61号") -> Recommendation:
    """A recommendation to a court, which works outside this system; issued."""
    case = f.concluded(d, number=number, case_type="execution")
    draft = recommendations.draft_recommendation(
        case, actor=d.procurator, kind="other", title="关于规范非诉执行审查期限的检察建议", addressee=None, addressee_name=COURT
    )
    draft = recommendations.edit_recommendation(draft, actor=d.procurator, advices=list(f.ADVICES))
    approved = f.agree(d, recommendations.send_for_approval(draft, actor=d.procurator))
    return recommendations.seal_recommendation(approved, actor=d.clerk, number="江蓬检行建〔2026〕30号")


def follow(d: f.District, about: SupervisionCase | Recommendation, **values: Any) -> Any:
    given = {"kind": "talk", "on": clock.today(), "persons": "何𬭎（主任）", "officers": "陈喆、谭莉", "content": "说明问题，听取意见。", "outcome": "同意自行纠正，月底前回复。"}
    return contacts.add_contact(about, actor=d.procurator, **{**given, **values})


def letter(d: f.District, about: SupervisionCase | Recommendation, kind: str, **values: Any) -> Dispatch:
    given = {"facts": FACTS, "reason": "属于应当移送、通报的情形。", "request": "请依法处理并函告结果。", "materials": "检察建议书\n催办函"}
    return dispatches.draft_dispatch(about, actor=d.procurator, kind=kind, **{**given, **values})


def sent(d: f.District, about: SupervisionCase | Recommendation, kind: str, **values: Any) -> Dispatch:
    """Approved where it must be, and out."""
    dispatch = letter(d, about, kind, **values)
    if not dispatch.type.approval:
        return dispatches.send_dispatch(dispatch, actor=d.procurator)
    return dispatches.approve_dispatch(dispatches.ask_dispatch(dispatch, actor=d.procurator), actor=d.chief, opinion="同意。")


def hearing_asked(d: f.District, case: SupervisionCase | None = None, **values: Any) -> Hearing:
    case = case or f.concluded(d)
    given = {"reason": "当事人对程序争议较大。", "issues": "事先告知书是否依法送达。"}
    return hearings.ask_hearing(case, actor=d.procurator, **{**given, **values})


def hearing_arranged(d: f.District, case: SupervisionCase | None = None, *, listeners: int = 3, days: int = 5) -> Hearing:
    hearing = hearings.decide_hearing(hearing_asked(d, case), actor=d.chief)
    at = datetime.combine(clock.today() + timedelta(days=days), datetime.min.time(), tzinfo=clock.ZONE).replace(hour=9, minute=30)
    hearing = hearings.arrange_hearing(hearing, actor=d.procurator, at=at, place="本院检察听证室", host=d.procurator)
    for number in range(listeners):
        hearings.add_hearing_person(hearing, actor=d.procurator, part="listener", name=f"听证员{'甲乙丙丁戊己庚辛'[number]}", title="区人大代表")
    hearings.add_hearing_person(hearing, actor=d.procurator, part="party", name="蓬江区某建材经营部", title="经营者")
    hearings.add_hearing_person(hearing, actor=d.procurator, part="authority", name="江门市蓬江区杜阮镇人民政府")
    return hearing


def hearing_notified(d: f.District, case: SupervisionCase | None = None) -> Hearing:
    return hearings.notify_hearing(hearing_arranged(d, case), actor=d.procurator)


COURSE = {key: f"{label}，记录如下：各方充分发表意见。" for key, label, _ in HEARING_STEPS}


def hearing_held(d: f.District, hearing: Hearing) -> Hearing:
    """On its day, which the caller has let come."""
    return hearings.record_hearing(hearing, actor=d.procurator, opinion="一致认为告知程序存在瑕疵。", recorded=True, **COURSE)


def unpaid_row(d: f.District, *, number: str = "杜阮综执罚字〔2025〕8号", served: str = "2025-06-10", **groups: Any) -> UnpaidDecision:
    """A fine of two thousand yuan, not paid."""
    facts = {
        "decision": {"dated_on": served, "penalties": ["fine"], "fine": 2000},
        "services": [{"document": "CFJD", "method": "direct", "on": served}],
        **groups,
    }
    return unpaid.refresh_unpaid(again(f.dossier(d, number=number, **facts)))


def ended(d: f.District, **values: Any) -> SupervisionCase:
    return supervision.end_case(supervision.review_case(f.docketed(d, **values), actor=d.procurator), actor=d.procurator, note="没有发现违法情形。")
