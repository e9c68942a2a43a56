"""Numbers, settings, issuing, making and checking of papers."""

from pengjiang.documents.services.drafts import discard_draft, draft, issue_draft, preview
from pengjiang.documents.services.issuing import issue, withdraw
from pengjiang.documents.services.making import make_next, make_one, retry
from pengjiang.documents.services.numbers import TakenNumber, add_scheme, change_scheme, start_series, take_number
from pengjiang.documents.services.settings import approval_chain, change_setting, number_source, setting_for
from pengjiang.documents.services.verifying import Verdict, compare, look_up

__all__ = [
    "TakenNumber",
    "Verdict",
    "add_scheme",
    "approval_chain",
    "change_scheme",
    "change_setting",
    "compare",
    "discard_draft",
    "draft",
    "issue",
    "issue_draft",
    "look_up",
    "make_next",
    "make_one",
    "number_source",
    "preview",
    "retry",
    "setting_for",
    "start_series",
    "take_number",
    "withdraw",
]
