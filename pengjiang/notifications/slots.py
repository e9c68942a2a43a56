"""The bell, and 关注 on every object that has a story."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from pengjiang.common.refs import ObjectRef
from pengjiang.events.reading import has_story
from pengjiang.notifications.following import is_following, may_follow
from pengjiang.notifications.services import unread_count
from pengjiang.web import slots
from pengjiang.web.components.story import Action


def bell(user: Any) -> slots.Bell:
    """Unread notices and where they stand."""
    return slots.Bell(unread_count(user), reverse("notifications:inbox"))


def follow_action(user: Any, obj: Any) -> Sequence[Action]:
    """关注 or 取消关注."""
    if not has_story(obj) or not may_follow(user).ok:
        return ()
    label, name = ("取消关注", "unfollow") if is_following(user, obj) else ("关注", "follow")
    return (Action(label, reverse(f"notifications:{name}", args=[ObjectRef.of(obj)]), icon="eye", post=True, quiet=True),)


slots.bell.fill(bell)
slots.actions.register("notifications.follow", follow_action)
