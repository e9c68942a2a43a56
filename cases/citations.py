"""The articles that the procurator's work cites, in one place."""

from pengjiang.law.citations import Citation

RECOMMENDATION_RULES = "人民检察院检察建议工作规定"
HEARING_RULES = "人民检察院审查案件听证工作规定"
ORGANISATION_LAW = "中华人民共和国人民检察院组织法"


def rule(article: int, paragraph: int | None = None) -> Citation:
    """An article of 《人民检察院检察建议工作规定》 (2019)."""
    return Citation(RECOMMENDATION_RULES, article, paragraph)


ORGANISATION_21 = Citation(ORGANISATION_LAW, 21)
