"""The demonstration's register: about sixty files of six towns, made through the services. Everybody in it is invented.

Kinds of file are mixed; most are as the law wants them, some carry one fault each on purpose (see ``demo_files``), some are not yet
wholly transcribed. Running it twice changes nothing.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from pengjiang.accounts.enums import OrganisationKind, Role
from pengjiang.accounts.models import Organisation
from pengjiang.common import clock
from pengjiang.dossiers.demo_cases import ACTS, Act
from pengjiang.dossiers.demo_files import MAKERS, Case, general
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import create_dossier
from pengjiang.law.reference import packaged

PER_TOWN = 10
SPAN_DAYS = 330
# From filing to the end of a file, at the longest.
LONGEST = 150


def seed(actor_of: Callable[[str, str], Any]) -> int:
    """Make the files. ``actor_of(role, organisation code)`` gives the person who acts. The number made now."""
    made = 0
    for town in Organisation.objects.filter(kind=OrganisationKind.TOWN).order_by("order", "code"):
        officer = actor_of(Role.TOWN_OFFICER, town.code)
        for facts, cause in files_of(town, today=clock.today()):
            if not Dossier.objects.filter(organisation=town, number=facts["number"]).exists():
                create_dossier(organisation=town, facts=facts, actor=officer, cause=cause)
                made += 1
    return made


def files_of(town: Organisation, *, today: date) -> Iterator[tuple[dict[str, Any], str]]:
    """The documents of one town, the same on every run of a year."""
    chance = random.Random(f"{town.code}-{today.year}")  # noqa: S311 — variety, not secrecy
    prefix = _prefix(town)
    acts = [act for act in ACTS if act.until is None or date(today.year, 1, 10) + timedelta(days=LONGEST) < act.until]
    for number, act in enumerate(chance.sample(acts, PER_TOWN), start=1):
        filed = _filed(act, today, chance)
        yield MAKERS.get(number, general)(Case(town.code, prefix, number, act, filed, today, chance)), act.cause


def like_files(town: Organisation, numbers: range, *, today: date) -> list[dict[str, Any]]:
    """Further files of the town, all of the first matter of the list."""
    chance = random.Random(f"{town.code}-{today.year}-like")  # noqa: S311 — variety, not secrecy
    filed = today - timedelta(days=LONGEST)
    return [general(Case(town.code, _prefix(town), number, ACTS[0], filed, today, chance)) for number in numbers]


def _prefix(town: Organisation) -> str:
    body = packaged().body(town.code)
    return body.number_prefixes[0] if body and body.number_prefixes else town.short_name[:2]


def _filed(act: Act, today: date, chance: random.Random) -> date:
    """A day of this year; early enough for the decision to rest on the act's articles."""
    filed = date(today.year, 1, 1) + timedelta(days=chance.randrange(10, SPAN_DAYS))
    if act.until:
        filed = min(filed, act.until - timedelta(days=LONGEST + filed.day))
    return filed if filed <= today - timedelta(days=5) else today - timedelta(days=chance.randrange(5, 90))
