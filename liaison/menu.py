"""Entries of the side menu."""

from liaison.permissions import LiaisonPermission as P
from pengjiang.web import menu
from pengjiang.web.menu import MenuItem


def _item(key: str, label: str, url_name: str, icon: str, order: int) -> MenuItem:
    return MenuItem(f"liaison-{key}", label, f"liaison:{url_name}", group="联络室", icon=icon, permission=P.VIEW, order=order)


menu.add(
    _item("room", "联络室工作台", "room", "home", 10),
    _item("notices", "通报与共享", "notices", "megaphone", 20),
    _item("typical", "典型案例", "typicals", "flag", 30),
    _item("questions", "线上答疑", "questions", "question", 40),
    _item("courses", "导师课堂", "courses", "course", 50),
    _item("discretion", "裁量计算", "discretion", "ruler", 60),
    _item("agreements", "机制文件", "agreements", "stamp", 70),
    _item("meetings", "联席会议", "meetings", "group", 80),
    _item("contacts", "联络与值班", "contacts", "phone", 90),
)
