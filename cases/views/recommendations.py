"""检察建议: list, page, editor, seal, service, reply, assessment."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cases.enums import Adoption, RecommendationKind
from cases.forms.recommendations import AssessForm, DraftForm, FileUpForm, NoteForm, ReplyForm, ServeForm, TextForm
from cases.forms.supervision import cite
from cases.models import Correction, Recommendation, RecommendationVersion, SupervisionCase
from cases.permissions import CasePermission
from cases.permissions import RecommendationPermission as P
from cases.queries.approvals import current_step, remarks_by_part
from cases.queries.counting import parts
from cases.queries.limits import nearest_deadlines
from cases.services import recommendations as services
from cases.views.base import CasesPage, corrections_of, state_kind, state_word
from cases.workflow import RECOMMENDATION
from cases.workflow.recommendation import TEXT_PARTS
from pengjiang.access import can
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.documents.models import IssuedDocument
from pengjiang.files.models import StoredFile
from pengjiang.web.components.papers import RectificationItem as ItemRow
from pengjiang.web.components.story import Action
from pengjiang.web.filters import ChoiceFilter, DateFilter
from pengjiang.web.limits import lights_of
from pengjiang.web.listings import Preset
from pengjiang.web.tables import Column
from pengjiang.web.views.acting import REFUSED, ActionView
from pengjiang.web.views.base import Crumb
from pengjiang.web.views.listing import ListPage
from pengjiang.workflow.registry import machine_of

REPLY_LIMITS = ("TM20", "TM21", "TM29")


def _towns(user: Any) -> list[tuple[str, str]]:
    return [(str(row.pk), row.short_name) for row in Organisation.objects.exclude(kind=OrganisationKind.PROCURATORATE)]


def addressee_word(row: Recommendation) -> str:
    """The short name where the addressee is one of the district's."""
    return row.addressee.short_name if row.addressee_id else row.addressee_name


class RecommendationList(ListPage):
    """Recommendations as far as they exist for the reader."""

    model = Recommendation
    permission = P.VIEW
    title = "检察建议"
    page_key = "cases.recommendations"
    menu_key = "recommendations"
    search_fields = ("number", "title", "addressee_name", "unlawful_text")
    search_placeholder = "文号、单位、问题"
    default_order = "-served_on"
    columns = (
        Column("number", "文号", value=lambda row: row.number or row.serial or "未编号", link=True, always=True, sort="number"),
        Column("addressee", "被建议单位", value=addressee_word, sort="addressee_name"),
        Column("title", "事由", kind="clip", wide=True, link=True),
        Column("kind", "类型", value="get_kind_display", shown=False),
        Column("served_on", "送达日期", kind="date", sort="served_on"),
        Column("due_on", "回复末日", value=lambda row: row.deadline.due_on if row.deadline else None, kind="date"),
        Column("light", "期限", kind="light"),
        Column("state", "状态", kind="badge", value="state_word", badge=state_kind, sort="state"),
        Column("items", "整改", value=lambda row: f"{row.done}/{row.total}" if row.total else ""),
        Column("adoption", "采纳情况", value="get_adoption_display", shown=False),
        Column("holder", "承办", value="case__holder__name", shown=True),
    )
    filters = (
        ChoiceFilter(name="addressee", label="被建议单位", choices=_towns),
        ChoiceFilter(name="kind", label="类型", choices=RecommendationKind.choices),
        ChoiceFilter(name="state", label="状态", choices=[(code, state.label) for code, state in RECOMMENDATION.states.items()]),
        ChoiceFilter(name="adoption", label="采纳情况", choices=Adoption.choices),
        DateFilter(name="served_on", label="送达日期"),
    )
    presets = (
        Preset("approving", "审批中", "state=approving", counted=True),
        Preset("approved", "待用印", "state=approved", counted=True),
        Preset("replied", "待审查回复", "state=replied", counted=True),
        Preset("rectifying", "整改期", "state=rectifying"),
    )
    empty_text = "调查终结后，由承办检察官在案件页起草检察建议。"

    def get_columns(self) -> Any:
        hidden = () if self.request.user.is_procuratorate else ("holder", "addressee")
        return [column for column in self.columns if column.name not in hidden]

    def get_filters(self) -> Any:
        hidden = () if self.request.user.is_procuratorate else ("addressee", "state")
        return [item for item in self.filters if item.name not in hidden]

    def get_presets(self) -> Any:
        """By the inner state, which is the office's."""
        return self.presets if self.request.user.is_procuratorate else ()

    def get_rows(self) -> QuerySet:
        return (
            super()
            .get_rows()
            .select_related("case__holder", "addressee")
            .annotate(total=Count("items"), done=Count("items", filter=Q(items__state__in=["ticked", "long_term"])))
        )

    def decorate(self, rows: Any) -> None:
        nearest = nearest_deadlines(rows, limits=REPLY_LIMITS)
        lights = lights_of(nearest.values())
        for row in rows:
            row.deadline = nearest.get(row.pk)
            row.light = lights.get(row.deadline.pk) if row.deadline else None
            row.state_word = state_word(row, self.request.user)


