"""Acts on obligations, the first-violation opinion, relief, legal aid and visits."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from disputes.forms.settling import BreachForm, ExtendForm, PerformForm, ShortNoteForm, VisitForm
from disputes.forms.supporting import DeclineAidForm, GiveAidForm, LeniencyDecisionForm, PayForm, ReferReliefForm
from disputes.models import FollowUp, LegalAid, Leniency, Obligation, Relief
from disputes.permissions import DisputePermission as P
from disputes.services import agreeing, closing, leniency, supporting
from disputes.views.base import PartAction
from pengjiang.web.views.acting import WithFiles


class ObligationAction(PartAction):
    """An act on what is owed."""

    model = Obligation

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("agreement__dispute__town")

    def get_done_url(self, result: Any) -> str:
        return f"{self.object.dispute.get_absolute_url()}?tab=agreement"


class LeniencyAction(PartAction):
    """An act on the opinion."""

    model = Leniency


class ReliefAction(PartAction):
    """An act on relief."""

    model = Relief


class AidAction(PartAction):
    """An act on a referral to legal aid."""

    model = LegalAid


class ProveObligation(WithFiles, ObligationAction):
    """An act on what is owed, with proof."""


PerformObligation = ProveObligation.of("登记履行", agreeing.perform_obligation, form_class=PerformForm, done="履行已登记。")
BreachObligation = ObligationAction.of("登记违约", agreeing.breach_obligation, form_class=BreachForm, danger=True, done="违约已登记，请按所选的下一步办理。")
ExtendObligation = ObligationAction.of("重新约定期限", agreeing.extend_obligation, form_class=ExtendForm, done="期限已重新约定。")
ExcuseObligation = ObligationAction.of("不再履行", agreeing.excuse_obligation, form_class=ShortNoteForm, danger=True, done="已登记。")
RemoveObligation = ObligationAction.of("删除义务", agreeing.remove_obligation, danger=True, done="义务已删除。")
SendLeniency = LeniencyAction.of("送镇街决定", leniency.send, explanation="评估意见送镇街，由镇街依法决定。", done="评估意见正在生成并送镇街。")
TakeBackLeniency = LeniencyAction.of("撤回重新评估", leniency.take_back, done="已撤回。")
DecideLeniency = LeniencyAction.of(
    "登记镇街决定",
    leniency.decide,
    permission=P.DECIDE_LENIENCY,
    form_class=LeniencyDecisionForm,
    explanation="评估意见供参考，是否处罚由本单位依法决定并在此登记。",
    done="决定已登记。",
)
ReviewRelief = ReliefAction.of("审核同意", supporting.review_relief, permission=P.REVIEW_RELIEF, form_class=ShortNoteForm, done="已审核，待检察长审批。")
GrantRelief = ReliefAction.of("批准救助", supporting.grant_relief, permission=P.GRANT_RELIEF, form_class=ShortNoteForm, done="已批准，审批表正在生成。")
RefuseRelief = ReliefAction.of(
    "不予救助",
    supporting.refuse_relief,
    permission=P.REVIEW_RELIEF,
    form_class=ShortNoteForm,
    danger=True,
    done="已不予救助。",
)
PayRelief = ReliefAction.of("登记发放", supporting.pay_relief, permission=P.PAY_RELIEF, form_class=PayForm, done="发放已登记。")
ReferRelief = ReliefAction.of("转介社会救助", supporting.refer_relief, form_class=ReferReliefForm, done="已转介。")
GiveAid = AidAction.of("给予援助", supporting.give_aid, permission=P.ANSWER_AID, form_class=GiveAidForm, done="答复已登记。")
DeclineAid = AidAction.of("不予援助", supporting.decline_aid, permission=P.ANSWER_AID, form_class=DeclineAidForm, done="答复已登记。")
DoVisit = PartAction.of("登记回访", closing.do_visit, model=FollowUp, form_class=VisitForm, done="回访已登记。")
