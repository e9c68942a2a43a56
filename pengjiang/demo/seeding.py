"""Seeding the demo district: each part finds what stands already, so that it may be run again at any time."""

from __future__ import annotations

from django.db import transaction

from pengjiang.demo.numbers import seed_numbers
from pengjiang.demo.organisations import seed_organisations, seed_people


@transaction.atomic
def seed_district() -> None:
    """All of it or nothing."""
    organisations = seed_organisations()
    seed_people(organisations)
    seed_numbers(organisations)
