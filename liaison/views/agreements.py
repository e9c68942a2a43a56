"""机制文件 and the duties they create."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse_lazy

from liaison.enums import AgreementKind
from liaison.forms.sharing import NoteForm
from liaison.forms.together import AgreementForm, ArticleForm, BeginForm, DutyForm, JoinForm, SignForm, TickForm
from liaison.models import Agreement, DutyTask
from liaison.permissions import LiaisonPermission as P
from liaison.services import agreements
from liaison.views.base import RoomAction, RoomPage, part_actions, state_kind
from liaison.workflow import AGREEMENT
from pengjiang.common import clock
from pengjiang.files.models import StoredFile
from pengjiang.web.filters import ChoiceFilter
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import CreateView, WithFiles
from pengjiang.web.views.listing import ListPage


class AgreementList(ListPage):
    """机制文件."""

    model = Agreement
    permission = P.VIEW
    title = "机制文件"
    page_key = "liaison.agreements"
    menu_key = "liaison-agreements"
    search_fields = ("name", "articles__text")
    search_placeholder = "名称、条文"
    default_order = "-since"
    columns = (
        Column("name", "名称", kind="clip", link=True, wide=True, always=True),
        Column("kind", "类别", value="get_kind_display"),
        Column("organisation", "牵头单位", value="organisation__short_name"),
        Column("topics", "可以共享", value="topic_words"),
        Column("since", "施行", kind="date", sort="since"),
        Column("until", "有效期至", kind="date", sort="until"),
        Column("state", "状态", kind="badge", value="state_label", badge=state_kind, sort="state"),
    )
    filters = (
        ChoiceFilter(name="kind", label="类别", choices=AgreementKind.choices),
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in AGREEMENT.states.items()]),
    )
    create_url = reverse_lazy("liaison:agreement-new")
    create_label = "登记机制文件"
    create_permission = P.AGREE
    empty_text = "检镇协作、检司衔接等机制文件在这里登记签署情况、条文和约定义务。"

    def get_rows(self) -> QuerySet:
        return super().get_rows().select_related("organisation").distinct()


class AgreementPage(RoomPage):
    """One mechanism."""

    model = Agreement
    menu_key = "liaison-agreements"
    prefix = "agreement"
    part = "agreement"
    icons = {"sign": "stamp", "begin": "check"}

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("organisation")

    def get_tabs(self) -> Any:
        return (("overview", "内容", ""), ("duties", "约定义务", ""), ("timeline", "时间线", ""))

    def get_context(self) -> dict[str, Any]:
        agreement, user = self.object, self.request.user
        tasks = list(DutyTask.objects.filter(duty__agreement=agreement).select_related("duty__bound", "done_by").order_by("-due_on")[:60]) if self.tab == "duties" else []
        files = StoredFile.objects.of_many(tasks) if tasks else {}
        for row in tasks:
            row.actions, row.kind, row.files = part_actions(row, user, "duty"), state_kind(row), files.get(row.pk, [])
        return {
            **super().get_context(),
            "parties": agreement.parties.select_related("organisation"),
            "articles": agreement.articles.all(),
            "duties": agreement.duties.select_related("bound", "article"),
            "tasks": tasks,
            "files": StoredFile.objects.of(agreement),
        }


class NewAgreement(CreateView):
    """登记机制文件."""

    permission = P.AGREE
    title = "登记机制文件"
    menu_key = "liaison-agreements"
    form_class = AgreementForm
    submit_label = "登记"
    service = staticmethod(agreements.draft)
    done = "已登记，请逐个登记签署。"


class AgreementAction(RoomAction):
    """An act on a mechanism."""

    model = Agreement
    permission = P.AGREE
    menu_key = "liaison-agreements"


class AddArticle(AgreementAction):
    """增加条文."""

    title = "增加条文"
    form_class = ArticleForm
    submit_label = "增加"
    service = staticmethod(agreements.add_article)
    done = "条文已增加。"


class JoinAgreement(AgreementAction):
    """增加签署单位."""

    title = "增加签署单位"
    form_class = JoinForm
    service = staticmethod(agreements.join)
    done = "已增加，待其签署。"


class SignAgreement(WithFiles, AgreementAction):
    """登记签署."""

    title = "登记签署"
    form_class = SignForm
    service = staticmethod(agreements.sign)
    done = "签署已登记。"


class BeginAgreement(AgreementAction):
    """施行."""

    title = "施行"
    form_class = BeginForm
    service = staticmethod(agreements.begin)
    done = "已施行，约定义务开始按期产生。"

    def get_initial(self) -> dict[str, Any]:
        return {"since": clock.today()}


class EndAgreement(AgreementAction):
    """终止."""

    title = "终止"
    form_class = NoteForm
    danger = True
    service = staticmethod(agreements.end)
    done = "已终止。"


class AddDuty(AgreementAction):
    """设定义务."""

    title = "设定义务"
    form_class = DutyForm
    tab = "duties"
    explanation = "每个周期结束后自动产生一项待办，办理单位上传证明后销号。"
    service = staticmethod(agreements.add_duty)
    done = "义务已设定。"


class TickDuty(WithFiles, RoomAction):
    """登记办理."""

    model = DutyTask
    permission = P.DO_DUTY
    title = "登记办理"
    menu_key = "liaison-agreements"
    form_class = TickForm
    service = staticmethod(agreements.tick)
    done = "已登记办理。"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("duty__bound", "duty__agreement")

    def get_done_url(self, result: Any) -> str:
        return self.object.get_absolute_url()
