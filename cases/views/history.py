"""更正, 补录, 并案, 串案, 拆分, and taking a wrong click back."""

from __future__ import annotations

from typing import Any

from cases.forms.history import CorrectForm, HistoryForm, MergeCaseForm, OpenHistoryForm, OtherCaseForm, SplitForm
from cases.models import Dispatch, Recommendation, SupervisionCase, Transfer
from cases.permissions import CasePermission as P
from cases.permissions import DispatchPermission, TransferPermission
from cases.services import combining, corrections, history, open_history
from cases.views.supervision import CaseAction
from pengjiang.web.views.acting import ActionView, CreateView, WithFiles
from pengjiang.web.views.base import Crumb
from pengjiang.workflow.undoing import undo, undoable


class Correct(WithFiles, ActionView):
    """更正日期."""

    permission = P.CORRECT
    title = "更正日期"
    form_class = CorrectForm
    explanation = "更正后，由该日期起算或者办结的期限重新计算，错误的提醒撤回；更正前后的日期和理由都保留，并生成日期更正说明。"
    service = staticmethod(corrections.correct_day)

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]

    def get_done_message(self, result: Any) -> str:
        moved = len(result.effects)
        return f"{result.label}已更正，{f'{moved}项期限随之变动' if moved else '不影响期限'}。"


class CorrectCase(Correct):
    """Of a case."""

    model = SupervisionCase
    menu_key = "supervision"


class CorrectRecommendation(Correct):
    """Of a recommendation."""

    model = Recommendation
    menu_key = "recommendations"


class CorrectDispatch(Correct):
    """Of a letter."""

    model = Dispatch
    menu_key = "dispatches"


class EnterHistory(CreateView):
    """补录历史案件."""

    permission = P.HISTORY
    title = "补录历史案件"
    menu_key = "supervision"
    form_class = HistoryForm
    submit_label = "补录"
    explanation = "2020年以来、本系统启用前已经办结的案件。沿用原案号和文号，计入统计，不产生期限和提醒。成批补录请在“导入”中上传表格。"
    service = staticmethod(history.enter_history)
    done = "已补录。"

    def perform(self, form: Any) -> Any:
        return history.enter_history(actor=self.request.user, **form.as_told())


class EnterOpenHistory(CreateView):
    """补录在办案件."""

    permission = P.HISTORY
    title = "补录在办案件"
    menu_key = "supervision"
    form_class = OpenHistoryForm
    submit_label = "补录"
    explanation = "本系统启用前立案、尚未办结的案件。期限按实际日期计算；补录之日以前已到的提醒不再发出，以后的照常提醒。受理告知、报上级备案等短期事项视为当时已经办理。"
    service = staticmethod(open_history.enter_open_history)
    done = "已补录，可以继续办理。"

    def perform(self, form: Any) -> Any:
        return open_history.enter_open_history(actor=self.request.user, **form.as_told())


class MergeCase(CaseAction):
    """并入另案."""

    title = "并入另案"
    form_class = MergeCaseForm
    explanation = "本案的案卷和线索并入另案一并办理，本案期限终止，案件页保留备查。"
    service = staticmethod(combining.merge_case)
    done = "已并案。"


class RelateCase(CaseAction):
    """串案."""

    title = "串案"
    form_class = OtherCaseForm
    explanation = "两案分别办理，互相列明。"
    service = staticmethod(combining.relate_case)
    done = "已登记串案。"


class SplitCase(CaseAction):
    """拆分."""

    title = "拆分"
    form_class = SplitForm
    explanation = "所选案卷及其认定问题另立一案，由同一承办人办理；审查期限仍自原案受理之日起算。"
    service = staticmethod(combining.split_case)
    done = "已拆分，新案立案审批表正在生成。"

    def get_done_url(self, result: Any) -> str:
        return result.get_absolute_url()


class Undo(ActionView):
    """撤销上一步: of whoever took it, on the same day."""

    title = "撤销上一步"
    service = staticmethod(undo)
    danger = True

    @property
    def explanation(self) -> str:
        transition, decision = undoable(self.object, self.request.user)
        return f"将撤销您今天办理的“{transition.label}”，恢复办理前的状态；撤销记入时间线。" if decision.ok else decision.reason

    def get_done_message(self, result: Any) -> str:
        return f"已撤销，现为“{result.state_label}”。" if hasattr(result, "state_label") else "已撤销。"


class UndoCase(Undo):
    """Of a case."""

    model = SupervisionCase
    permission = P.VIEW
    menu_key = "supervision"


class UndoTransfer(Undo):
    """Of a referral."""

    model = Transfer
    permission = TransferPermission.VIEW
    menu_key = "transfers"


class UndoDispatch(Undo):
    """Of a letter."""

    model = Dispatch
    permission = DispatchPermission.VIEW
    menu_key = "dispatches"
