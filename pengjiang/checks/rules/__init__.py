"""The rulebook: one module (or package) per category of domain 8.1 to 8.9. Importing this package declares every rule."""

from pengjiang.checks.rule import CATEGORIES, RULES, Rule
from pengjiang.checks.rules import application, discretion, documents, evidence, remedies
from pengjiang.checks.rules.procedure import approval, enforcement, filing, hearing, inspection, measure, notice, summary
from pengjiang.checks.rules.service import methods, receipts
from pengjiang.checks.rules.subject import officers, parties, standing
from pengjiang.checks.rules.time_limits import chronology, compulsion, handling, publicity

MODULES = (
    *(standing, officers, parties, filing, notice, hearing, summary, approval, measure, enforcement, inspection),
    *(handling, compulsion, publicity, chronology, evidence, application, discretion, remedies, receipts, methods, documents),
)
_CATEGORY_ORDER = list(CATEGORIES)


def _place(entry: Rule) -> tuple[int, str]:
    return _CATEGORY_ORDER.index(entry.code[:2]), entry.code


ALL: tuple[Rule, ...] = tuple(sorted(RULES.values(), key=_place))
