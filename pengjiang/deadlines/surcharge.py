"""加处罚款: three per cent of the fine a day, never more than the fine (行政处罚法第七十二条, 行政强制法第四十五条). Pure."""

from decimal import Decimal

DAILY_PERCENT = 3


def surcharge(principal: Decimal | int, days: int) -> Decimal:
    """The surcharge after ``days`` counted days; days of reconsideration or suit are to be left out by the caller."""
    principal = Decimal(principal)
    return min(principal, principal * DAILY_PERCENT * max(days, 0) / 100)
