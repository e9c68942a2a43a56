"""The articles that the procurator's work cites, in one place."""

from pengjiang.law.citations import Citation

RECOMMENDATION_RULES = "人民检察院检察建议工作规定"
PENALTY_LAW = "中华人民共和国行政处罚法"
ORGANISATION_LAW = "中华人民共和国人民检察院组织法"
GUANGDONG_LINK = "关于加强行政检察与行政执法监督衔接工作的意见（试行）"


def rule(article: str, paragraph: str = "") -> Citation:
    """An article of 《人民检察院检察建议工作规定》."""
    return Citation(RECOMMENDATION_RULES, article, paragraph)


ORGANISATION_21 = Citation(ORGANISATION_LAW, "21")
