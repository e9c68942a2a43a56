"""Every row on exactly one page, whatever is sorted by, forwards and backwards."""

import pytest

from pengjiang.accounts.models import User
from pengjiang.web.paging import Cursor, Order, capped_count, keyset_page


def walk(rows, order, size, *, start="", back=False):
    """Keys page by page, with the first number of each."""
    pages, cursor = [], start
    while True:
        page = keyset_page(rows, order, size=size, cursor=cursor)
        pages.append((page.first, [row.pk for row in page.rows]))
        cursor = page.previous if back else page.next
        if not cursor:
            return pages, page


@pytest.mark.parametrize("order", ["username", "-username", "password_changed_at", "-password_changed_at", "title", "-title"])
def test_pages_hold_every_row_once_in_order(make_people, order):
    make_people(23)
    rows = User.objects.filter(username__startswith="p-")

    pages, last = walk(rows, Order.parse(order), 5)

    everything = [key for _, keys in pages for key in keys]
    assert [first for first, _ in pages] == [1, 6, 11, 16, 21]
    assert sorted(everything) == sorted(rows.values_list("pk", flat=True))
    assert (last.first, last.last) == (21, 23)
    values = [getattr(User.objects.get(pk=key), order.lstrip("-")) for key in everything]
    filled = [value for value in values if value is not None]
    assert filled == sorted(filled, reverse=order.startswith("-"))
    assert values[len(filled) :] == [None] * (len(values) - len(filled))


@pytest.mark.parametrize("order", ["username", "-password_changed_at", "password_changed_at"])
def test_way_back_passes_the_same_pages(make_people, order):
    make_people(23)
    rows = User.objects.filter(username__startswith="p-")
    forwards, last = walk(rows, Order.parse(order), 5)

    backwards, first = walk(rows, Order.parse(order), 5, start=last.previous, back=True)

    assert backwards == list(reversed(forwards[:-1]))
    assert first.previous == ""


def test_row_that_appears_before_the_cursor_shifts_nothing(make_people):
    make_people(10)
    rows = User.objects.filter(username__startswith="p-")
    page = keyset_page(rows, Order("username"), size=5)

    User.objects.create(username="p-000", name="新来的")

    assert keyset_page(rows, Order("username"), size=5, cursor=page.next).rows[0].username == "p-006"


@pytest.mark.parametrize("cursor", ["%%%", "abc", "bnVsbA", Cursor("nonsense", 1, 1).encode(), Cursor([1], 1, 1).encode()])
def test_mutilated_cursor_shows_the_first_page(make_people, cursor):
    make_people(3)

    page = keyset_page(User.objects.filter(username__startswith="p-"), Order("password_changed_at"), size=2, cursor=cursor)

    assert (page.first, len(page.rows)) == (1, 2)


def test_count_stops_at_the_cap(make_people, django_assert_num_queries):
    make_people(7)
    rows = User.objects.filter(username__startswith="p-")

    with django_assert_num_queries(2):
        counts = [str(capped_count(rows, cap=5)), str(capped_count(rows, cap=7))]

    assert counts == ["5+", "7"]
