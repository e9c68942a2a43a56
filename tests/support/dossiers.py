"""Dossiers for tests, made through the service."""

from __future__ import annotations

from itertools import count
from typing import Any

from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import create_dossier
from tests.support.district import organisation, person

_numbers = count(1)
ID = "440799198001010014"


def facts(code: str = "duruan", **values: Any) -> dict[str, Any]:
    """A small document."""
    return {
        "format": "dossier/1",
        "number": f"蓬试罚〔2026〕{next(_numbers)}号",
        "body": code,
        "file_type": "P_GEN",
        "field": "urban",
        "parties": [{"type": "person", "name": "欧阳某", "id_no": ID}],
        "decision": {"dated_on": "2026-03-05", "penalties": ["fine"], "fine": 500},
        **values,
    }


def dossier(code: str = "duruan", *, actor: Any = None, **values: Any) -> Dossier:
    """A registered one."""
    town = organisation(code)
    return create_dossier(organisation=town, facts=facts(code, **values), actor=actor or person("town_officer", code), cause="占道经营")
