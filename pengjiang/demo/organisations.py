"""Organisations and people of the demo district; what stands already is left alone."""

from __future__ import annotations

from datetime import date

from pengjiang.accounts.models import Membership, Organisation, User
from pengjiang.accounts.services import create_organisation, create_user, grant_role
from pengjiang.common import clock
from pengjiang.demo.people import BUREAU, OFFICE, PASSWORD, PEOPLE, TOWNS, Person, phone_of
from pengjiang.law.stored import stored

# In office long enough for everything that the demonstration tells.
SINCE = date(2022, 3, 1)
SERVED_FROM, SERVED_UNTIL = date(2018, 7, 2), date(2022, 2, 28)


def seed_organisations() -> dict[str, Organisation]:
    """The procuratorate, the judicial bureau, and the towns with the names that the reference gives them; by code."""
    found = {row.code: row for row in Organisation.objects.all()}
    for values in _organisations():
        if values["code"] not in found:
            found[values["code"]] = create_organisation(actor=None, **values)
    return found


def _organisations() -> list[dict]:
    reference, today = stored(), clock.today()
    offices = [
        {
            "code": OFFICE, "name": "江门市蓬江区人民检察院", "short_name": "蓬江区检察院", "kind": "procuratorate", "order": 1,
            "address": "江门市蓬江区演示路1号", "telephone": "19900000001",
        },
        {
            "code": BUREAU, "name": "江门市蓬江区司法局", "short_name": "蓬江区司法局", "kind": "bureau", "order": 2,
            "address": "江门市蓬江区演示路2号", "telephone": "19900000002",
        },
    ]  # fmt: skip
    towns = [
        {
            "code": code, "name": reference.names_of(code, today)[0], "short_name": reference.body(code).name, "kind": "town",
            "order": place, "address": f"江门市蓬江区{reference.body(code).name}演示路{place}号", "telephone": f"199000000{place}",
        }
        for place, code in enumerate(TOWNS, start=11)
    ]  # fmt: skip
    return [*offices, *towns]


def seed_people(organisations: dict[str, Organisation]) -> dict[str, User]:
    """Everybody of ``people.py`` with their posts; by sign-in name."""
    found = {row.username: row for row in User.objects.all()}
    for person in PEOPLE:
        if person.username not in found:
            found[person.username] = _create(person)
        _appoint(found[person.username], person, organisations)
    return found


def _create(person: Person) -> User:
    return create_user(
        username=person.username,
        name=person.name,
        title=person.title,
        password=PASSWORD,
        must_change_password=False,
        email=f"{person.username}@pengjiang.example",
        phone=phone_of(person),
        actor=None,
    )


def _appoint(user: User, person: Person, organisations: dict[str, Organisation]) -> None:
    """Somebody who has any post is left alone: an administrator may have changed it."""
    if Membership.objects.filter(user=user).exists():
        return
    grant_role(user, organisation=organisations[person.organisation], role=person.role, since=SINCE, department=person.department, actor=None)
    if person.served_in:
        grant_role(
            user,
            organisation=organisations[person.served_in],
            role="town_officer",
            since=SERVED_FROM,
            until=SERVED_UNTIL,
            department="综合行政执法办公室",
            is_main=False,
            actor=None,
        )
