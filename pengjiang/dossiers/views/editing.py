"""Registering, the facts form, and a dossier/1 document in the place of both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from pengjiang.common.errors import FieldErrors
from pengjiang.common.strictjson import BadInput, read_json
from pengjiang.dossiers import registry, services
from pengjiang.dossiers.facts.copying import said
from pengjiang.dossiers.forms.create import CreateForm, FactsFileForm
from pengjiang.dossiers.forms.facts import FactsForm, with_row, without_row
from pengjiang.dossiers.forms.hints import with_answer
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.web.views.acting import ActionView, CreateView
from pengjiang.web.views.base import Crumb


class CreateDossier(CreateView):
    """Registers the head; the facts come next."""

    permission = DossierPermission.CREATE
    form_class = CreateForm
    service = staticmethod(services.create_dossier)
    title = "登记执法案卷"
    submit_label = "登记案卷"
    menu_key = "dossiers"
    done = "案卷已登记，请继续补全事实。"

    @cached_property
    def like(self) -> Dossier | None:
        """The file of one's own town that the new one is begun from (``?like=``)."""
        key = self.request.GET.get("like", "")
        own = Dossier.objects.visible_to(self.request.user).filter(organisation__in=self.request.user.organisation_ids)
        return own.filter(pk=key).first() if key.isdecimal() else None

    @property
    def explanation(self) -> str:
        if self.like is None:
            return ""
        kept = "、".join(said(self.like.document(masked=True)))
        return f"以《{self.like.number}》为样本，带入：{kept}{'、案由' if self.like.cause else ''}。改变类型或者领域的，只带入办案人员。案号、当事人、日期、文书、送达和处理结果不带入，请照新案卷填写。"

    def get_initial(self) -> dict[str, Any]:
        if self.like is None:
            return {}
        facts = self.like.facts
        head = {name: facts.get(name, "") for name in ("file_type", "field")}
        return {**head, "organisation": self.like.organisation_id, "cause": self.like.cause, "like": self.like.pk}

    @property
    def draft_key(self) -> str:
        """Begun from a file it is another form than the empty one."""
        return f"{self.request.path}?like={self.like.pk}" if self.like else self.request.path

    def get_done_message(self, result: Any) -> str:
        return f"案卷已登记，已带入{'、'.join(said(result.document(masked=True)))}，请继续补全事实。" if self.like else self.done

    def get_done_url(self, result: Any) -> str:
        return reverse("dossiers:edit", args=[result.pk])

    def perform(self, form: Any) -> Any:
        try:
            return super().perform(form)
        except services.FactsInvalid as error:
            raise FieldErrors(
                {problem.pointer.strip("/").partition("/")[0] or "number": problem.error for problem in error.problems}
            ) from error


class EditFacts(ActionView):
    """The form over the whole document. Rows are added and removed by submit buttons, which keep all that was typed."""

    model = Dossier
    permission = DossierPermission.EDIT
    form_class = FactsForm
    template_name = "dossiers/facts.html"
    submit_label = "保存案卷事实"
    menu_key = "dossiers"
    done = "案卷事实已保存。"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organisation").prefetch_related("parties")

    def get_title(self) -> str:
        return "案卷事实"

    def get_parents(self) -> Sequence[Crumb]:
        return (Crumb(str(self.object), self.object.get_absolute_url()),)

    def get_initial(self) -> dict[str, Any]:
        dossier: Dossier = self.object
        return {
            "document": dossier.document(masked=True),
            "cause": dossier.cause,
            "note": dossier.note,
            "revision": dossier.revision,
            "ledger": dossier.ledger,
            "hints": registry.read_papers.filler.hints(dossier) if registry.read_papers.is_filled else (),
        }

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "above": registry.above_facts(self.request.user, self.object)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "add" in request.POST:
            return self.render_form(self.make_form(_without_buttons(with_row(request.POST, request.POST["add"])), restored=True))
        if "drop" in request.POST:
            return self.render_form(self.make_form(_without_buttons(without_row(request.POST, request.POST["drop"])), restored=True))
        if "answer" in request.POST:
            views = self.make_form(_without_buttons(request.POST), restored=True).hint_views
            return self.render_form(
                self.make_form(_without_buttons(with_answer(request.POST, request.POST["answer"], views)), restored=True)
            )
        return super().post(request, *args, **kwargs)

    def perform(self, form: Any) -> Any:
        values = form.cleaned_data
        adopted, rejected = form.answers()
        return services.save_answers(
            self.object,
            facts=values["facts"],
            actor=self.request.user,
            revision=values["revision"],
            cause=values["cause"],
            note=values["note"],
            adopted=adopted,
            rejected=rejected,
        )


class UploadFacts(ActionView):
    """A dossier/1 document from another system in the place of the facts."""

    model = Dossier
    permission = DossierPermission.EDIT
    form_class = FactsFileForm
    title = "以事实文件更新"
    submit_label = "更新案卷事实"
    menu_key = "dossiers"
    drafts = False
    done = "案卷事实已按文件更新。"
    explanation = "文件须为 dossier/1 格式，案号、镇街与本案卷一致；有一处不合格式则全部不保存，并逐处指明。证件号码带星号的保持原值。"

    def get_parents(self) -> Sequence[Crumb]:
        return (Crumb(str(self.object), self.object.get_absolute_url()),)

    def perform(self, form: Any) -> Any:
        try:
            document = read_json(form.cleaned_data["content"])
        except BadInput as error:
            raise FieldErrors({"text": str(error)}) from error
        if isinstance(document, dict):
            document = services.unmasked(self.object, document)
        try:
            return services.change_facts(self.object, facts=document, actor=self.request.user)
        except services.FactsInvalid as error:
            raise FieldErrors(
                {f"{problem.pointer}": f"{problem.pointer or '整个文件'}：{problem.error}" for problem in error.problems[:50]}
            ) from error


def _without_buttons(data: Any) -> Any:
    kept = data.copy()
    for name in ("add", "drop", "answer"):
        kept.pop(name, None)
    return kept
