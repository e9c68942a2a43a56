"""A file of a round: what is known of it, differences, submission by towns, objection, re-check."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from cases.views.base import state_kind
from pengjiang.files.models import StoredFile
from pengjiang.files.presenting import files_panel
from pengjiang.web.views.base import Crumb, ObjectView
from reviews.enums import Seat
from reviews.forms import files as forms
from reviews.models import Assignment, Finding, Mark, ObjectionItem, Round, SampledFile, TalkLine, TownPart
from reviews.models.towns import TOLD
from reviews.permissions import ReviewPermission as P
from reviews.queries.parts import objection_closed
from reviews.services import assigning, closing, consulting, settling, submitting
from reviews.services.consulting import Objected
from reviews.views.base import Narrower, ReviewAction, ReviewPage, is_overseer, word_of


class FilePage(ReviewPage):
    """One file: its paper, and what was found once that is told."""

    model = SampledFile
    permission = P.VIEW
    template_name = "reviews/files/detail.html"
    prefix = "file"
    leave_out = ("grade", "assign")

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("round__leader", "round__made_by", "town", "dossier", "rubric").defer("round__frame")

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object.round), self.object.round.get_absolute_url())]

    def get_tabs(self) -> Any:
        tabs = [("overview", "概况", "")]
        return [*tabs, ("timeline", "时间线", "")] if self.handles() or self.request.user.is_town else tabs

    def is_told(self) -> bool:
        """Score and findings: to the town from the opinion paper on, to the bodies' reviewers once the file is settled."""
        file, user = self.object, self.request.user
        if user.is_town:
            return file.score is not None and TownPart.objects.filter(round=file.round_id, town=file.town_id, state__in=TOLD).exists()
        return file.state in {"settled", "rechecking", "final"}

    def get_context(self) -> dict[str, Any]:
        file, user = self.object, self.request.user
        told = self.is_told()
        return {
            **super().get_context(),
            "told": told,
            "findings": file.findings.visible_to(user).standing() if told else (),
            "files": files_panel(user, file.dossier),
            "overseer": is_overseer(user, file),
        }


class SubmitFile(ReviewAction):
    """报送一件."""

    model = SampledFile
    permission = P.SUBMIT
    title = "报送案卷"
    explanation = "请先上传全卷扫描件；报送时自动进行案卷体检，报送后不能再修改材料。"
    service = staticmethod(submitting.submit_file)
    done = "案卷已报送。"

    def get_done_url(self, result: Any) -> str:
        part = TownPart.objects.get(round=self.object.round_id, town=self.object.town_id)
        return part.get_absolute_url()


class TakeInFile(SubmitFile):
    """代为接收."""

    permission = P.MANAGE
    title = "代为接收案卷"
    explanation = "镇街不能在系统中报送的，由组织单位代为上传、接收。"


class PartPage(ReviewPage):
    """What a town has to do in a round: files to submit, the opinion, its objection, the circular."""

    model = TownPart
    permission = P.VIEW
    template_name = "reviews/parts/detail.html"
    prefix = "part"
    leave_out = ("call", "consult")

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().select_related("round__made_by", "round__leader", "town").defer("round__frame")

    def get_title(self) -> str:
        return f"{self.object.town.short_name}：{self.object.round.title}"

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object.round), self.object.round.get_absolute_url())]

    def get_tabs(self) -> Any:
        return (("overview", "概况", ""), ("papers", "文书", ""), ("timeline", "时间线", ""))

    def get_context(self) -> dict[str, Any]:
        part, user = self.object, self.request.user
        files = list(part.round.files.reviewed().filter(town=part.town).select_related("dossier").order_by("order"))
        counts = StoredFile.objects.of_many([file.dossier for file in files])
        told = part.state in TOLD
        for file in files:
            file.word, file.kind = word_of(file, user), state_kind(file)
            file.uploaded = len(counts.get(file.dossier_id, ()))
        show = told or not user.is_town
        findings = list(part.findings.visible_to(user).standing().select_related("file")) if show else []
        return {
            **super().get_context(),
            "files": files,
            "told": told,
            "findings": findings,
            "objections": part.objections.visible_to(user).select_related("file") if told else (),
            "closed": objection_closed(part) if part.state == "consulted" else "",
        }


class PartAction(ReviewAction):
    """An act on a town's part."""

    model = TownPart


class FinishSubmission(PartAction):
    """完成报送."""

    permission = P.SUBMIT
    title = "完成报送"
    service = staticmethod(submitting.finish_submission)
    done = "已完成报送。"


class CloseCall(FinishSubmission):
    """代为确认."""

    permission = P.MANAGE
    title = "代为确认报送"


AgreePart = PartAction.of("确认无异议", consulting.agree, permission=P.OBJECT, done="已确认无异议。")


class ObjectPart(PartAction):
    """申诉: item by item on one page."""

    permission = P.OBJECT
    title = "提出申诉"
    template_name = "reviews/parts/object.html"
    explanation = "逐项勾选、写明理由并上传证据。申诉以一次为限，提交后不能补充。"
    submit_label = "提出申诉"
    done = "申诉已提出，将由未参与原评查的人员复核。"

    form_class = forms.ObjectForm

    def render_form(self, form: Any, **kwargs: Any) -> Any:
        form.lines = [(one, form[f"ground_{one.pk}"]) for one in form.findings]
        return super().render_form(form, **kwargs)

    def perform(self, form: Any) -> Any:
        items = [
            Objected(one, ground, self.request.FILES.getlist(f"files_{one.pk}"))
            for one in form.findings
            if (ground := form.cleaned_data[f"ground_{one.pk}"].strip())
        ]
        return consulting.object_to(self.object, actor=self.request.user, items=items)


