"""Numbers: taken under a row lock in the caller's transaction, so that a transaction that fails leaves no gap."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.documents.models import NumberScheme, NumberSeries
from pengjiang.events.services import emit


class TakenNumber(str):
    """A number as text that still knows its scheme, year and serial."""

    __slots__ = ("scheme", "serial", "year")

    def __new__(cls, scheme: NumberScheme, year: int, serial: int) -> TakenNumber:
        number = super().__new__(cls, scheme.text(year, serial))
        number.scheme, number.year, number.serial = scheme, year, serial
        return number


@transaction.atomic
def take_number(
    code: str, *, actor: Any, organisation: Organisation | None = None, variant: str = "", on: date | None = None
) -> TakenNumber:
    """The next number of a scheme; others who want one wait until the caller's transaction ends.

    Raises ``DomainError`` where no scheme is in use.
    """
    day = on or clock.today()
    scheme = find_scheme(code, organisation=organisation or getattr(actor, "organisation", None), variant=variant, on=day)
    NumberSeries.objects.get_or_create(scheme=scheme, year=day.year)
    series = NumberSeries.objects.select_for_update().get(scheme=scheme, year=day.year)
    number = TakenNumber(scheme, day.year, series.next_serial)
    series.next_serial += 1
    series.save(update_fields=["next_serial"])
    emit("documents.number.taken", actor=actor, target=series, data={"number": str(number), "scheme": scheme.code})
    return number


def find_scheme(code: str, *, organisation: Organisation | None, variant: str = "", on: date | None = None) -> NumberScheme:
    """The scheme in use: the office's own before the general one, the variant's before the plain one, the later before the earlier."""
    schemes = NumberScheme.objects.current(on).filter(code=code, variant__in={variant, ""})
    own = schemes.filter(organisation=organisation) if organisation is not None else schemes.none()
    scheme = _best(own, variant) or _best(schemes.filter(organisation=None), variant)
    if scheme is None:
        raise DomainError(f"“{code}”尚未设置文号方案，请联系系统管理员在“文号方案”中添加。")
    return scheme


def _best(schemes: Any, variant: str) -> NumberScheme | None:
    return min(schemes, key=lambda scheme: (scheme.variant != variant, -scheme.since.toordinal()), default=None)


@transaction.atomic
def start_series(scheme: NumberScheme, *, year: int, first_serial: int, actor: Any) -> NumberSeries:
    """Let a year begin at another serial: numbers given before this system came.

    Raises ``DomainError`` once a number of that year has been taken.
    """
    if first_serial < 1:
        raise DomainError("起始序号应从1开始。", field="first_serial")
    series, _ = NumberSeries.objects.get_or_create(scheme=scheme, year=year)
    series = NumberSeries.objects.select_for_update().get(pk=series.pk)
    if series.taken:
        raise DomainError(f"{year}年的文号已用到{series.next_serial - 1}号，不能再改起始序号。", field="first_serial")
    before = series.first_serial
    series.first_serial = series.next_serial = first_serial
    series.save(update_fields=["first_serial", "next_serial"])
    emit(
        "documents.scheme.changed",
        actor=actor,
        target=scheme,
        data={"name": scheme.name, "year": year},
        changes={"first_serial": (before, first_serial)},
    )
    return series


@transaction.atomic
def add_scheme(
    *, code: str, name: str, prefix: str, actor: Any, suffix: str = "号", variant: str = "", organisation: Organisation | None = None,
    since: date | None = None, until: date | None = None,
) -> NumberScheme:  # fmt: skip
    """A new scheme. Raises ``DomainError`` where two would begin on one day."""
    since = since or clock.today()
    if NumberScheme.objects.filter(code=code, variant=variant, organisation=organisation, since=since).exists():
        raise DomainError("同一日期已有相同代码的文号方案，请修改启用日期。", field="since")
    scheme = NumberScheme.objects.create(
        code=code, variant=variant, name=name, organisation=organisation, prefix=prefix, suffix=suffix, since=since, until=until
    )
    emit("documents.scheme.changed", actor=actor, target=scheme, data={"name": name, "prefix": prefix, "since": since})
    return scheme


@transaction.atomic
def change_scheme(scheme: NumberScheme, *, actor: Any, **values: Any) -> NumberScheme:
    """Change name or end. Prefix and suffix stay once a number was given: two papers of one scheme must not look different."""
    scheme = NumberScheme.objects.select_for_update().get(pk=scheme.pk)
    changes = {name: (getattr(scheme, name), value) for name, value in values.items() if getattr(scheme, name) != value}
    used = scheme.series.filter(next_serial__gt=F("first_serial")).exists()
    if used and changes.keys() & {"prefix", "suffix", "code", "variant", "organisation"}:
        raise DomainError("该方案已有文号，字头字尾不能再改；请设置停用日期并另建方案。", field="prefix")
    for name, value in values.items():
        setattr(scheme, name, value)
    scheme.save()
    emit("documents.scheme.changed", actor=actor, target=scheme, data={"name": scheme.name}, changes=changes)
    return scheme
