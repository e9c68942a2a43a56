"""One Django process that makes everything ready: tables as their owner, then, as the application, demonstration data and sign-ins."""

from __future__ import annotations

import io
import os

os.environ["DATABASE_ROLE"] = "owner"

import django
from django.conf import settings
from django.core.management import call_command, get_commands
from django.db import connection

from pengjiang.settings import env
from script.lib.say import run, say


def main() -> None:
    django.setup()
    say("核对数据表 ……")
    call_command("migrate", interactive=False, verbosity=0)
    if "manifest" in settings.STORAGES["staticfiles"]["BACKEND"].lower():
        call_command("collectstatic", interactive=False, verbosity=0)
    _become_application()
    if settings.DEMO:
        _seed()


def _become_application() -> None:
    """The owner's rights end with the tables: data are written by the role that the pages have."""
    connection.close()
    os.environ["DATABASE_ROLE"] = "application"
    connection.settings_dict.update(env.application_database())


def _seed() -> None:
    if "seed_demo" not in get_commands():
        say("本版本没有演示数据命令（seed_demo），跳过。")
        return
    say("核对演示数据 ……")
    call_command("seed_demo", stdout=io.StringIO())
    if "demo_sign_ins" in get_commands():
        table = io.StringIO()
        call_command("demo_sign_ins", stdout=table)
        (env.VAR / "sign-ins.txt").write_text(table.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    run(main)
