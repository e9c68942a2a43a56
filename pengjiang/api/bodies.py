"""Bodies and queries of addresses of their own: judged by the schema that describes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import QueryDict
from jsonschema import Draft202012Validator
from rest_framework.request import Request

from pengjiang.api.problems import Invalid, Refused
from pengjiang.common.strictjson import FORMATS, faults


def checked_body(request: Request, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The body as the schema wants it. Raises ``Invalid``."""
    problems = faults(request.data, Draft202012Validator(schema, format_checker=FORMATS))
    if problems:
        raise Invalid(problems)
    return request.data


def bad_query(wrong: Mapping[str, str]) -> Refused:
    """400 that names the parameters."""
    return Refused(400, "查询参数有误。", parameters=[{"parameter": name, "detail": text} for name, text in wrong.items()])


def check_query(query: QueryDict, known: Iterable[str], *, once: Iterable[str] | None = None) -> None:
    """Every parameter is known, comes once where once is meant (everywhere, if nothing is said), and is text that can be stored.

    Raises ``Refused`` 400.
    """
    known = set(known)
    once = known if once is None else set(once)
    wrong = {}
    for name, values in query.lists():
        if name not in known:
            wrong[name] = "没有这个参数。"
        elif any("\x00" in value for value in values):
            wrong[name] = "含有无法识别的字符。"
        elif name in once and len(values) > 1:
            wrong[name] = "只能出现一次。"
    if wrong:
        raise bad_query(wrong)


def checked_query(request: Request, known: Iterable[str] = ()) -> dict[str, str]:
    """The parameters by name. Raises ``Refused`` 400."""
    check_query(request.query_params, known)
    return dict(request.query_params.items())


def no_query(request: Request) -> None:
    """This address takes no parameters. Raises ``Refused`` 400."""
    check_query(request.query_params, ())
