"""What goes in and out: JSON read strictly, JSON written as UTF-8."""

from __future__ import annotations

from typing import Any

from rest_framework.parsers import BaseParser
from rest_framework.renderers import JSONRenderer

from pengjiang.api.problems import Refused
from pengjiang.common.strictjson import read_json

MOST_BYTES = 10 * 1024 * 1024


class StrictJSONParser(BaseParser):
    """A key twice, NaN, half a surrogate pair or NUL is an error, never a guess. An empty body is an empty object."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        text = stream.read(MOST_BYTES + 1)
        if len(text) > MOST_BYTES:
            raise Refused(413, f"正文超过 {MOST_BYTES // 1024 // 1024} MB。大量案卷请用批量接口，附件请用续传接口。")
        return read_json(text) if text.strip() else {}


class ChineseJSONRenderer(JSONRenderer):
    """UTF-8, not escapes; problems keep the media type that their answer names."""

    ensure_ascii = False
    charset = "utf-8"
