"""What many acts of the room have in common."""

from __future__ import annotations

from collections.abc import Iterable

from disputes.services.checks import allow, not_later_than_today
from pengjiang.checks.rule import RULES
from pengjiang.common.errors import DomainError
from pengjiang.law import laws
from pengjiang.law.citations import Citation

__all__ = ["allow", "articles_of", "not_later_than_today", "rules_of"]


def articles_of(text: str, *, field: str = "articles") -> list[str]:
    """Articles that somebody has typed, one per line, as citations. Raises ``DomainError`` for what names no article of a known law."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        try:
            citation = Citation.parse(line)
        except ValueError:
            raise DomainError(f"“{line[:30]}”不是条文，请写成《中华人民共和国行政处罚法》第四十四条的样子。", field=field) from None
        law = laws.law_named(citation.law)
        if law is None:
            raise DomainError(f"法规库中没有《{citation.law}》，请核对名称。", field=field)
        if citation.article is not None and laws.exists(citation) is False:
            raise DomainError(f"{citation}不存在，请核对条次。", field=field)
        found.append(str(citation))
    return list(dict.fromkeys(found))


def rules_of(codes: Iterable[str], *, field: str = "rules") -> list[str]:
    """Codes of the rulebook. Raises ``DomainError`` for an unknown one."""
    found = [code.strip().upper() for code in codes if code.strip()]
    for code in found:
        if code not in RULES:
            raise DomainError(f"没有编号为{code}的体检规则。", field=field)
    return list(dict.fromkeys(found))
