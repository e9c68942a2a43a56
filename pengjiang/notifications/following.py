"""关注: following an object, and telling its followers what they may read of it at that moment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Model

from pengjiang.access import Decision, can
from pengjiang.accounts.models import User
from pengjiang.audit.models import AuditEntry
from pengjiang.audit.queries import readable_events, tell
from pengjiang.common.errors import NotAllowed
from pengjiang.common.refs import ObjectRef, fetch_all
from pengjiang.events.reading import handles, has_story
from pengjiang.events.services import emit
from pengjiang.notifications.models import Follow, Notice
from pengjiang.notifications.permissions import NotificationPermission

KIND = "notifications.follow"


def exists_for(person: Any, obj: Model) -> bool:
    """May the person know of the object, asked of the database now."""
    manager = type(obj)._default_manager
    return not hasattr(manager, "visible_to") or manager.visible_to(person).filter(pk=obj.pk).exists()


def may_follow(user: Any) -> Decision:
    """Following is one's own: not done in another's place."""
    if getattr(user, "acted_by", None) is not None:
        return Decision.no("代办期间不能代为关注，请回到本人后再关注。")
    return can(user, NotificationPermission.FOLLOW)


def is_following(user: Any, obj: Model) -> bool:
    return Follow.objects.visible_to(user).filter(target=str(ObjectRef.of(obj))).exists()


@transaction.atomic
def follow(obj: Model, *, actor: Any) -> Follow:
    """Begin; a second time changes nothing. Raises ``NotAllowed``."""
    decision = may_follow(actor)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    if not has_story(obj) or not exists_for(actor, obj):
        raise NotAllowed("未找到该事项，或者您无权查看。")
    row, is_new = Follow.objects.get_or_create(person=actor, target=str(ObjectRef.of(obj)))
    if is_new:
        emit("notifications.follow.begun", actor=actor, target=obj, data={"name": str(obj)})
    return row


@transaction.atomic
def unfollow(row: Follow, *, actor: Any) -> None:
    """End one's own. Raises ``NotAllowed``."""
    decision = may_follow(actor)
    if not decision.ok or row.person_id != actor.pk:
        raise NotAllowed(decision.reason or "只能取消本人的关注。")
    emit("notifications.follow.ended", actor=actor, target=ObjectRef.parse(row.target), data={"name": str(row)})
    row.delete()


def is_story(event: str) -> bool:
    """Events that can stand on somebody's timeline."""
    return event in readable_events(handling=True)


def is_followed(entry: AuditEntry) -> bool:
    """One query, so that what nobody follows costs no work of a worker."""
    return is_story(entry.event) and Follow.objects.filter(target__in=entry.refs).exists()


def tell_followers(entry: AuditEntry) -> list[Notice]:
    """One notice per follower and event: not who acted, nor who was told of it by a rule, nor who may not read it."""
    told = set(Notice.objects.filter(entry=entry).values_list("person_id", flat=True))
    told |= {ObjectRef.parse(entry.actor).pk} if entry.actor else set()
    # What was still in the outbox when somebody began to follow is not news to them.
    rows = Follow.objects.filter(target__in=entry.refs, since__lt=entry.recorded_at, person__is_active=True).exclude(person__in=told)
    rows = rows.select_related("person").order_by("pk")
    objects = fetch_all({*(row.target for row in rows), *([entry.target] if entry.target else [])})
    made = []
    for person, row, obj in _readers(entry, rows, objects):
        notice, is_new = Notice.objects.get_or_create(
            entry=entry,
            person=person,
            kind=KIND,
            defaults={"title": f"{obj}：{tell(entry).sentence}"[:200], "body": "您关注的事项有新进展。", "url": obj.get_absolute_url(), "target": row.target},
        )
        made += [notice] if is_new else []
    return made


def _readers(entry: AuditEntry, rows: Iterable[Follow], objects: dict[str, Model]) -> Iterable[tuple[User, Follow, Model]]:
    """Followers who may read the entry on the object's page now, and may know of what it happened to."""
    hit = objects.get(entry.target)
    for row in rows:
        obj, person = objects.get(row.target), row.person
        if obj is None or not has_story(obj) or not exists_for(person, obj):
            continue
        if entry.event not in readable_events(handling=handles(person, obj)):
            continue
        if hit is None or hit == obj or exists_for(person, hit):
            yield person, row, obj


def still_exists_for(person: Any, notices: Iterable[Notice]) -> list[Notice]:
    """Without what was told of a followed object that has meanwhile been closed to the person."""
    notices = list(notices)
    objects = fetch_all({notice.target for notice in notices if notice.kind == KIND})
    return [notice for notice in notices if notice.kind != KIND or (notice.target in objects and exists_for(person, objects[notice.target]))]
