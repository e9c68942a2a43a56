"""Bodies and queries of addresses of their own: judged by the schema that describes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

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


def checked_query(request: Request, known: Iterable[str]) -> dict[str, str]:
    """The parameters by name, each known, once, and text. Raises ``Refused`` 400."""
    known, wrong = set(known), {}
    for name, values in request.query_params.lists():
        if name not in known:
            wrong[name] = "没有这个参数。"
        elif len(values) > 1:
            wrong[name] = "只能出现一次。"
        elif "\x00" in values[0]:
            wrong[name] = "含有无法识别的字符。"
    if wrong:
        raise Refused(400, "查询参数有误。", parameters=[{"parameter": name, "detail": text} for name, text in wrong.items()])
    return dict(request.query_params.items())


def no_query(request: Request) -> None:
    """This address takes no parameters. Raises ``Refused`` 400."""
    checked_query(request, ())
