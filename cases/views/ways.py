"""Acts on a recommendation off its path: objection, change, withdrawal, extension, follow-up, what the office records."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from cases.forms.dispatches import DispatchForm
from cases.forms.recommendations import NoteForm
from cases.forms.ways import (
    DoneForm,
    ExtensionForm,
    FollowForm,
    GrantForm,
    ObjectionForm,
    OriginForm,
    ReasonForm,
    RecheckForm,
    RecordReplyForm,
)
from cases.models import Extension, Recommendation
from cases.permissions import RecommendationPermission as P
from cases.services import contacts, dispatches, extensions, own_cases, ways
from cases.views.recommendations import RecommendationAction
from cases.views.rectifications import ItemAction
from pengjiang.web.views.acting import ActionView, WithFiles
from pengjiang.web.views.base import Crumb


class RaiseObjection(WithFiles, RecommendationAction):
    """提出异议."""

    permission = P.REPLY
    title = "提出异议"
    form_class = ObjectionForm
    explanation = "在检察建议书载明的异议期内提出。复核期间，回复期和整改期停止计算。"
    service = staticmethod(ways.raise_objection)
    done = "异议已提交，检察院正在复核。"


class RecordObjection(RaiseObjection):
    """代录异议."""

    permission = P.RECORD
    title = "代录异议"
    explanation = "被建议单位不在本系统内的，把收到的书面异议录入此处，并上传来文。"
    service = staticmethod(ways.record_objection)
    done = "异议已录入，请即时复核。"


class Recheck(RecommendationAction):
    """异议复核."""

    permission = P.ASSESS
    title = "异议复核"
    template_name = "cases/recommendations/recheck.html"
    form_class = RecheckForm
    submit_label = "报检察长决定"
    service = staticmethod(ways.recheck_objection)
    done = "复核报告已报检察长决定。"

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "objection": self.object.objections.filter(result="").first()}


class DecideObjection(Recheck):
    """Decisions of the 检察长 on an objection: the re-check stands above the form."""

    permission = P.DECIDE
    form_class = ReasonForm
    submit_label = ""


class ReturnRecheck(DecideObjection):
    """退回复核."""

    title = "退回复核"
    form_class = NoteForm
    service = staticmethod(ways.return_recheck)
    done = "已退回承办检察官。"


class Uphold(DecideObjection):
    """异议不成立，维持."""

    title = "异议不成立，维持"
    service = staticmethod(ways.uphold_recommendation)
    done = "已维持，答复函正在制作。"


class Amend(DecideObjection):
    """决定变更."""

    title = "决定变更"
    service = staticmethod(ways.amend_recommendation)
    done = "已决定变更，通知书正在制作。"


class Withdraw(DecideObjection):
    """决定撤回."""

    title = "决定撤回"
    danger = True
    service = staticmethod(ways.withdraw_recommendation)
    done = "已撤回，通知书正在制作。"


class Redraft(RecommendationAction):
    """起草变更后的建议书."""

    permission = P.DRAFT
    title = "起草变更后的建议书"
    explanation = "以原文为底稿另行起草，经审批、用印、送达后取代原建议书，各期限自新的送达之日重新计算。"
    service = staticmethod(ways.redraft_recommendation)
    done = "已生成变更稿，请修改后送审。"

    def get_done_url(self, result: Recommendation) -> str:
        return result.get_absolute_url()


class RecordReply(WithFiles, RecommendationAction):
    """代录书面回复."""

    permission = P.RECORD
    title = "代录书面回复"
    form_class = RecordReplyForm
    explanation = "人民法院等不在本系统内的单位，其书面回复由承办检察官录入，并上传来文。"
    service = staticmethod(ways.record_reply)
    done = "书面回复已录入，请审查采纳情况。"


class AskExtension(RecommendationAction):
    """申请延期."""

    permission = P.REPLY
    title = "申请延期"
    form_class = ExtensionForm
    explanation = "经检察院批准后，期限在原末日之后接续延长；批准之前原期限照常计算。"
    service = staticmethod(extensions.ask_extension)
    done = "延期申请已提交。"


class RecordExtension(AskExtension):
    """代录延期申请."""

    permission = P.RECORD
    title = "代录延期申请"
    service = staticmethod(extensions.record_extension)
    done = "延期申请已录入，待审批。"


class ExtensionAction(ActionView):
    """A decision on an extension."""

    model = Extension
    permission = P.EXTEND
    menu_key = "recommendations"
    template_name = "cases/recommendations/extension.html"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("recommendation__case__holder", "item", "asked_by")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object.recommendation), self.object.get_absolute_url())]


class GrantExtension(ExtensionAction):
    """同意延期."""

    title = "同意延期"
    form_class = GrantForm
    service = staticmethod(extensions.grant_extension)
    done = "已同意延期，期限已重新计算。"


class RefuseExtension(ExtensionAction):
    """不同意延期."""

    title = "不同意延期"
    form_class = ReasonForm
    service = staticmethod(extensions.refuse_extension)
    done = "已作不同意处理，答复函正在制作。"


class AddFollow(RecommendationAction):
    """登记跟踪、回访."""

    permission = P.ASSESS
    title = "登记跟踪、回访"
    form_class = FollowForm
    service = staticmethod(contacts.add_contact)
    done = "已登记，记录正在生成。"

    def get_initial(self) -> dict[str, Any]:
        case = self.object.case
        return {"officers": "、".join(person.name for person in (case.holder, case.assistant) if person)}


class Escalate(RecommendationAction):
    """报告、通报 (第二十五条)."""

    permission = P.ASSESS
    title = "报告、通报"
    form_class = DispatchForm
    submit_label = "保存函稿"
    explanation = "经督促无正当理由不予整改或者整改不到位的，经检察长决定，报告上级院，通报上级机关、主管部门，必要时报告党委、人大，通报政府、纪检监察机关（规定第二十五条）。"
    service = staticmethod(dispatches.draft_dispatch)
    done = "函稿已保存。"

    def get_initial(self) -> dict[str, Any]:
        obj = self.object
        return {"facts": obj.adoption_reason}

    def get_done_url(self, result: Any) -> str:
        return result.get_absolute_url()


class CopyTo(Escalate):
    """抄送 (第二十条)."""

    permission = P.SERVE
    title = "抄送"
    explanation = "涉及事项社会影响大、需要抄送党委、人大、政府、纪检监察机关、主管部门或者司法局的，逐一制发抄送函（规定第二十条）。"

    def get_initial(self) -> dict[str, Any]:
        return {"kind": "copy", "facts": f"现将检察建议书所涉“{self.object.title}”有关情况抄送。"}


class FollowUp(RecommendationAction):
    """跟进监督."""

    permission = P.ASSESS
    title = "跟进监督"
    form_class = OriginForm
    explanation = "另立一件跟进监督案件，由您承办，原案案卷一并带入。"
    submit_label = "立案跟进"
    service = staticmethod(own_cases.follow_up)
    done = "已立案跟进监督。"

    def get_done_url(self, result: Any) -> str:
        return result.get_absolute_url()


class ReopenRecommendation(RecommendationAction):
    """重新跟踪."""

    permission = P.DECIDE
    title = "重新跟踪"
    form_class = NoteForm
    service = staticmethod(ways.reopen_recommendation)
    done = "已重新跟踪。"


class RecordDone(ItemAction):
    """代录整改完成."""

    permission = P.RECORD
    title = "代录整改完成"
    form_class = DoneForm
    service = staticmethod(ways.record_done)
    done = "已登记完成。"
