"""Matters between procuratorate and bureau for tests."""

from __future__ import annotations

from typing import Any

from cases.models import Handoff
from cases.services import handoffs
from pengjiang.accounts.models import User
from tests import factories as f


def drafted(d: f.District, actor: User | None = None, **values: Any) -> Handoff:
    actor = actor or d.procurator
    given = {
        "kind": "supervision" if actor.is_procuratorate else "procuratorial",
        "title": "杜阮镇执法程序普遍性问题",
        "facts": "近三个月七宗案卷均未载明陈述申辩情况。",
        "request": "请依法开展行政执法监督。",
        "subject": d.town,
    }
    return handoffs.draft_handoff(actor=actor, **{**given, **values})


def sent(d: f.District, actor: User | None = None, **values: Any) -> Handoff:
    return handoffs.send_handoff(drafted(d, actor, **values), actor=actor or d.procurator)


def accepted(d: f.District, **values: Any) -> Handoff:
    return handoffs.accept_handoff(sent(d, **values), actor=d.bureau_officer)


def opined(d: f.District, **values: Any) -> Handoff:
    paper = {"opinion_kind": "opinion", "opinion_number": "江蓬司监〔2026〕1号", "opinion": "责令三十日内补正告知程序。", "opined_on": f.TODAY}
    return handoffs.record_opinion(accepted(d, **values), actor=d.bureau_officer, **paper)


def corrected(d: f.District, **values: Any) -> Handoff:
    return handoffs.record_correction(opined(d, **values), actor=d.bureau_officer, correction="镇政府已重新告知并培训。", corrected_on=f.TODAY)


def answered(d: f.District, **values: Any) -> Handoff:
    return handoffs.answer_handoff(corrected(d, **values), actor=d.bureau_officer, answer="七宗案卷均已补正。")


def every_state(d: f.District) -> None:
    """Both ways, in each state."""
    for make in (drafted, sent, accepted, opined, corrected, answered):
        make(d)
    handoffs.drop_handoff(drafted(d), actor=d.procurator, note="另行处理。")
    handoffs.return_handoff(sent(d, d.bureau_officer), actor=d.manager, reason="不属于监督范围。")
    handoffs.join_handoff(sent(d, d.bureau_officer, kind="support", person="欧阳某"), actor=d.head, note="司法局联系当事人，检察院出具意见。")
