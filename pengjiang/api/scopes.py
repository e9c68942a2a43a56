"""What a client may be given: reading or writing in one room each."""

from __future__ import annotations

from collections.abc import Iterable

READ, WRITE = "read", "write"
ROOMS = {
    "account": "本人与接口信息",
    "dossiers": "执法案卷",
    "checkups": "案卷体检",
    "cases": "线索、监督案件与检察建议",
    "reviews": "案卷评查",
    "disputes": "争议化解",
    "liaison": "联络室",
    "deadlines": "期限",
    "documents": "文书",
    "files": "附件",
    "exchange": "导入导出",
    "library": "法规与依据",
    "notices": "通知",
    "webhooks": "事件推送",
}
WORDS = {READ: "读取", WRITE: "写入"}


def scope_of(room: str, *, writes: bool) -> str:
    """``cases:write``."""
    return f"{room}:{WRITE if writes else READ}"


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """All of them with their labels, room by room, for the form. Nothing is written about oneself."""
    return [
        (label, [(scope_of(room, writes=kind == WRITE), word) for kind, word in WORDS.items() if (room, kind) != ("account", WRITE)])
        for room, label in ROOMS.items()
    ]


def codes() -> list[str]:
    """All that may be given."""
    return [code for _, group in choices() for code, _ in group]


def told(scopes: Iterable[str]) -> list[tuple[str, str]]:
    """What was given, room by room: (执法案卷, 读取、写入)."""
    given = set(scopes)
    rooms = [(label, "、".join(word for code, word in group if code in given)) for label, group in choices()]
    return [(label, words) for label, words in rooms if words]
