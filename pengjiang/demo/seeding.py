"""Seeding the demo district: each part finds what stands already, so that it may be run again at any time."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db import transaction

from pengjiang.common import clock
from pengjiang.demo.district import District
from pengjiang.demo.numbers import seed_numbers
from pengjiang.demo.organisations import seed_organisations, seed_people
from pengjiang.demo.timeline import play
from pengjiang.dossiers import demo as register
from pengjiang.dossiers.models import Dossier


@transaction.atomic
def seed_district() -> int:
    """All of it or nothing, so that a run that broke off leaves no half story; the number of acts played."""
    organisations = seed_organisations()
    district = District(organisations, seed_people(organisations))
    seed_numbers(organisations)
    if not Dossier.objects.exists():
        with clock.at(district.ago(0)):
            register.seed(district.person)
    return play(_stories(district), district)


def _stories(district: District) -> list:
    """What the apps' ``demo.py`` tell: ``stories(district)`` gives none where the app has matters of its own already."""
    names = (f"{app}.demo" for app in (*settings.ENGINES, *settings.APPS))
    modules = [import_module(name) for name in names if find_spec(name)]
    return [story for module in modules if hasattr(module, "stories") for story in module.stories(district)]
