"""A dispute in every state, with every part, for the walk over all pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from disputes.models import Obligation
from disputes.services import agreeing, intake, leniency, mediating, proceedings, supporting
from pengjiang.common import clock
from tests import factories as f
from tests.disputes import steps as s

DAY = timedelta(days=1)


def every_state(d: f.District) -> None:
    """Disputes, obligations, opinions, relief, legal aid: one of each state; one of the other town."""
    s.application(d)
    intake.refuse(s.application(d), actor=d.head, reason="不属于行政争议。")
    s.accepted(d)
    s.planned(d)
    dispute = s.mediating_(d)
    s.meeting(d, dispute, files=[f.photo("签名笔录.jpg", "笔录")])
    s.measure(d, dispute, files=[f.photo("检测报告.jpg", "报告")])
    s.hearing(d, dispute)
    s.drafted(d, dispute)
    _parts(d, dispute)
    proceedings.stay(
        s.riding(d, reconsider_applied_on=f.TODAY - 2 * DAY, reconsider_accepted_on=f.TODAY - DAY),
        actor=d.procurator,
        on=f.TODAY,
        both_agree=True,
    )
    mediating.suspend(s.mediating_(d), actor=d.procurator, reason="等待鉴定。")
    with clock.at(f.TODAY - 30 * DAY):
        broken = s.mediating_(d, act_on=None)
        agreeing.draft_agreement(broken, actor=d.procurator, kind="settlement", facts="已改正。", breach="恢复程序。")
        for order in range(3):
            agreeing.add_obligation(
                broken, actor=d.procurator, debtor="party", text=f"分期缴款{order}", amount=100, due_on=f.TODAY - 5 * DAY
            )
        broken = agreeing.sign(broken, actor=d.procurator, safeguards=["public", "third", "free", "within"], signed_on=clock.today())
    first, second, third = Obligation.objects.filter(agreement__dispute=broken)
    agreeing.breach_obligation(first, actor=d.procurator, next_step="demand", note="未缴款。")
    agreeing.excuse_obligation(
        agreeing.breach_obligation(second, actor=d.procurator, next_step="execute", note="未缴款。"),
        actor=d.procurator,
        note="已申请执行。",
    )
    agreeing.perform_obligation(third, actor=d.procurator, done_on=f.TODAY, note="已缴款。", files=[f.photo("缴款凭证.jpg", "凭证")])
    s.performed(d)
    mediating.fail(s.mediating_(d), actor=d.procurator, note="未达成一致。")
    s.visiting(d)
    s.closed(d)
    other = f.District(d.organisations | {"duruan": d.other_town}, d.people | {"town_head": d.stranger})
    s.mediating_(other, title="棠下镇的争议")


def _parts(d: f.District, dispute: Any) -> None:
    """One of each state of everything that belongs to a dispute."""
    s.assessed(d, dispute)
    s.sent(d, s.mediating_(d))
    s.decided(d, s.mediating_(d))
    taken = s.sent(d, s.mediating_(d))
    leniency.take_back(taken, actor=d.procurator)
    s.relief(d, dispute, applicant="甲")
    supporting.review_relief(s.relief(d, dispute, applicant="乙"), actor=d.head, note="同意。")
    supporting.grant_relief(
        supporting.review_relief(s.relief(d, dispute, applicant="丙"), actor=d.head, note="同意。"), actor=d.chief, note="同意。"
    )
    s.paid(d, dispute)
    refused = supporting.refuse_relief(s.relief(d, dispute, applicant="丁"), actor=d.head, note="不符合条件。")
    supporting.refuse_relief(s.relief(d, dispute, applicant="戊"), actor=d.head, note="不符合条件。")
    supporting.refer_relief(refused, actor=d.procurator, referred_to="区民政局")
    s.aid(d, dispute)
    supporting.give_aid(s.aid(d, dispute), actor=d.bureau_leader, lawyer="梁律师")
    supporting.decline_aid(s.aid(d, dispute), actor=d.bureau_leader, answer="不符合经济困难标准。")
    s.suit(d, dispute)
