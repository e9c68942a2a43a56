"""Says loudly, and with the command to run, what papers need and this machine lacks."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from pengjiang.documents import fonts


@register("documents")
def printing_tools(app_configs: Any, **_options: Any) -> list[CheckMessage]:
    """Fonts and libharfbuzz-subset; without them papers are slow or wrong, but the application runs."""
    return missing_tools(fonts.current(), has_subsetter=fonts.subsetter_is_installed())


def missing_tools(book: fonts.FontBook, *, has_subsetter: bool) -> list[CheckMessage]:
    """One warning per thing missing."""
    found: list[CheckMessage] = []
    if not has_subsetter:
        found.append(
            Warning(
                "缺少 libharfbuzz-subset：每份 PDF 的生成时间将由 0.3 秒变为约 20 秒。",
                hint="请运行 script/setup，或执行 apt-get install libharfbuzz-subset0。",
                id="documents.W001",
            )
        )
    if book.missing:
        found.append(
            Warning(
                f"缺少公文字体：{'、'.join(book.missing)}。",
                hint="请运行 script/setup 安装；本单位有正版字体的，在 DOCUMENT_FONTS 中写明字体文件。",
                id="documents.W002",
            )
        )
    return found
