"""Serving a stored file, whole or in the ranges that video players and big PDFs ask for (RFC 9110, 14)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from pengjiang.files.models import StoredFile

CHUNK = 256 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")


def parse_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for, or None for a header that is to be ignored. Raises ``ValueError`` outside the file."""
    found = _RANGE.match(header.strip())
    if not found or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        start, end = max(size - int(last), 0), size - 1
        if not int(last):
            raise ValueError(header)
    else:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        if last and int(last) < int(first):
            return None
    if start >= size:
        raise ValueError(header)
    return start, end


def serve(request: HttpRequest, file: StoredFile, *, attachment: bool) -> HttpResponseBase:
    """The file's content; 206 for a range, 416 for one outside the file."""
    header = request.headers.get("Range", "")
    try:
        wanted = parse_range(header, file.size) if header else None
    except ValueError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    stream = file.content.open("rb")
    if wanted is None:
        response: HttpResponseBase = FileResponse(stream, content_type=file.content_type)
        response.headers["Content-Length"] = str(file.size)
    else:
        start, end = wanted
        response = StreamingHttpResponse(_slice(stream, start, end - start + 1), status=206, content_type=file.content_type)
        response.headers["Content-Range"] = f"bytes {start}-{end}/{file.size}"
        response.headers["Content-Length"] = str(end - start + 1)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = f"{'attachment' if attachment else 'inline'}; filename*=UTF-8''{quote(file.name)}"
    response.headers["Cache-Control"] = "private, no-store"
    # What people upload never runs as part of this site, whatever it contains.
    response.headers["Content-Security-Policy"] = "sandbox"
    return response


def _slice(stream: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    with stream:
        stream.seek(start)
        while length > 0:
            piece = stream.read(min(CHUNK, length))
            if not piece:
                return
            length -= len(piece)
            yield piece
