"""A small district for tests: the six towns, bureau, procuratorate, and one person per role asked for."""

from __future__ import annotations

from datetime import date
from itertools import count

from pengjiang.accounts.enums import ROLE_KIND, OrganisationKind, Role
from pengjiang.accounts.models import Membership, Organisation, User

TOWNS = {
    "tangxia": "棠下镇",
    "hetang": "荷塘镇",
    "duruan": "杜阮镇",
    "huanshi": "环市街道",
    "chaolian": "潮连街道",
    "baisha": "白沙街道",
}
_numbers = count(1)


def organisation(code: str) -> Organisation:
    """One of the towns, ``bureau`` or ``procuratorate``; made when first asked for."""
    names = {"bureau": "蓬江区司法局", "procuratorate": "江门市蓬江区人民检察院"}
    kind = OrganisationKind.TOWN if code in TOWNS else code
    short = TOWNS.get(code) or names[code]
    name = f"蓬江区{short}" if code in TOWNS else names[code]
    return Organisation.objects.get_or_create(code=code, defaults={"name": name, "short_name": short, "kind": kind})[0]


def district() -> dict[str, Organisation]:
    """All towns by code."""
    return {code: organisation(code) for code in TOWNS}


def person(role: str, code: str = "", *, name: str = "") -> User:
    """Somebody with a role; towns default to 杜阮镇."""
    defaults = {OrganisationKind.TOWN: "duruan", OrganisationKind.BUREAU: "bureau", OrganisationKind.PROCURATORATE: "procuratorate"}
    number = next(_numbers)
    user = User(username=f"{role}-{number}", name=name or Role(role).label, must_change_password=False)
    user.set_unusable_password()
    user.save()
    Membership.objects.create(
        user=user, organisation=organisation(code or defaults[ROLE_KIND[Role(role)]]), role=role, since=date(2020, 1, 1)
    )
    return user
