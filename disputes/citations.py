"""The articles that the station cites, in one place."""

from pengjiang.law.citations import Citation

RECONSIDERATION_LAW = "中华人民共和国行政复议法"
MEDIATION = Citation(RECONSIDERATION_LAW, 5)
EXTENSION = Citation(RECONSIDERATION_LAW, 62, 1)
STAY = Citation(RECONSIDERATION_LAW, 39, 1, 6)
SETTLEMENT = Citation(RECONSIDERATION_LAW, 74)
FIRST_VIOLATION = Citation("中华人民共和国行政处罚法", 33, 1)
SUPPORT_OF_SUIT = Citation("中华人民共和国民事诉讼法", 15)
DEFERRAL = Citation("中华人民共和国行政强制法", 42)
