"""回避: whom a file must not go to, declared or computed, with the reason as a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from cases.models import SupervisionCase, Transfer
from pengjiang.accounts.models import Membership, User
from pengjiang.dossiers.models import Dossier
from reviews.models import Round, SampledFile

OPEN_CASE = ("closed", "archived")


def conflicts(row: Round, files: Sequence[SampledFile], people: Sequence[User]) -> dict[int, dict[int, str]]:
    """file key → person key → reason. Six queries for any number of files and people.

    Own town (served there, now or before), handled or approved the file (named in it), an open case or referral about it, declared.
    """
    keys = [person.pk for person in people]
    found: dict[int, dict[int, str]] = {file.pk: {} for file in files}
    served: dict[int, set[int]] = {}
    for user, town in Membership.objects.filter(user__in=keys, organisation__kind="town").values_list("user_id", "organisation_id"):
        served.setdefault(town, set()).add(user)
    declared: dict[int, dict[int, str]] = {}
    for one in row.conflicts.filter(person__in=keys):
        declared.setdefault(one.town_id, {})[one.person_id] = one.get_ground_display()
    dossiers = {file.dossier_id for file in files}
    named = dict(Dossier.objects.filter(pk__in=dossiers).values_list("pk", "officers"))
    cases: dict[int, set[int]] = {}
    for dossier, holder, assistant in (
        SupervisionCase.objects.exclude(state__in=OPEN_CASE).filter(dossiers__in=dossiers).values_list("dossiers", "holder_id", "assistant_id")
    ):
        cases.setdefault(dossier, set()).update({holder, assistant} - {None})
    for dossier, holder in Transfer.objects.open().filter(dossiers__in=dossiers, holder__in=keys).values_list("dossiers", "holder_id"):
        cases.setdefault(dossier, set()).add(holder)
    for file in files:
        reasons = found[file.pk]
        for person in people:
            if person.pk in declared.get(file.town_id, {}):
                reasons[person.pk] = f"已登记回避：{declared[file.town_id][person.pk]}"
            elif person.pk in served.get(file.town_id, ()):
                reasons[person.pk] = "曾在该单位任职"
            elif person.name in (named.get(file.dossier_id) or ""):
                reasons[person.pk] = "参与办理或者审批该案"
            elif person.pk in cases.get(file.dossier_id, ()):
                reasons[person.pk] = "正在办理与该案有关的监督案件"
    return found
