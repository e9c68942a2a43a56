"""Uploads: one file at a time for the script, several at once for a plain form."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from pengjiang.access.declare import SIGNED_IN
from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.files import services
from pengjiang.files.enums import FileKind
from pengjiang.files.models import StoredFile
from pengjiang.files.registry import policy_of
from pengjiang.files.views.base import FileView, back_to, home_of, wants_json


class Upload(FileView):
    """``POST`` of ``file`` (the script) answers in JSON; of ``files`` (a plain form) leads back.

    ``join`` makes one PDF of pictures as they are; several ``shot`` with their ``turn`` are pages taken with a telephone.
    """

    permission = SIGNED_IN

    def post(self, request: HttpRequest, ref: str, kind: str) -> HttpResponse:
        target = self.target(ref)
        if kind not in FileKind.values:
            return JsonResponse({"error": "没有这种用途的文件。"}, status=400)
        return self._one(target, kind) if wants_json(request) else self._several(target, kind)

    def _one(self, target: Any, kind: str) -> HttpResponse:
        shots, upload = self.request.FILES.getlist("shot"), self.request.FILES.get("file")
        if not shots and upload is None:
            return JsonResponse({"error": "没有收到文件，请重新选择。"}, status=400)
        try:
            file = self._photographs(shots, target, kind) if shots else services.store_upload(upload, actor=self.request.user, target=target, kind=kind)
        except NotAllowed as refusal:
            return JsonResponse({"error": refusal.message}, status=403)
        except Conflict as refusal:
            return JsonResponse({"error": refusal.message}, status=409)
        except DomainError as refusal:
            return JsonResponse({"error": refusal.message}, status=422)
        href = reverse("files:download", args=[file.uuid])
        return JsonResponse({"id": str(file.uuid), "name": file.name, "note": "已上传，正在生成页面", "href": href}, status=201)

    def _photographs(self, shots: list[Any], target: Any, kind: str) -> StoredFile:
        post = self.request.POST
        turns = [int(turn) % 360 if turn.isdecimal() else 0 for turn in post.getlist("turn")]
        return services.store_photographs(shots, turns=turns, actor=self.request.user, target=target, kind=kind, name=post.get("name", ""))

    def _several(self, target: Any, kind: str) -> HttpResponse:
        uploads = self.request.FILES.getlist("files") or self.request.FILES.getlist("file")
        if not uploads:
            messages.error(self.request, "请先选择要上传的文件。")
            return back_to(target)
        if self.request.POST.get("join") and len(uploads) > 1:
            self._try(
                services.store_joined, uploads, target=target, kind=kind, name=self.request.POST.get("joined_name") or uploads[0].name
            )
            return back_to(target)
        for upload in uploads:
            self._try(services.store_upload, upload, target=target, kind=kind)
        return back_to(target)

    def _try(self, service: Any, subject: Any, **values: Any) -> None:
        try:
            file = service(subject, actor=self.request.user, **values)
        except DomainError as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, f"《{file.name}》已上传。")


class Join(FileView):
    """Pictures of single pages become one PDF, in the order in which they stand."""

    permission = SIGNED_IN

    def post(self, request: HttpRequest, ref: str, kind: str) -> HttpResponse:
        target = self.target(ref)
        try:
            file = services.join_images(target, actor=request.user, kind=kind)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"图片已按顺序合并为《{file.name}》。")
        return back_to(target)


class Remove(FileView):
    """Asks for the reason, then takes the file away."""

    permission = SIGNED_IN

    def get(self, request: HttpRequest, uuid: str) -> HttpResponse:
        file, target = self.file(uuid)
        self.allow(policy_of(target).remove(request.user, target))
        return self._page(file, target)

    def post(self, request: HttpRequest, uuid: str) -> HttpResponse:
        file, target = self.file(uuid)
        reason = request.POST.get("reason", "")
        try:
            services.remove_file(file, actor=request.user, reason=reason)
        except NotAllowed as refusal:
            return self._page(file, target, error=refusal.message, reason=reason, status=403)
        except DomainError as refusal:
            return self._page(file, target, error=refusal.message, reason=reason, status=422)
        messages.success(request, f"《{file.name}》已删除。")
        return back_to(target)

    def _page(self, file: Any, target: Any, *, error: str = "", reason: str = "", status: int = 200) -> HttpResponse:
        context = {"page": self.frame("删除文件", target), "file": file, "home": home_of(target), "error": error, "reason": reason}
        return render(self.request, "files/remove.html", context, status=status)


class Arrange(FileView):
    """Up, down, turn: small acts of one button each."""

    permission = SIGNED_IN

    def post(self, request: HttpRequest, uuid: str, act: str) -> HttpResponse:
        file, target = self.file(uuid)
        acts = {
            "up": lambda: services.move_file(file, actor=request.user, up=True),
            "down": lambda: services.move_file(file, actor=request.user, up=False),
            "turn": lambda: services.turn_file(file, actor=request.user),
        }
        try:
            acts[act]()
        except DomainError as refusal:
            messages.error(request, refusal.message)
        back = request.POST.get("back", "")
        if act == "turn" and back.isdecimal():
            return HttpResponseRedirect(f"{reverse('files:volume', args=[file.target, file.kind])}?page={back}", status=303)
        return back_to(target)
