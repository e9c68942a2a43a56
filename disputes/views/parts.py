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


class PerformObligation(ObligationAction):
    """登记履行."""

    title = "登记履行"
    form_class = PerformForm
    service = staticmethod(agreeing.perform_obligation)
    done = "履行已登记。"

    template_name = "disputes/form_with_files.html"

    def perform(self, form: Any) -> Any:
        values = {name: value for name, value in form.cleaned_data.items() if name != "files"}
        return type(self).service(self.object, actor=self.request.user, files=self.request.FILES.getlist("files"), **values)


class BreachObligation(ObligationAction):
    """登记违约."""

    title = "登记违约"
    form_class = BreachForm
    danger = True
    service = staticmethod(agreeing.breach_obligation)
    done = "违约已登记，请按所选的下一步办理。"


class ExtendObligation(ObligationAction):
    """重新约定期限."""

    title = "重新约定期限"
    form_class = ExtendForm
    service = staticmethod(agreeing.extend_obligation)
    done = "期限已重新约定。"


class ExcuseObligation(ObligationAction):
    """不再履行."""

    title = "不再履行"
    form_class = ShortNoteForm
    danger = True
    service = staticmethod(agreeing.excuse_obligation)
    done = "已登记。"


class RemoveObligation(ObligationAction):
    """删除义务."""

    title = "删除义务"
    danger = True
    service = staticmethod(agreeing.remove_obligation)
    done = "义务已删除。"


class SendLeniency(LeniencyAction):
    """送镇街决定."""

    title = "送镇街决定"
    explanation = "评估意见送镇街，由镇街依法决定。"
    service = staticmethod(leniency.send)
    done = "评估意见正在生成并送镇街。"


class TakeBackLeniency(LeniencyAction):
    """撤回重新评估."""

    title = "撤回重新评估"
    service = staticmethod(leniency.take_back)
    done = "已撤回。"


class DecideLeniency(LeniencyAction):
    """登记镇街决定."""

    permission = P.DECIDE_LENIENCY
    title = "登记镇街决定"
    form_class = LeniencyDecisionForm
    explanation = "评估意见供参考，是否处罚由本单位依法决定并在此登记。"
    service = staticmethod(leniency.decide)
    done = "决定已登记。"


class ReviewRelief(ReliefAction):
    """审核同意."""

    permission = P.REVIEW_RELIEF
    title = "审核同意"
    form_class = ShortNoteForm
    service = staticmethod(supporting.review_relief)
    done = "已审核，待检察长审批。"


class GrantRelief(ReliefAction):
    """批准救助."""

    permission = P.GRANT_RELIEF
    title = "批准救助"
    form_class = ShortNoteForm
    service = staticmethod(supporting.grant_relief)
    done = "已批准，审批表正在生成。"


class RefuseRelief(ReliefAction):
    """不予救助."""

    permission = P.REVIEW_RELIEF
    title = "不予救助"
    form_class = ShortNoteForm
    danger = True
    service = staticmethod(supporting.refuse_relief)
    done = "已不予救助。"


class PayRelief(ReliefAction):
    """登记发放."""

    permission = P.PAY_RELIEF
    title = "登记发放"
    form_class = PayForm
    service = staticmethod(supporting.pay_relief)
    done = "发放已登记。"


class ReferRelief(ReliefAction):
    """转介社会救助."""

    title = "转介社会救助"
    form_class = ReferReliefForm
    service = staticmethod(supporting.refer_relief)
    done = "已转介。"


class GiveAid(AidAction):
    """给予援助."""

    permission = P.ANSWER_AID
    title = "给予援助"
    form_class = GiveAidForm
    service = staticmethod(supporting.give_aid)
    done = "答复已登记。"


class DeclineAid(AidAction):
    """不予援助."""

    permission = P.ANSWER_AID
    title = "不予援助"
    form_class = DeclineAidForm
    service = staticmethod(supporting.decline_aid)
    done = "答复已登记。"


class DoVisit(PartAction):
    """登记回访."""

    model = FollowUp
    title = "登记回访"
    form_class = VisitForm
    service = staticmethod(closing.do_visit)
    done = "回访已登记。"
