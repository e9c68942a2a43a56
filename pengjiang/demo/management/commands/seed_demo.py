"""``manage.py seed_demo``: the demo district, built through the same services as the pages; again: without effect."""

from __future__ import annotations

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pengjiang.demo.seeding import seed_district


class Command(BaseCommand):
    help = "载入演示数据；重复运行不产生变化"

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("seed_demo 只用于演示环境，当前环境没有启用演示（DEMO）。")
        seed_district()
        self.stdout.write("演示数据已就绪；各角色的登录名见 manage.py demo_sign_ins。")
