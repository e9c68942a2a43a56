"""manage.py write_openapi: keep the present interface as the agreed one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from pengjiang.api.document import NAME, as_text, made


class Command(BaseCommand):
    """Writes the document that is served and that a test holds the routes to."""

    help = "按现有接口重写 OpenAPI 文件（pengjiang/api/openapi.json）"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        document = made()
        Path(__file__).resolve().parents[2].joinpath(NAME).write_text(as_text(document), encoding="utf-8")
        self.stdout.write(f"已写入 {len(document['paths'])} 个地址。")
