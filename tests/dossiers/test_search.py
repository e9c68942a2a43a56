"""A file is found by its number, its party and the place, by those who see the register."""

import pytest

from pengjiang.search.queries import search
from pengjiang.search.services import index, rebuild
from tests import factories as f

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def dossier(district):
    row = f.dossier(
        district,
        parties=[{"type": "person", "name": "谭𬭎", "id_no": "440799199003070018"}],
        case={"violation_place": "胜利路盲道旁堆放沙石处，经劝导未清理"},
    )
    index([f"dossiers.dossier:{row.pk}"])
    return row


def numbers(user, text):
    return ["".join(part for part, _ in hit.number) for hit in search(user, text, kind="dossiers.dossier")]


@pytest.mark.parametrize("post", ["officer", "procurator", "bureau_clerk"])
@pytest.mark.parametrize("text", ["盲道", "沙石 清理", "综执"])
def test_it_is_found_by_any_two_signs(district, dossier, post, text):
    assert numbers(district.people[post], text) == [dossier.number]


@pytest.mark.parametrize("post", ["stranger", "system_admin", "audit_admin"])
def test_it_does_not_exist_for_others(district, dossier, post):
    assert numbers(district.people[post], "盲道") == []


def test_no_id_number_is_in_the_index(district, dossier):
    for number in dossier.id_numbers().values():
        assert numbers(district.officer, number[6:14]) == []
    assert dossier.id_numbers()


def test_the_rebuilt_index_is_the_same(district, dossier):
    assert rebuild(["dossiers.dossier"]) == {"dossiers.dossier": 1}
    assert numbers(district.officer, "盲道") == [dossier.number]
