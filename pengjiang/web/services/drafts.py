"""Drafts of forms: saved every few seconds, given back, thrown away; and posts held over a sign-in."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.http import QueryDict

from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError
from pengjiang.web.models import FormDraft, HeldPost

LARGEST = 400_000
KEPT_PER_PERSON = 200
DRAFTS_LIVE = timedelta(days=30)
HELD_FOR = timedelta(hours=1)
MOST_HELD = 1000
# Never written down: tokens and passwords.
LEFT_OUT = ("csrfmiddlewaretoken", "draft-key", "draft-editor", "draft-base", "draft-force", "held")

Pairs = Mapping[str, list[str]]


def pairs_of(data: QueryDict, *, leave_out: Iterable[str] = ()) -> dict[str, list[str]]:
    """The typed values of a post."""
    unwanted = {*LEFT_OUT, *leave_out}
    return {name: data.getlist(name) for name in data if name not in unwanted and "password" not in name and not name.startswith("otp")}


def as_query(pairs: Pairs) -> QueryDict:
    """Values as a form takes them."""
    query = QueryDict(mutable=True)
    for name, values in pairs.items():
        query.setlist(name, values)
    query._mutable = False  # noqa: SLF001 — as Django does
    return query


def find_draft(user: Any, *, key: str) -> FormDraft | None:
    """The person's draft of a form."""
    return FormDraft.objects.filter(user=user, key=key).first()


def draft_values(draft: FormDraft) -> QueryDict:
    """What it holds."""
    return as_query(json.loads(draft.data))


@transaction.atomic
def save_draft(user: Any, *, key: str, pairs: Pairs, editor: str = "", base: str = "", force: bool = False) -> FormDraft:
    """Keep what was typed.

    ``base`` is the moment of the draft this window began with. Raises ``Conflict`` when another window has written since,
    unless ``force``; ``DomainError`` when it is too large.
    """
    text = json.dumps(pairs, ensure_ascii=False)
    if len(text) > LARGEST:
        raise DomainError("内容过长，无法自动保存草稿，请直接提交或分次填写。")
    draft = FormDraft.objects.select_for_update().filter(user=user, key=key[:200]).first()
    if draft and not force and draft.editor != editor and base_of(draft) != base:
        raise Conflict(f"另一个窗口在{moment(draft.saved_at)}保存过这份表单，本页暂不自动保存。")
    now = clock.now()
    draft, _ = FormDraft.objects.update_or_create(user=user, key=key[:200], defaults={"data": text, "editor": editor, "saved_at": now})
    _prune(user)
    return draft


def _prune(user: Any) -> None:
    """Keep the newest of a person's drafts."""
    old = FormDraft.objects.filter(user=user).order_by("-saved_at").values_list("pk", flat=True)[KEPT_PER_PERSON:]
    stale = list(old)
    if stale:
        FormDraft.objects.filter(pk__in=stale).delete()


def base_of(draft: FormDraft) -> str:
    """Names the state of a draft; the same whether it comes from the database or was just made."""
    return draft.saved_at.astimezone(UTC).isoformat()


def discard_draft(user: Any, *, key: str) -> None:
    """Throw it away: the form was sent, or its author says so."""
    FormDraft.objects.filter(user=user, key=key[:200]).delete()


def hold_post(data: QueryDict, *, path: str) -> str:
    """Keep a form that came too late; the token that gives it back, or empty when it cannot be kept.

    Whoever sends it is not signed in, so that what lies here is bounded in size, in number and in time.
    """
    HeldPost.objects.filter(saved_at__lt=clock.now() - HELD_FOR).delete()
    text = json.dumps(pairs_of(data), ensure_ascii=False)
    if len(text) > LARGEST or HeldPost.objects.count() >= MOST_HELD:
        return ""
    token = secrets.token_urlsafe(32)
    HeldPost.objects.create(token_hash=_digest(token), path=path[:500], data=text, saved_at=clock.now())
    return token


@transaction.atomic
def release_post(user: Any, *, token: str, path: str, key: str) -> FormDraft | None:
    """Turn a held post into the person's draft of the form at ``path``; None when it is unknown, used or too old."""
    held = HeldPost.objects.select_for_update().filter(token_hash=_digest(token), saved_at__gte=clock.now() - HELD_FOR).first()
    if held is None or held.path != path:
        return None
    draft = save_draft(user, key=key, pairs=json.loads(held.data), force=True)
    held.delete()
    return draft


def sweep_drafts() -> int:
    """Delete what nobody came back for; how many rows went. For the nightly beat."""
    now = clock.now()
    drafts, _ = FormDraft.objects.filter(saved_at__lt=now - DRAFTS_LIVE).delete()
    held, _ = HeldPost.objects.filter(saved_at__lt=now - HELD_FOR).delete()
    return drafts + held


def moment(at: datetime) -> str:
    """14:03 today, 9月22日 14:03 before."""
    local = at.astimezone(clock.ZONE)
    return f"{local:%H:%M}" if local.date() == clock.today() else f"{local.month}月{local.day}日 {local:%H:%M}"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
