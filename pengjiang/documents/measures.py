"""GB/T 9704-2012 《党政机关公文格式》 in figures, and the small sums that the PDF and the DOCX share. Pure."""

from __future__ import annotations

import re
import unicodedata

from pengjiang.documents.blocks import Signature, Title

MM = 72 / 25.4  # points in a millimetre

PAGE_MM = (210, 297)
MARGINS_MM = {"top": 37, "right": 26, "bottom": 35, "left": 28}  # 天头 37, 订口 28; the type area is 156 × 225
LANDSCAPE_MARGINS_MM = {"top": 28, "right": 37, "bottom": 26, "left": 35}
TYPE_AREA_MM = (156, 225)
CHARACTERS, LINES = 28, 22

BODY_PT = 16  # 3号
TITLE_PT = 22  # 2号
SMALL_PT = 14  # 4号
FORM_PT = 12  # 小四，表格
# 28 × 16 pt is wider than 156 mm, and 22 × 29 pt is higher than 225 mm: both give way by a hair.
LETTER_SPACING_PT = -0.207
LINE_PT = 28.95

RED_MARK_TOP_MM = 35  # below the top of the type area
LETTER_MARK_TOP_MM = 30  # below the top of the paper
RED_LINE_GAP_MM = 4
LETTER_LINE_MM = 170
LETTER_LINE_BOTTOM_MM = 20  # above the bottom of the paper
PAGE_NUMBER_GAP_MM = 7

_GOOD_BREAK_BEFORE = ("关于", "对", "的通", "的函", "的意", "的决", "的报")
_GOOD_BREAK_AFTER = "的和与及、》）市区镇县局院处府年部案店号"
# Words that a title must not break.
_COMPOUNDS = (
    "行政执法 综合 执法 案卷 联合 评查 情况 通报 检察 建议 检察院 人民 政府 行政 处罚 决定 监督 线索 移送 "
    "涉嫌 违法 整改 回复 催办 关于 开展 季度 年度 工作 会议 街道 办事处 司法局 争议 化解 申请 送达 调查 终结 "
    "报告 意见 方案 通知 强制 复议 诉讼 规范 加强 问题 公司 餐饮店 经营部 委员会 办公室 占道 程序 办理"
)
_WORDS = tuple(_COMPOUNDS.split())
# 江蓬检行建〔2026〕4号: a document number stays whole.
_NUMBER = re.compile(r"[\u4e00-\u9fff]{0,8}〔\d{4}〕\d+号")
_NO_LINE_START = "，。、；：？！）》〉」』”’〕】％%…—·的"
_NO_LINE_END = "（《〈「『“‘〔【"


def width_em(text: str) -> float:
    """Width in characters: full-width signs one, Latin letters and digits a half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def title_lines(title: Title, *, most: int = 19) -> tuple[str, ...]:
    """The title broken into lines of like length, at a place where a reader would breathe if there is one near."""
    if title.lines:
        return title.lines
    count = -(-int(width_em(title.text)) // most)
    lines, rest = [], title.text
    for left in range(count, 1, -1):
        cut = _best_cut(rest, len(rest) / left, most)
        lines.append(rest[:cut])
        rest = rest[cut:]
    return (*lines, rest)


def _best_cut(text: str, ideal: float, most: int) -> int:
    """Distance from the even place costs; a natural pause pays; a forbidden break is out of the question."""

    whole = [match.span() for match in _NUMBER.finditer(text)]

    def cost(cut: int) -> float:
        if text[cut] in _NO_LINE_START or text[cut - 1] in _NO_LINE_END or (text[cut - 1].isdigit() and text[cut].isdigit()):
            return 1000.0
        if any(start + 2 < cut < end for start, end in whole):
            return 60.0 + abs(cut - ideal)
        if any(text.startswith(word, cut - inside) for word in _WORDS for inside in range(1, len(word)) if inside <= cut):
            return 50.0 + abs(cut - ideal)
        pause = text[cut:].startswith(_GOOD_BREAK_BEFORE) or text[cut - 1] in _GOOD_BREAK_AFTER
        return abs(cut - ideal) - (3.5 if pause else 0)

    return min(range(2, min(most, len(text) - 1) + 1), key=cost)


def mark_size_pt(text: str, *, most_pt: float = 48, width_mm: float = 150) -> float:
    """Size of the issuing mark: as large as fits on one line, never above 22 × 15 mm (上限, 7.2.4)."""
    return min(most_pt, round(width_mm * MM / max(width_em(text), 1), 1))


def signature_lines(signature: Signature) -> list[tuple[str, float]]:
    """Each line of the signature with its distance from the right edge, in characters (7.3.5)."""
    day = signature.date_text
    day_width = width_em(day)
    names = [*signature.organisations, *([signature.person] if signature.person else [])]
    if not signature.sealed:
        return _unsealed(names, day, day_width)
    # 加盖印章：成文日期右空四字，署名以成文日期为准居中; a long name pushes both to the left.
    widest = max((width_em(name) for name in names), default=0)
    right = max(4.0, (widest - day_width) / 2)
    return [*((name, right + (day_width - width_em(name)) / 2) for name in names), (day, right)]


def _unsealed(names: list[str], day: str, day_width: float) -> list[tuple[str, float]]:
    """不加盖印章：署名右空二字，日期首字比署名首字右移二字；日期较长时日期右空二字，署名相应左移。"""
    if not names:
        return [(day, 4.0)]
    name_width = width_em(names[-1])
    name_right = max(2.0, 2.0 + day_width + 2.0 - name_width)
    day_right = name_right + name_width - 2.0 - day_width
    return [*((name, name_right) for name in names), (day, day_right)]
