"""Menu entries of the inbox and of what one follows."""

from pengjiang.notifications.permissions import NotificationPermission
from pengjiang.web.menu import MenuItem, add

add(MenuItem("follows", "我的关注", "notifications:follows", group="工作台", icon="eye", order=35, permission=NotificationPermission.FOLLOW))
add(MenuItem("notices", "通知", "notifications:inbox", group="工作台", icon="bell", order=30, phone=True))
