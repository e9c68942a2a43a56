"""How a service is called in sentences, and the day that stands for it."""

from datetime import date

from pengjiang.checks.facts import FileFacts, paper_name
from pengjiang.checks.groups import Service


def called(one: Service) -> str:
    """行政处罚决定书蓬杜罚〔2026〕12号."""
    return f"{paper_name(one.document) or '文书'}{one.number}"


def service_day(one: Service, f: FileFacts) -> date | None:
    """The day by whose law it is judged, whatever day of it the file gives."""
    return one.on or one.mail_receipt_on or one.announced_on or f.act_on