class RecommendationPage(CasesPage):
    """One recommendation, from draft to close."""

    model = Recommendation
    permission = P.VIEW
    template_name = "cases/recommendations/detail.html"
    menu_key = "recommendations"
    prefix = "recommendation"
    icons = {"edit": "edit", "send_for_approval": "send", "seal": "stamp", "serve": "send", "reply": "inbox", "assess": "check", "close": "check"}
    leave_out = ("approve_step", "approve", "return", "urge")
    steps = (
        ("起草", ("draft", "returned")),
        ("审批", ("approving",)),
        ("用印", ("approved",)),
        ("送达", ("issued",)),
        ("异议期", ("objection", "objected", "rechecked", "amending")),
        ("整改期", ("rectifying",)),
        ("书面回复", ("replied",)),
        ("采纳审查", ("assessed",)),
        ("办结", ("closed", "superseded", "withdrawn")),
        ("归档", ("archived",)),
    )

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().select_related("case__holder", "case__assistant", "addressee", "drafted_by", "approved_by", "reply__replied_by").annotate(
            has_corrections=Exists(Correction.objects.filter(recommendation=OuterRef("pk"))), version_count=parts(RecommendationVersion, "recommendation")
        )
        return rows.select_related("replaces", "replaced_by")

    def get_title(self) -> str:
        return self.object.title

    def get_tabs(self) -> Any:
        obj, inside = self.object, self.request.user.is_procuratorate
        done, total = self.item_count
        tabs = [("overview", "概况", "")]
        if inside:
            tabs.append(("approval", "审批", obj.version_count or ""))
        tabs += [("items", "整改", f"{done}/{total}" if total else ""), ("papers", "文书", ""), ("timeline", "时间线", "")]
        return tabs

    @property
    def item_count(self) -> tuple[int, int]:
        rows = [row.state for row in self.items]
        return sum(1 for state in rows if state in {"ticked", "long_term"}), len(rows)

    @property
    def items(self) -> list[Any]:
        if not hasattr(self, "_items"):
            self._items = list(self.object.items.all())
        return self._items

    def deadline_objects(self) -> Any:
        return (self.object,)

    def paper_objects(self) -> Any:
        reply = getattr(self.object, "reply", None)
        parts = (*self.deliveries, *self.objections, *self.extensions)
        inner = (*self.contacts, *self.dispatches) if self.request.user.is_procuratorate else ()
        if self.request.user.is_procuratorate and self.object.has_corrections:
            inner = (*inner, *self.object.corrections.all())
        return (self.object, *parts, *inner, *((reply,) if reply else ()))

    @cached_property
    def deliveries(self) -> list[Any]:
        return list(self.object.deliveries.all())

    @cached_property
    def objections(self) -> list[Any]:
        return list(self.object.objections.select_related("decided_by"))

    @cached_property
    def extensions(self) -> list[Any]:
        rows = list(self.object.extensions.select_related("item", "decided_by"))
        for row in rows:
            row.recommendation = self.object
        return rows

    @cached_property
    def contacts(self) -> list[Any]:
        return list(self.object.contacts.all())

    @cached_property
    def dispatches(self) -> list[Any]:
        return list(self.object.dispatches.all())

    def get_actions(self) -> Any:
        """The approver's one button stands for both decisions."""
        actions = list(super().get_actions())
        step = self.step
        if step is not None and self.request.user.is_procuratorate and can(self.request.user, P.APPROVE).ok:
            refusal = machine_of(self.object)["approve_step"].guard(self.object, self.request.user)
            decision = can(self.request.user, P.APPROVE) if not refusal else type(can(self.request.user, P.APPROVE)).no(refusal)
            actions.insert(0, Action(step.label, self.address("decide"), decision, icon="check", primary=decision.ok))
        return actions

    @property
    def step(self) -> Any:
        if not hasattr(self, "_step"):
            self._step = current_step(self.object) if self.object.state == "approving" else None
        return self._step

    def get_context(self) -> dict[str, Any]:
        obj, user = self.object, self.request.user
        inside, first = user.is_procuratorate, self.tab not in {"approval", "items"}
        findings = list(obj.case.findings.select_related("dossier")) if inside and first else []
        for row in findings:
            row.cited = [str(one) for one in cite(row.citations)]
        drafts = IssuedDocument.objects.visible_to(user).of(obj).filter(standing="draft") if inside else ()
        return {
            **super().get_context(),
            "inside": inside,
            "parts": [(label, getattr(obj, field)) for field, label in TEXT_PARTS],
            "advices": obj.advices.all(),
            "findings": findings,
            "items": self.item_rows(),
            "rounds": obj.rounds.select_related("version__made_by").prefetch_related("steps__decided_by", "steps__remarks")
            if inside and self.tab == "approval"
            else (),
            "remarks": self.remarks() if inside and obj.state == "returned" else (),
            "urging_drafts": [draft for draft in drafts if draft.type_code == "urging_letter"],
            "may_urge": inside and can(user, P.URGE, obj).ok,
            "reply": getattr(obj, "reply", None),
            "reply_files": StoredFile.objects.of(obj.reply) if hasattr(obj, "reply") else (),
            "deliveries": self.deliveries,
            "corrections": corrections_of(user, recommendation=obj) if first and obj.has_corrections else (),
            "objections": self.objections if obj.served_on and first else (),
            "extensions": self.extensions if obj.served_on and first else (),
            "may_extend": inside and can(user, P.EXTEND).ok,
            "contacts": self.contacts if inside and first else (),
            "dispatches": self.dispatches if inside and first else (),
            "followers": obj.followed_by.all() if inside and obj.adoption else (),
            "replaced_by": self.replacement(),
        }

    def replacement(self) -> Recommendation | None:
        """The text that takes this one's place, as far as it exists for the reader."""
        newer = getattr(self.object, "replaced_by", None)
        return newer if newer is not None and (newer.served_on or self.request.user.is_procuratorate) else None

    def remarks(self) -> list[Any]:
        """The last round's remarks, for whom the text was returned to."""
        last = self.object.rounds.prefetch_related("steps__remarks", "steps__decided_by").last()
        return [step for step in last.steps.all() if step.decision == "returned"] if last else []

    def item_rows(self) -> list[ItemRow]:
        """Items with their lights."""
        nearest = nearest_deadlines(self.items, limits=("TM46",))
        lights = lights_of(nearest.values())
        machine = machine_of(self.items[0]) if self.items else None
        rows = []
        for item in self.items:
            deadline = nearest.get(item.pk)
            rows.append(
                ItemRow(
                    number=item.order,
                    what=item.text,
                    how=item.measure,
                    who=item.person,
                    light=lights.get(deadline.pk) if deadline else None,
                    state=machine.states[item.state].label,
                    state_kind=state_kind(item),
                    href=item.get_absolute_url(),
                    do="办理",
                    do_href=item.get_absolute_url(),
                )
            )
        return rows


