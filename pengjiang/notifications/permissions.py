"""What may be done in the inbox beyond reading it."""

from pengjiang.access import Permission


class NotificationPermission(Permission):
    """Following what one may see."""

    FOLLOW = "notifications.follow", "关注事项"
