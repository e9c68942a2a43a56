"""A small client of the data interface: lists, acts, uploads, refusals, and the check of a pushed event.

    api = Client("https://pengjiang.example", token="pj_…")
    for clue in api.all("cases/transfers/", state="submitted"):
        print(clue["number"])
"""

from __future__ import annotations

import hashlib
import hmac
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import requests

REPLAY_WINDOW_S = 300


class Problem(Exception):
    """The interface refused (RFC 9457): ``status``, ``detail``, and beside which member of the body (``errors``)."""

    def __init__(self, answer: requests.Response) -> None:
        is_problem = answer.headers.get("Content-Type", "").startswith("application/problem+json")
        self.body: dict[str, Any] = answer.json() if is_problem else {}
        self.status = answer.status_code
        self.detail: str = self.body.get("detail", answer.reason)
        self.errors: dict[str, str] = {one["pointer"]: one["detail"] for one in self.body.get("errors", ())}
        self.next_actions: list[dict[str, Any]] = self.body.get("next_actions", [])
        self.retry_after = int(answer.headers.get("Retry-After", 0))
        super().__init__(f"{self.status} {self.detail} {self.errors or ''}".strip())


@dataclass(frozen=True)
class Answer:
    """What came back, and the version (``etag``) for the next ``If-Match``."""

    body: Any
    etag: str = ""


class Client:
    """One token, one connection."""

    def __init__(self, site: str, *, token: str, timeout: float = 30) -> None:
        self.base = f"{site.rstrip('/')}/api/v1/"
        self.timeout = timeout
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def get(self, path: str, **parameters: Any) -> Answer:
        """One object, or one page of a list."""
        return self._call("GET", path, params=parameters)

    def all(self, path: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Every row of a list, page by page; rows that come or go meanwhile shift nothing."""
        cursor = ""
        while True:
            page = self.get(path, **parameters, **({"cursor": cursor} if cursor else {})).body
            yield from page["results"]
            cursor = page["next"]
            if not cursor:
                return

    def act(self, path: str, body: Mapping[str, Any] | None = None, *, etag: str = "", key: str = "") -> Answer:
        """Do something once: give the same ``key`` again after a broken connection. ``etag``: only if nothing has changed since."""
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        if etag:
            headers["If-Match"] = etag
        return self._call("POST", path, json=dict(body or {}), headers=headers)

    def change(self, path: str, body: Mapping[str, Any], *, etag: str = "") -> Answer:
        """Change some members; the others stay."""
        return self._call("PATCH", path, json=dict(body), headers={"If-Match": etag} if etag else {})

    def upload(self, name: str, content: bytes, *, piece: int = 4 * 1024 * 1024) -> str:
        """Send a file in pieces and give its number, to be named in an act (``files``). After a broken line it goes on where it was."""
        about = {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        upload = self.act("files/uploads/", about).body
        place = f"files/uploads/{upload['id']}/"
        while upload["offset"] < len(content):
            start = upload["offset"]
            headers = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(start)}
            try:
                upload = self._call("PATCH", place, data=content[start : start + piece], headers=headers).body
            except requests.ConnectionError:
                upload = self.get(place).body
        return upload["id"]

    def delete(self, path: str) -> None:
        self._call("DELETE", path)

    def _call(self, method: str, path: str, **options: Any) -> Answer:
        """Raises ``Problem``. A call too many waits as long as it is told, once."""
        url = path if path.startswith("http") else self.base + path.removeprefix("/api/v1/")
        answer = self.session.request(method, url, timeout=self.timeout, **options)
        if answer.status_code == 429:
            time.sleep(int(answer.headers.get("Retry-After", 60)))
            answer = self.session.request(method, url, timeout=self.timeout, **options)
        if not answer.ok:
            raise Problem(answer)
        return Answer(answer.json() if answer.content else None, answer.headers.get("ETag", ""))


def is_genuine(secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None) -> bool:
    """Whether a pushed event is ours and fresh. Then look whether its ``X-Pengjiang-Delivery`` was handled before."""
    stamp = headers.get("X-Pengjiang-Timestamp", "")
    if not stamp.isdigit() or abs((time.time() if now is None else now) - int(stamp)) > REPLAY_WINDOW_S:
        return False
    expected = hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(headers.get("X-Pengjiang-Signature", ""), f"v1={expected}")