class DraftRecommendation(ActionView):
    """起草检察建议 on a concluded case."""

    model = SupervisionCase
    permission = CasePermission.HANDLE
    title = "起草检察建议"
    menu_key = "recommendations"
    form_class = DraftForm
    submit_label = "开始起草"
    explanation = "来源、事实、违法情形由受理登记、认定问题和终结报告预填，进入编辑页后逐项核对。"
    service = staticmethod(services.draft_recommendation)

    def get_initial(self) -> dict[str, Any]:
        case = self.object
        return {"addressee": case.subject_id, "title": f"关于{case.title}的检察建议"[:120]}

    def get_done_url(self, result: Recommendation) -> str:
        return f"{result.get_absolute_url()}edit/"


class RecommendationAction(ActionView):
    """An act on a recommendation."""

    model = Recommendation
    menu_key = "recommendations"

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("case__holder", "addressee")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object), self.object.get_absolute_url())]


class EditRecommendation(RecommendationAction):
    """The structured editor."""

    permission = P.DRAFT
    title = "修改检察建议书"
    template_name = "cases/recommendations/edit.html"
    form_class = TextForm
    submit_label = "保存建议书"
    service = staticmethod(services.edit_recommendation)
    done = "建议书已保存。"

    def post(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        # A further row of advice is asked for without judging the text yet.
        if "add-advice" in request.POST:
            return self.render_form(self.form_class.restored(request.POST, user=request.user, subject=self.object), status=REFUSED)
        return super().post(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        obj = self.object
        names = [name for name in TextForm.base_fields if name != "copies_to"]
        return {**{name: getattr(obj, name) for name in names}, "copies_to": "、".join(obj.copies_to)}

    def get_context(self) -> dict[str, Any]:
        findings = list(self.object.case.findings.select_related("dossier"))
        for row in findings:
            row.cited = [str(one) for one in cite(row.citations)]
        return {**super().get_context(), "findings": findings, "may_handle": can(self.request.user, CasePermission.HANDLE, self.object.case).ok}

    def render_form(self, form: Any, **kwargs: Any) -> Any:
        # Each part of the text with what the last round remarked on it.
        remarks = remarks_by_part(self.object)
        form.parts = [(form[field], remarks.get(field, ())) for field, _ in TEXT_PARTS]
        form.advice_remarks = remarks.get("advices", ())
        return super().render_form(form, **kwargs)


class FileUp(RecommendationAction):
    """登记备案."""

    permission = P.SERVE
    title = "登记备案"
    form_class = FileUpForm
    service = staticmethod(services.file_up)
    done = "已登记备案。"


class Serve(RecommendationAction):
    """登记送达."""

    permission = P.SERVE
    title = "登记送达"
    form_class = ServeForm
    submit_label = "登记送达"
    explanation = "自收到之日的次日起计算异议期、回复期和整改期；登记后生成送达回证，被建议单位即可在系统内看到本建议书。"
    service = staticmethod(services.serve_recommendation)
    done = "送达已登记，期限开始计算。"

    def get_initial(self) -> dict[str, Any]:
        case = self.object.case
        names = [person.name for person in (case.holder, case.assistant) if person]
        return {"servers": "、".join(names), "place": self.object.addressee.address if self.object.addressee_id else ""}


class BeginRectifying(RecommendationAction):
    """转入整改期."""

    permission = P.RECTIFY
    title = "认可建议，开始整改"
    explanation = "转入整改期后，视为对检察建议无异议。"
    service = staticmethod(services.begin_rectifying)
    done = "已转入整改期。"


class ReplyTo(RecommendationAction):
    """书面回复."""

    permission = P.REPLY
    title = "书面回复"
    template_name = "cases/recommendations/reply.html"
    form_class = ReplyForm
    submit_label = "提交书面回复"
    done = "书面回复已提交，复函正在生成。"

    def get_initial(self) -> dict[str, Any]:
        user = self.request.user
        earlier = getattr(self.object, "reply", None)
        if earlier is not None:
            return {name: getattr(earlier, name) for name in ("measures", "results", "remaining", "contact")}
        return {"contact": f"{user.name} {user.organisation.telephone}".strip()}

    def perform(self, form: Any) -> Any:
        values = {name: value for name, value in form.cleaned_data.items() if name != "files"}
        return services.reply_recommendation(self.object, actor=self.request.user, files=self.request.FILES.getlist("files"), **values)


class Assess(RecommendationAction):
    """审查采纳情况."""

    permission = P.ASSESS
    title = "审查采纳情况"
    form_class = AssessForm
    service = staticmethod(services.assess_recommendation)
    done = "采纳情况已登记。"


class AskMore(RecommendationAction):
    """退回补充回复."""

    permission = P.ASSESS
    title = "退回补充回复"
    form_class = NoteForm
    service = staticmethod(services.ask_more)
    done = "已退回补充。"


class Close(RecommendationAction):
    """办结."""

    permission = P.ASSESS
    title = "检察建议办结"
    service = staticmethod(services.close_recommendation)
    done = "检察建议已办结。"


class Archive(RecommendationAction):
    """归档."""

    permission = P.ARCHIVE
    title = "归档"
    service = staticmethod(services.archive_recommendation)
    done = "已归档。"
