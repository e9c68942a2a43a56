"""What kind of paper it is, by its title."""

from __future__ import annotations

import re

from pengjiang.readings.reading.finding import Finder

ON_THE_SPOT = "DCCF"
RECEIPT = "SDHZ"
# In this order: 不予行政处罚决定书 holds 行政处罚决定书.
TITLES: tuple[tuple[str, str], ...] = (
    (r"送达回证", RECEIPT),
    (r"不予(?:行政)?处罚决定书", "BYCF"),
    (r"当场(?:行政)?处罚决定书|(?:行政)?处罚(?:\(当场\)|当场)决定书|简易程序处罚决定书|处罚决定书\((?:简易程序|当场)\)", ON_THE_SPOT),
    (r"(?:行政)?处罚决定书", "CFJD"),
    (r"(?:行政)?处罚(?:决定)?(?:意见)?(?:事先)?(?:\(听证\)|听证)?告知书|听证告知书", "GZS"),
    (r"听证通知书", "TZTZ"),
    (r"(?:行政)?处罚决定审批表", "CFSP"),
    (r"立案(?:呈批|审批)表|立案呈批表", "LASP"),
    (r"结案(?:呈批|审批)表|结案报告", "JASP"),
    (r"催告(?:通知)?书", "CGS"),
    (r"解除(?:行政强制措施|查封|扣押|[(、/)])*(?:决定|通知)书", "JCJD"),
    (r"(?:查封|扣押|查封[\(、/]?扣押\)?)(?:场所|设施|财物)*决定书", "QZCS"),
    (r"责令(?:限期|停止|立即)?(?:改正|整改)(?:违法行为)?(?:通知|决定)书", "ZLGZ"),
    (r"法制审核意见(?:书|表)", "FZSH"),
    (r"集体(?:讨论|审议|研究)(?:会议)?(?:笔录|记录|纪要)", "JTTL"),
    (r"陈述[、,]?申辩[\u4e00-\u9fa5()]{0,4}复核[\u4e00-\u9fa5]{0,5}", "CSFH"),
    (r"(?:陈述[、,]?)?申辩(?:意见|申请)?(?:笔录|记录|书)|陈述[、,]?申辩意见", "CSSB"),
    (r"(?:调查)?询问(?:\(调查\)|调查)?笔录", "XWBL"),
    (r"现场(?:检查|勘[验查]|检查[(、]勘[验查]\)?)?(?:笔录|记录)|勘[验查]笔录", "JCBL"),
    (r"缴款(?:凭证|通知书|书|回单)|(?:非税收入|罚没)[^\n]{0,6}票据|罚款收据", "JKPJ"),
)
_TITLES = tuple((re.compile(pattern), kind) for pattern, kind in TITLES)
# What a receipt or a sentence calls a paper.
NAMED = (*((pattern, "CFJD" if kind == ON_THE_SPOT else kind) for pattern, kind in _TITLES if kind != RECEIPT),)


def kind_of(finder: Finder) -> str:
    """The code of the paper, or an empty text where the title does not tell."""
    for row in finder.head:
        line = re.sub(r"\s", "", "".join(cell.text for cell in row))
        if len(line) > 45 or line.endswith((",", "。", ";")) or ":" in line:
            continue
        for pattern, kind in _TITLES:
            found = pattern.search(line)
            # A title ends with the name of the paper; 存根 and the like may follow.
            if found and len(line) - found.end() <= 6:
                return kind
    return ""


def named(text: str) -> str:
    """The code of a paper that a text names."""
    bare = re.sub(r"\s", "", text)
    return next((kind for pattern, kind in NAMED if pattern.search(bare)), "")
