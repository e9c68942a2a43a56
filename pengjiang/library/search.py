"""Rules, articles and full texts in the search: law is everybody's."""

from pengjiang.common.chinese import to_chinese
from pengjiang.search.registry import Scope, searchable

searchable(
    "library.ruleentry",
    label="体检规则",
    title=lambda rule: rule.title,
    number=lambda rule: rule.code,
    body=lambda rule: f"{rule.demand}\n{rule.cited}",
    scope=lambda _: Scope.everyone(),
)
searchable(
    "library.articleentry",
    label="法规条文",
    title=lambda article: f"《{article.law.name}》第{to_chinese(article.number)}条",
    number=lambda article: f"{article.since}起的文本",
    body=lambda article: article.text,
    scope=lambda _: Scope.everyone(),
    rows=lambda rows: rows.select_related("law"),
)
searchable(
    "library.lawtextarticle",
    label="法规全文",
    title=lambda article: f"《{article.text.law}》第{to_chinese(article.number)}条{f'之{to_chinese(article.branch)}' if article.branch else ''}",
    number=lambda article: f"{article.text.since}起的文本",
    body=lambda article: f"{article.heading}\n{article.body}",
    scope=lambda _: Scope.everyone(),
    rows=lambda rows: rows.select_related("text"),
)
