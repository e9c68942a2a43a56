"""Every address of the URLconf with real objects in it, and what a page shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.models import SupervisionCase
from disputes.models import Dispute
from pengjiang.access.declare import Permission
from pengjiang.accounts.models import Delegation, Membership, User
from pengjiang.api import models as api
from pengjiang.api.acts import ActView
from pengjiang.api.base import ApiView
from pengjiang.api.lists import ResourceDetail
from pengjiang.checkups.models import Pattern
from pengjiang.common.refs import ObjectRef
from pengjiang.deadlines.models import CalendarYear
from pengjiang.documents.enums import Making
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.registry import DOCUMENT_TYPES
from pengjiang.dossiers.models import Dossier
from pengjiang.exchange.spec import IMPORTS, ledgers
from pengjiang.files.models import StoredFile
from pengjiang.law.models import ReferenceRow
from pengjiang.notifications.models import Notice
from reviews.models import Assignment, RubricVersion
from tests.meta.test_templates import KNOWN as LETTERS
from tests.meta.test_templates import WORD

BACKEND = settings.AUTHENTICATION_BACKENDS[-1]
KNOWN = {word.casefold() for word in LETTERS}
# Names that things have: addresses of mail, codes to be typed in, numbers of requests, formats of files.
NAMES = re.compile(r"[\w.+-]+@[\w.-]+|[0-9A-Z]{4}(?:-[0-9A-Z]{4})+|[0-9a-f]{12,}|[0-9a-f]{8}-[0-9a-f-]+|\b\d{8}[0-9A-Z]{10}\b|dossier/1|UTF-8|\.xls\b")


@dataclass(frozen=True)
class Address:
    """A pattern of the URLconf: full name, the view behind it, names of its arguments."""

    name: str
    view: Any
    arguments: tuple[str, ...]

    @property
    def permission(self) -> Any:
        return self.view.permission

    @property
    def asks(self) -> bool:
        """Asks for a permission of the role table."""
        return isinstance(self.permission, Permission)

    @property
    def model(self) -> type[Model] | None:
        """Of the object in the address."""
        return getattr(self.view, "model", None) if "pk" in self.arguments else None

    @property
    def is_readable(self) -> bool:
        return hasattr(self.view, "get") and "get" in getattr(self.view, "http_method_names", ("get",))

    def url(self, **values: Any) -> str:
        return reverse(self.name, kwargs=values)


def addresses() -> list[Address]:
    """Those of the pages."""
    return [address for address in _walk(get_resolver().url_patterns, "") if not issubclass(address.view, ApiView)]


def api_addresses() -> list[Address]:
    """Those of the API."""
    return [address for address in _walk(get_resolver().url_patterns, "") if issubclass(address.view, ApiView)]


def _walk(patterns: Iterable[URLPattern | URLResolver], space: str) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            view = getattr(pattern.callback, "view_class", None) or getattr(pattern.callback, "cls", pattern.callback)
            yield Address(f"{space}{pattern.name}", view, tuple(pattern.pattern.converters or pattern.pattern.regex.groupindex))


def things(address: Address) -> list[tuple[dict[str, Any], Any]]:
    """Arguments for the address with the object they lead to: one of each state, or the first that there is."""
    if not address.arguments:
        return [({}, None)]
    if address.name in API:
        return API[address.name]()
    if issubclass(address.view, ResourceDetail):
        return [({"pk": row.pk}, row) for row in _of_each_state(address.view.resource.model)]
    if issubclass(address.view, ActView):
        page = next((page for page in addresses() if page.view is address.view.page), None)
        if page is not None:
            return things(page)
        address = Address(address.name, address.view.page, address.arguments)
    source = NAMED.get(address.name, SOURCES.get(address.arguments))
    if source is not None:
        return source()
    return [({"pk": row.pk}, row) for row in _of_each_state(address.model or MODELS[address.name])]


def _of_each_state(model: type[Model]) -> list[Any]:
    rows = model._default_manager.order_by("pk")
    if model is User:
        return [Membership.objects.filter(role=role).first().user for role in ("procurator", "town_officer")]
    if not any(column.name == "state" for column in model._meta.fields):
        return list(rows[:2])
    return list(rows.order_by("state", "pk").distinct("state"))


def _findings() -> list[tuple[dict[str, Any], Any]]:
    cases = SupervisionCase.objects.filter(findings__isnull=False).order_by("pk").distinct()[:3]
    return [({"pk": row.pk, "finding": row.findings.first().pk}, row) for row in cases]


def _urging_letters() -> list[tuple[dict[str, Any], Any]]:
    drafts = IssuedDocument.objects.filter(type_code="urging_letter", standing="draft")
    return [({"pk": draft.target.pk, "document": draft.pk}, draft.target.fetch()) for draft in drafts[:2]]


def _reference_rows() -> list[tuple[dict[str, Any], Any]]:
    return [({"kind": row.kind, "pk": row.pk}, None) for row in ReferenceRow.objects.order_by("kind", "pk").distinct("kind")]


def _files() -> list[StoredFile]:
    """One of each kind of target."""
    seen: dict[str, StoredFile] = {}
    for file in StoredFile.objects.order_by("pk"):
        seen.setdefault(file.ref.kind, file)
    return list(seen.values())


def _made() -> list[IssuedDocument]:
    return list(IssuedDocument.objects.filter(making=Making.READY).order_by("pk")[:2])


def _marked_items() -> list[tuple[dict[str, Any], Any]]:
    rows = Assignment.objects.select_related("file__rubric").order_by("pk")[:2]
    return [({"pk": row.pk, "code": row.file.rubric.rubric.items[0].code}, row) for row in rows]


# Arguments that are not the key of one model's row.
SOURCES = {
    ("pk", "finding"): _findings,
    ("pk", "document"): _urging_letters,
    ("pattern",): lambda: [({"pattern": row.code}, None) for row in Pattern.objects.filter(hits__isnull=False).distinct()[:2]],
    ("rule",): lambda: [({"rule": "CX18"}, None), ({"rule": "CX46"}, None)],
    ("law",): lambda: [({"law": slug}, None) for slug in ("行政处罚法", "内部工作期限表")],
    ("law", "article"): lambda: [({"law": "行政处罚法", "article": "44"}, None)],
    ("law", "article", "since"): lambda: [({"law": "行政处罚法", "article": "42", "since": "2018-01-01"}, None)],
    ("pk", "code"): _marked_items,
    ("room",): lambda: [({"room": "deadlines"}, None)],
    ("room", "operation"): lambda: [({"room": "cases", "operation": "cases_transfer_accept"}, None)],
    ("year",): lambda: [({"year": row.year}, None) for row in CalendarYear.objects.order_by("-year")[:1]],
    ("ref",): lambda: [({"ref": str(ObjectRef.of(row))}, None) for row in RubricVersion.objects.exclude(status="draft").order_by("pk")[:1]],
    ("kind",): lambda: [({"kind": row.kind}, None) for row in ReferenceRow.objects.order_by("kind", "pk").distinct("kind")],
    ("kind", "pk"): _reference_rows,
    ("code",): lambda: [({"code": IssuedDocument.objects.exclude(code=None).first().code}, None), ({"code": "ABCD"}, None)],
    ("ref", "kind"): lambda: [({"ref": file.target, "kind": file.kind}, file.ref.fetch()) for file in _files()],
    ("uuid",): lambda: [({"uuid": file.uuid}, file.ref.fetch()) for file in _files()],
    ("uuid", "number"): lambda: [({"uuid": file.uuid, "number": 1}, file.ref.fetch()) for file in _files()],
    ("spec",): lambda: [({"spec": spec}, None) for spec in dict(IMPORTS.items())],
    ("pk", "format"): lambda: [({"pk": row.pk, "format": kind}, row) for row in _made() for kind in ("pdf", "docx")],
}
# Addresses of the API that are neither a declared object nor a form of a page.
API = {
    **{f"v1:dossiers_pk_{part}": lambda: [({"pk": row.pk}, row) for row in Dossier.objects.order_by("pk")[:1]] for part in ("facts", "ids")},
    **{f"v1:documents_pk_{kind}": lambda: [({"pk": row.pk}, row) for row in _made()] for kind in ("pdf", "docx")},
    "v1:notices_pk_read": lambda: [({"pk": row.pk}, row) for row in Notice.objects.order_by("pk")[:1]],
    "v1:exchange_ledgers_ledger": lambda: [({"ledger": name}, None) for name in ledgers()],
}
# The same arguments of another kind.
NAMED = {
    "liaison:typical-draft": lambda: [({"source": "dispute", "pk": row.pk}, row) for row in Dispute.objects.order_by("pk")[:1]],
    "documents:type": lambda: [({"code": code}, None) for code in list(DOCUMENT_TYPES.keys())[:3]],
}
MODELS = {
    "api:token-revoke": api.Token,
    "api:deliveries": api.Client,
    "v1:webhooks_hooks_pk": api.Hook,
    "v1:webhooks_hooks_pk_test": api.Hook,
    "v1:webhooks_deliveries_pk_retry": api.Delivery,
    "console:post-end": Membership,
    "accounts:delegation-begin": Delegation,
    "accounts:delegation-end": Delegation,
}


class Words(HTMLParser):
    """What a reader sees or hears of a page, what stands inline, and its heads."""

    SPOKEN = {"title", "alt", "placeholder", "aria-label", "aria-description", "label"}
    SILENT = {"script", "style", "code", "kbd", "samp", "pre"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.inline: list[str] = []
        self.heads = 0
        self.title = ""
        self._open: list[str] = []
        self.feed(html)

    @property
    def foreign(self) -> set[str]:
        """Words in other letters than Chinese, but for those that Chinese readers know."""
        return {word for text in self.texts for word in WORD.findall(NAMES.sub(" ", text)) if word.casefold() not in KNOWN}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.heads += tag == "h1"
        if tag in self.SILENT or tag == "title":
            self._open.append(tag)
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.inline.append(f"<{tag}>")
        for name, value in attrs:
            if name == "style" or (name.startswith("on") and not name.startswith("on-")) or (value or "").lower().startswith("javascript:"):
                self.inline.append(f"<{tag} {name}={value}>")
            if name in self.SPOKEN:
                self.texts.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "title":
            self.title += data
        elif not self._open:
            self.texts.append(data)


def sign_in(user: User) -> Client:
    """A browser of somebody who has signed in; an error of the page comes back as 500."""
    client = Client(raise_request_exception=False)
    client.force_login(user, backend=BACKEND)
    return client


def read(client: Client, url: str) -> HttpResponseBase:
    """A GET; what is streamed is closed unread."""
    response = client.get(url)
    if response.streaming:
        response.close()
    return response


def is_page(response: HttpResponseBase) -> bool:
    """A whole page of HTML."""
    return response.status_code == 200 and response["Content-Type"].startswith("text/html") and b"<!doctype html>" in response.content[:200]
