"""``manage.py demo_sign_ins``: one sign-in per role as a table, and the password."""

from __future__ import annotations

from unicodedata import east_asian_width

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pengjiang.demo.people import PASSWORD, TOWNS
from pengjiang.demo.sign_ins import SignIn, sign_ins

HEADS = ("角色", "姓名", "登录名", "单位")


class Command(BaseCommand):
    help = "列出演示账号（每种角色一个）与密码"

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("当前环境没有启用演示（DEMO），不提供演示账号。")
        rows = sign_ins()
        if not rows:
            raise CommandError("尚无演示账号，请先运行 manage.py seed_demo。")
        for line in _table([HEADS, *map(_cells, rows)]):
            self.stdout.write(line)
        self.stdout.write(f"密码均为 {PASSWORD}；其他镇街把登录名中的 duruan 换成 {'、'.join(code for code in TOWNS if code != 'duruan')}。")


def _cells(row: SignIn) -> tuple[str, ...]:
    return (row.role, row.name, row.username, row.unit)


def _table(rows: list[tuple[str, ...]]) -> list[str]:
    """Columns that stand under one another on a terminal, where a Chinese character is two wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
