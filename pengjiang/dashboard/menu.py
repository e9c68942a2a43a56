"""Menu entries of the desk."""

from pengjiang.web.menu import MenuItem, add

add(
    MenuItem("home", "首页", "home", group="工作台", icon="home", order=10, phone=True, phone_label="待办"),
    MenuItem("calendar", "期限日历", "dashboard:calendar", group="工作台", icon="calendar", order=20, phone=True, phone_label="期限"),
)
