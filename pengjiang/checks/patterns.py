"""Shapes that come again in the rules."""

from collections.abc import Iterable

KIND_NAMES = {
    "warning": "警告",
    "public_criticism": "通报批评",
    "fine": "罚款",
    "confiscate_gains": "没收违法所得",
    "confiscate_goods": "没收非法财物",
    "suspend_permit": "暂扣许可证件",
    "lower_qualification": "降低资质等级",
    "revoke_permit": "吊销许可证件",
    "stop_business": "责令停产停业",
    "close": "责令关闭",
    "bar": "限制从业",
    "other": "其他处罚",
}
# Lightest first, for saying whether one kind in place of another is heavier.
_ORDER = (
    "warning",
    "public_criticism",
    "fine",
    "confiscate_gains",
    "confiscate_goods",
    "suspend_permit",
    "lower_qualification",
    "stop_business",
    "bar",
    "revoke_permit",
    "close",
    "other",
)


def is_heavier(decided: Iterable[str], told: Iterable[str]) -> bool:
    """True where the decision has a kind that was not told, unless it stands in the place of a heavier one that was dropped."""
    added, dropped = set(decided) - set(told), set(told) - set(decided)
    if not added:
        return False
    return not dropped or max(map(_ORDER.index, added)) > max(map(_ORDER.index, dropped))
