"""From the address to chip and condition."""

from types import SimpleNamespace

import pytest
from django.db.models.functions import Length
from django.http import QueryDict

from pengjiang.accounts.models import User
from pengjiang.web.filters import ChoiceFilter, DateFilter, Filtering, FlagFilter, NumberFilter, TextFilter, search_condition

TOWNS = [("hetang", "荷塘镇"), ("duruan", "杜阮镇"), ("tangxia", "棠下镇")]


@pytest.mark.parametrize(
    ("declared", "address", "text"),
    [
        (ChoiceFilter(name="town", label="单位", choices=TOWNS), "town=duruan", "杜阮镇"),
        (ChoiceFilter(name="town", label="单位", choices=TOWNS), "town=duruan&town=hetang&town=tangxia", "荷塘镇、杜阮镇等 3 项"),
        (ChoiceFilter(name="town", label="单位", choices=TOWNS), "town=nowhere", ""),
        (ChoiceFilter(name="town", label="单位", choices=lambda user: TOWNS[: user.sees]), "town=duruan", ""),
        (DateFilter(name="served", label="送达"), "served_from=2026-09-01", "2026年9月1日起"),
        (DateFilter(name="served", label="送达"), "served_from=2026年9月1日&served_to=2026-9-30", "2026年9月1日至2026年9月30日"),
        (DateFilter(name="served", label="送达"), "served_from=boo", ""),
        (NumberFilter(name="fine", label="罚款", unit="元"), "fine_to=1,000", "1000元以下"),
        (NumberFilter(name="fine", label="罚款"), "fine_from=NaN", ""),
        (FlagFilter(name="open", label="公开", yes="已公开", no="未公开"), "open=0", "未公开"),
        (TextFilter(name="party", label="当事人"), "party= 罗某 ", "含“罗某”"),
    ],
)
def test_chip_says_what_the_address_sets(declared, address, text):
    assert declared.bind(QueryDict(address), SimpleNamespace(sees=1)).text == text


@pytest.mark.parametrize(
    ("declared", "address", "names"),
    [
        (ChoiceFilter(name="title", label="职务", choices=[("甲", "甲"), ("乙", "乙")]), "title=乙", ["p-002", "p-004"]),
        (NumberFilter(name="length", label="长", lookup="name__length"), "length_to=1", []),
        (FlagFilter(name="unchanged", label="未改密", lookup="password_changed_at__isnull"), "unchanged=1", ["p-003"]),
        (TextFilter(name="login", label="登录名", lookup="username"), "login=-00", ["p-001", "p-002", "p-003", "p-004"]),
    ],
)
def test_condition_narrows(make_people, declared, address, names):
    make_people(4)

    rows = User.objects.alias(name__length=Length("name"))

    found = Filtering([declared.bind(QueryDict(address), None)]).apply(rows.filter(username__startswith="p-"))

    assert sorted(found.values_list("username", flat=True)) == names


def test_search_wants_every_word_in_some_field(make_people):
    make_people(12)

    found = User.objects.filter(search_condition(["name", "username"], "人0 p-01"))

    assert sorted(found.values_list("username", flat=True)) == ["p-010", "p-011", "p-012"]
