"""Where the pages save drafts every few seconds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import url_has_allowed_host_and_scheme

from pengjiang.access import SIGNED_IN
from pengjiang.common.errors import Conflict, DomainError
from pengjiang.web.services.drafts import base_of, discard_draft, moment, pairs_of, save_draft
from pengjiang.web.views.base import GuardedView


class SaveDraft(GuardedView):
    """Answers in JSON: when it was saved, or why not (401 signed out, 409 another window, 413 too large)."""

    permission = SIGNED_IN

    def ask_to_sign_in(self) -> HttpResponse:
        return JsonResponse({"message": "登录已过期，内容仍在本页。"}, status=401)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        post = request.POST
        key = post.get("draft-key", "")
        if not key.startswith("/"):
            return JsonResponse({"message": "没有这份表单。"}, status=400)
        try:
            draft = save_draft(
                request.user,
                key=key,
                pairs=pairs_of(post),
                editor=post.get("draft-editor", "")[:40],
                base=post.get("draft-base", ""),
                force=bool(post.get("draft-force")),
            )
        except Conflict as error:
            return JsonResponse({"message": error.message}, status=409)
        except DomainError as error:
            return JsonResponse({"message": error.message}, status=413)
        return JsonResponse({"saved": moment(draft.saved_at), "base": base_of(draft)})


class DiscardDraft(GuardedView):
    """Throws a draft away and goes back to its form."""

    permission = SIGNED_IN

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.POST.get("draft-key", "")
        discard_draft(request.user, key=key)
        messages.success(request, "草稿已放弃，表单恢复为原有内容。")
        back = request.headers.get("Referer", "")
        if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
            back = key if url_has_allowed_host_and_scheme(key, None) else "/"
        return HttpResponseRedirect(back, status=303)