NameRechecker = PartAction.of("指定复核人", consulting.name_rechecker, permission=P.MANAGE, form_class=forms.RecheckerForm, done="复核人已指定。")
AnswerObjection = PartAction.of("答复申诉", consulting.answer_objection, permission=P.MANAGE, explanation="全部复核完毕后制作复核答复，发送镇街。", done="已答复申诉。")
ReceiveCircular = PartAction.of("签收通报", closing.receive, permission=P.RECTIFY, done="已签收，请按整改台账落实。")


class ObjectionPage(ReviewAction):
    """One objected item; its re-check."""

    model = ObjectionItem
    permission = P.SCORE
    title = "复核申诉"
    template_name = "reviews/parts/recheck.html"
    form_class = forms.RecheckForm
    submit_label = "提交复核"
    service = staticmethod(consulting.recheck_item)
    done = "复核结果已登记。"
    menu_key = "review-tasks"

    def get_parents(self) -> list[Crumb]:
        return []

    def get_cancel_url(self) -> str:
        return reverse("reviews:tasks")

    def get_done_url(self, result: Any) -> str:
        return reverse("reviews:tasks")

    def get_context(self) -> dict[str, Any]:
        item = self.object
        finding = Finding.objects.filter(file=item.file_id, code=item.code).first()
        return {**super().get_context(), "finding": finding, "evidence": StoredFile.objects.of(item)}


class DifferencesPage(Narrower, ObjectView):
    """6.9 on one file: for the two, once both are in, and for who oversees the round."""

    model = SampledFile
    permission = P.VIEW
    template_name = "reviews/files/differences.html"
    menu_key = "rounds"
    title = "评分差异"

    def get_queryset(self) -> QuerySet:
        user = self.request.user
        overseen = Round.objects.overseen_by(user)
        mine = Assignment.objects.paired(user).values("file")
        rows = super().get_queryset().select_related("round__leader", "round__made_by", "town", "rubric").defer("round__frame")
        return rows.filter(round__in=overseen) | rows.filter(pk__in=mine, both_in=True)

    def get_parents(self) -> list[Crumb]:
        return [Crumb(str(self.object.round), self.object.round.get_absolute_url()), Crumb(str(self.object), self.object.get_absolute_url())]

    def get_context(self) -> dict[str, Any]:
        file, user = self.object, self.request.user
        overseer = is_overseer(user, file)
        own = file.assignments.paired(user).first()
        seats = list(settling.raters(file)) if file.both_in else []
        if not overseer:
            seats = [row for row in seats if row.seat != Seat.THIRD]
        for row in seats:
            row.who = f"{row.get_seat_display()}（{row.reviewer.name}）" if overseer else ("本人" if own and row.pk == own.pk else "另一位评查员")
        table: dict[str, dict[str, Any]] = {}
        for mark in Mark.objects.filter(assignment__in=seats).order_by("code"):
            line = table.setdefault(mark.code, {"code": mark.code, "title": mark.title, "veto": mark.is_veto, "cells": [None] * len(seats)})
            line["cells"][[row.pk for row in seats].index(mark.assignment_id)] = mark
        talk = list(TalkLine.objects.filter(file=file).select_related("speaker__reviewer")) if file.both_in else []
        for line in talk:
            line.who = line.speaker.reviewer.name if overseer else ("本人" if own and line.speaker_id == own.pk else "另一位评查员")
        return {
            **super().get_context(),
            "seats": seats,
            "lines": list(table.values()),
            "talk": talk,
            "own": own,
            "overseer": overseer,
            "may_talk": own is not None and file.state == "talking" and not own.has_spoken,
            "leads": file.round.leader_id == user.pk,
            "waiting_third": file.state == "third" and not file.assignments.filter(seat=Seat.THIRD).exclude(state="ended").exists(),
        }


class FileAction(ReviewAction):
    """A ruling."""

    model = SampledFile
    permission = P.LEAD

    def get_done_url(self, result: Any) -> str:
        return reverse("reviews:differences", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        return self.get_done_url(None)


RuleVeto = FileAction.of("认定一票否决", settling.rule_veto, form_class=forms.RulingForm, done="已认定。")
NameThird = FileAction.of("指定第三人", assigning.name_third, form_class=forms.ThirdForm, done="第三人已指定。")
SetScore = FileAction.of("组长定分", settling.set_score, form_class=forms.LeaderScoreForm, done="分数已确定。")


class Say(Narrower, FileAction):
    """合议发言."""

    permission = P.SCORE
    title = "合议发言"
    form_class = forms.TalkForm
    service = staticmethod(settling.say)
    done = "已发言。"

    def get_queryset(self) -> QuerySet:
        mine = Assignment.objects.paired(self.request.user).values("file")
        return super().get_queryset().filter(pk__in=mine, both_in=True)


Speak = Say.of(
    "合议表态",
    settling.speak,
    form_class=forms.TalkForm,
    explanation="要修改评分的，请先在评分页面修改（只有一次），再在此写明理由表态；维持原评分的直接写明理由。两人都表态后按规则处理。",
    done="已表态。",
)
