"""Acts on a case beside its main path: joined matters, contacts, letters, hearing, longer review, reopening."""

from __future__ import annotations

from typing import Any

from cases.forms.dispatches import AskHearingForm, DispatchForm
from cases.forms.supervision import ConclusionForm
from cases.forms.ways import ContactForm, ExtendReviewForm, JoinForm
from cases.permissions import CasePermission as P
from cases.services import contacts, dispatches, hearings, own_cases, supervision
from cases.views.supervision import CaseAction


class JoinToCase(CaseAction):
    """并入线索、案卷."""

    title = "并入线索、案卷"
    form_class = JoinForm
    explanation = "同类问题的多件线索和案卷并入本案，一并审查，可提出一份类案检察建议。"
    service = staticmethod(own_cases.join_to_case)
    done = "已并入本案。"


class AddContact(CaseAction):
    """登记口头提示、座谈."""

    title = "登记口头提示、座谈"
    form_class = ContactForm
    service = staticmethod(contacts.add_contact)
    done = "已登记，记录正在生成。"

    def get_initial(self) -> dict[str, Any]:
        case = self.object
        return {"officers": "、".join(person.name for person in (case.holder, case.assistant) if person)}

    def get_done_url(self, result: Any) -> str:
        return f"{self.object.get_absolute_url()}?tab=contacts"


class DraftDispatch(CaseAction):
    """发函、移送."""

    title = "发函、移送"
    form_class = DispatchForm
    submit_label = "保存函稿"
    explanation = "检察意见，移送纪检监察、公益诉讼、公安机关，须经检察长批准；告知函由承办检察官直接发出。"
    service = staticmethod(dispatches.draft_dispatch)
    done = "函稿已保存。"

    def get_initial(self) -> dict[str, Any]:
        case = self.object
        return {"organisation": case.subject_id, "facts": (case.report or {}).get("facts", "") or case.origin}

    def get_done_url(self, result: Any) -> str:
        return result.get_absolute_url()


class AskHearing(CaseAction):
    """呈请公开听证."""

    title = "呈请公开听证"
    form_class = AskHearingForm
    submit_label = "呈检察长决定"
    service = staticmethod(hearings.ask_hearing)
    done = "已呈请检察长决定。"

    def get_done_url(self, result: Any) -> str:
        return result.get_absolute_url()


class ExtendReview(CaseAction):
    """延长审查期限."""

    permission = P.REOPEN
    title = "延长审查期限"
    form_class = ExtendReviewForm
    service = staticmethod(supervision.extend_review)
    done = "已延长，期限已重新计算。"


class ReopenCase(CaseAction):
    """重新启动."""

    permission = P.REOPEN
    title = "重新启动"
    form_class = ConclusionForm
    service = staticmethod(supervision.reopen_case)
    done = "案件已重新启动。"
