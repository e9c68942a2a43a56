"""Lists ask the database as often for thirty rows as for one."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

FEW, MANY = 1, 30


def assert_constant_queries(client: Client, url: str, make_rows: Callable[[int], object]) -> int:
    """``make_rows(count)`` adds so many rows. Returns the number of queries."""
    make_rows(FEW)
    client.get(url)  # what is cached for good is no part of the page
    few = _queries(client, url)

    make_rows(MANY - FEW)
    many = _queries(client, url)

    assert len(many) == len(few), "查询次数随行数增长：\n" + "\n".join(_new(few, many))
    return len(many)


def _queries(client: Client, url: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(url)
        b"".join(response)
    assert response.status_code == 200, f"{url}：{response.status_code}"
    return [query["sql"] for query in captured.captured_queries]


def _new(few: list[str], many: list[str]) -> list[str]:
    left = list(many)
    for query in few:
        if query in left:
            left.remove(query)
    return left
