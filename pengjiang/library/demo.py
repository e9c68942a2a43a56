"""The demonstration's library: one full text in two versions and one discretion standard with its steps. Both are invented and say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from pengjiang.accounts.enums import Role
from pengjiang.law.models import ReferenceRow
from pengjiang.law.services import save_row
from pengjiang.library.models import LawText
from pengjiang.library.services import import_texts

NAME = "镇街执法案卷整理办法（演示文本）"
HEAD = "---\nname: {name}\nnumber: 演示〔{year}〕1号\npromulgated_on: {told}\nin_force_from: {since}\nin_force_to: {until}\nsource: 演示数据，并非真实文件\n---\n"
BODY = """# {name}
## 第一章 总则
第一条 为了让各镇街的执法案卷摆放一致、便于查阅，制定本办法。
第二条 一案一卷，一卷一号；同一案件材料较多的，可以分册，册序写在封面。
## 第二章 整理
第三条 材料依办案的先后排列，决定书及其送达回证放在最前。
第四条 结案后{days}日内整理完毕，交镇街档案室。
第五条 录音录像另行刻盘，卷内放说明页，写明内容、时长、保存位置。
## 第三章 附则
第六条 本办法由演示单位解释。
"""
VERSIONS = (
    {"year": 2021, "told": "2021-06-01", "since": "2021-07-15", "until": "2025-12-31", "days": "六十"},
    {"year": 2025, "told": "2025-12-01", "since": "2026-01-01", "until": "", "days": "三十"},
)
STANDARD = "urban.demo"
STEPS = (("较轻", "占用不足五平方米，经劝导即清理", 0, 6000), ("一般", "占用五平方米以上不足二十平方米", 6000, 14000), ("较重", "占用二十平方米以上，或者拒不清理", 14000, 20000))


def stories(district: Any) -> list[Iterator[datetime]]:
    """One; none where the office has texts already."""
    return [] if LawText.objects.exists() else [_fill(district)]


def _fill(district: Any) -> Iterator[datetime]:
    admin = district.person(Role.SYSTEM_ADMIN)
    yield district.ago(30)
    import_texts([(f"{one['year']}.md", text_of(one).encode()) for one in VERSIONS], actor=admin)
    yield district.ago(29)
    if not ReferenceRow.objects.filter(kind="standards", key=STANDARD).exists():
        save_row(
            None,
            kind="standards",
            value=standard(),
            since=date(2022, 1, 1),
            until=None,
            source="演示数据，并非真实文件",
            confidence="SYN",
            actor=admin,
        )


def text_of(version: dict[str, Any]) -> str:
    """The Markdown of a version."""
    return (HEAD + BODY).format(name=NAME, **version)


def standard() -> dict[str, Any]:
    """Three grades; each begins where the one before ends, and the amount between belongs to the lighter one."""
    steps = [
        {"item": "CG001", "name": name, "circumstances": facts, "low": low, "high": high} | ({"low_inclusive": False} if low else {})
        for name, facts, low, high in STEPS
    ]
    return {
        "code": STANDARD,
        "kind": "benchmark",
        "name": "占用城市道路处罚阶次（演示数据）",
        "number": "演示〔2022〕1号",
        "field": "urban",
        "issuer": "演示单位",
        "steps": steps,
        "note": "演示数据，办案不得引用。",
    }
