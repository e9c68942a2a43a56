"""Menu entry of the inbox."""

from pengjiang.web.menu import MenuItem, add

add(MenuItem("notices", "通知", "notifications:inbox", group="工作台", icon="bell", order=30, phone=True))
