"""Who may receive what, and what the register says of a period."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, QuerySet, Sum

from cases.models import Recommendation
from liaison.models import Agreement, Party
from pengjiang.accounts.enums import OrganisationKind
from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.dossiers.enums import Field
from pengjiang.dossiers.models import Dossier
from pengjiang.law.laws import packaged

NOTABLE = 3


def signatories(topic: str, giver: Organisation) -> QuerySet[Organisation]:
    """Bodies that have signed, together with the giver, a mechanism in force that lets this be shared."""
    agreements = Agreement.objects.in_force().filter(topics__contains=[topic], parties__organisation=giver, parties__signed_on__isnull=False)
    signed = Party.objects.filter(agreement__in=agreements, signed_on__isnull=False, organisation__isnull=False)
    return Organisation.objects.filter(pk__in=signed.values("organisation"), is_active=True).exclude(pk=giver.pk).order_by("order")


def receivers(topic: str, giver: Organisation) -> QuerySet[Organisation]:
    """Who may be addressed: everybody, or the signatories where a mechanism is needed."""
    if topic:
        return signatories(topic, giver)
    return Organisation.objects.filter(is_active=True).exclude(pk=giver.pk).order_by("order")


def unsigned(topic: str, giver: Organisation, chosen: Iterable[Organisation]) -> list[Organisation]:
    """Those among the chosen who may not receive it."""
    allowed = set(receivers(topic, giver).values_list("pk", flat=True))
    return [one for one in chosen if one.pk not in allowed]


def quarter_of(day: date) -> tuple[date, date]:
    """First and last day of the last full quarter before a day."""
    month = 3 * ((day.month - 1) // 3) + 1
    last = day.replace(month=month, day=1) - timedelta(days=1)
    return last.replace(month=last.month - 2, day=1), last


def counts_of(since: date, until: date) -> list[list[str]]:
    """Decided files of a period by town and field: counts and fines, towns in the fixed order."""
    files = Dossier.objects.filter(decided_on__range=(since, until))
    rows = files.values("organisation").annotate(number=Count("pk"), fines=Sum("fine"))
    by_town = {row["organisation"]: row for row in rows}
    fields = {row["field"]: row["number"] for row in files.values("field").annotate(number=Count("pk"))}
    lines = [["镇街", "办结案卷（件）", "罚款（元）"]]
    for town in Organisation.objects.filter(kind=OrganisationKind.TOWN, is_active=True).order_by("order"):
        row = by_town.get(town.pk, {"number": 0, "fines": None})
        lines.append([town.short_name, str(row["number"]), f"{row['fines'] or 0:.0f}"])
    lines += [[f"其中：{label}", str(fields[code]), ""] for code, label in Field.choices if fields.get(code)]
    return lines


def text_of(since: date, until: date) -> str:
    """What a circular of a period begins with: totals, recommendations, notable files without names, rules that came into force."""
    files = Dossier.objects.filter(decided_on__range=(since, until))
    total, fines = files.count(), files.aggregate(total=Sum("fine"))["total"] or 0
    served = Recommendation.objects.filter(served_on__range=(since, until)).count()
    lines = [
        f"{since.year}年{since.month}月{since.day}日至{until.month}月{until.day}日，全区镇街共作出行政执法决定{total}件，罚款{fines:.0f}元，分镇街情况见附表。",
        f"同期检察院送达检察建议{served}件。",
    ]
    notable = files.filter(fine__gt=0).select_related("organisation").defer("facts", "ledger").order_by("-fine", "pk")[:NOTABLE]
    told = [f"{row.organisation.short_name}{row.cause or row.get_field_display()}案，罚款{row.fine:.0f}元" for row in notable]
    if told:
        lines.append(f"较典型的案件：{'；'.join(told)}。")
    rules = new_rules(since, until)
    if rules:
        lines.append(f"新施行的规定：{'；'.join(rules)}。作出决定前请核对所引条文的版本。")
    return "\n".join((*lines, "请各单位结合通报情况开展自查。"))


def new_rules(since: date, until: date) -> list[str]:
    """Laws, or versions of them, that came into force in a period."""
    return [
        f"《{law.name}》（{version.effective.since:%Y-%m-%d}起施行）"
        for law in packaged().laws
        for version in law.versions
        if version.effective.since is not None and since <= version.effective.since <= until
    ]


def period_now() -> tuple[date, date]:
    return quarter_of(clock.today())
