"""Enforcement files one by one: register, list, facts, full ID numbers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from pengjiang.access import SIGNED_IN, can
from pengjiang.api.acts import KEY, MATCH, shown
from pengjiang.api.base import ApiView
from pengjiang.api.bodies import checked_query, no_query
from pengjiang.api.describing import Operation, Parameter
from pengjiang.api.lists import ResourceList
from pengjiang.api.once import answered_once
from pengjiang.api.problems import Invalid, Refused
from pengjiang.api.resources import Resource, address_of, resource
from pengjiang.api.routes import leave_out, route
from pengjiang.api.versions import check_match, version_of
from pengjiang.checks.validation import schema
from pengjiang.dossiers import services
from pengjiang.dossiers.api.format import REF
from pengjiang.dossiers.enums import Source
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.permissions import DossierPermission
from pengjiang.dossiers.views.detail import DossierPage
from pengjiang.dossiers.views.listing import DossierList

CAUSE = Parameter("cause", "案由（台账用语，不在 dossier/1 之内）", {"type": "string", "maxLength": 120})
NOTE = Parameter("note", "备注", {"type": "string", "maxLength": 300})

DOSSIERS = resource(
    Resource(
        "dossiers",
        Dossier,
        DossierPermission.VIEW,
        fields=(
            "number", "title", "organisation", "file_type", "field", "item", "cause", "party_name", "filed_on", "decided_on", "served_on",
            "paid_on", "closed_on", "fine", "penalties", "officers", "note", "complete", "revision", "source",
        ),
        listing=DossierList,
        page=DossierPage,
    )
)  # fmt: skip
for _page, _why in (
    ("dossiers:create", "POST /dossiers/ 收整份 dossier/1 文件"),
    ("dossiers:edit", "PUT /dossiers/{pk}/facts/ 收整份 dossier/1 文件"),
    ("dossiers:upload-facts", "PUT /dossiers/{pk}/facts/ 收整份 dossier/1 文件"),
):
    leave_out(_page, _why)


def checked(act: Any, **values: Any) -> Dossier:
    """Run a service that takes a document; its faults by their pointers."""
    try:
        return act(**values)
    except services.FactsInvalid as error:
        raise Invalid(error.problems) from error


class DossierCollection(ResourceList):
    """The register, and one more file of it."""

    resource = DOSSIERS
    listing = DossierList
    permission = DossierPermission.VIEW
    room = "dossiers"
    http_method_names = ("get", "post", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            **super().operations(),
            "post": Operation(
                "dossiers_create",
                "登记执法案卷",
                "正文是一份 dossier/1 文件。同一镇街的案号不能重复；要更新已有的案卷，请 PUT 它的 facts，或者用批量接口。",
                DOSSIERS.serializer,
                status=201,
                body=REF,
                parameters=[KEY, CAUSE, NOTE],
                statuses=(400, 401, 403, 409, 413, 415, 422, 429),
            ),
        }

    def permission_for(self, method: str) -> Any:
        return DossierPermission.CREATE if method == "POST" else self.permission

    def post(self, request: Request) -> Response:
        query = checked_query(request, ("cause", "note"))
        for one in (CAUSE, NOTE):
            if len(query.get(one.name, "")) > one.schema["maxLength"]:
                raise Refused(400, f"{one.name} 不超过 {one.schema['maxLength']} 个字。")
        return answered_once(request, lambda: self._create(request, query))

    def _create(self, request: Request, query: dict[str, str]) -> Response:
        town = checked(services.organisation_of, facts=request.data)
        made = checked(
            services.create_dossier, organisation=town, facts=request.data, actor=request.user, source=Source.INTERFACE, **query
        )
        return Response(shown(made, request.user), status=201, headers={"Location": address_of(made), "ETag": version_of(made, request.user)})


class OneDossier(ApiView):
    """Below one file of the register."""

    room = "dossiers"

    def dossier(self, pk: int, permission: DossierPermission) -> Dossier:
        """Raises ``Http404`` and ``PermissionDenied``, as the pages do."""
        rows = Dossier.objects.visible_to(self.request.user).select_related("organisation").prefetch_related("parties")
        found = rows.filter(pk=pk).first()
        if found is None:
            raise Http404
        decision = can(self.request.user, permission, found)
        if not decision.ok:
            raise PermissionDenied(decision.reason)
        return found


class Facts(OneDossier):
    """The document of a file."""

    permission = DossierPermission.VIEW
    http_method_names = ("get", "put", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation(
                "dossiers_facts_read",
                "案卷事实：读取",
                "dossier/1 文件，证件号码以星号遮盖。ETag 是案卷的版本，更新时放进 If-Match。",
                REF,
                statuses=(400, 401, 403, 404, 429),
            ),
            "put": Operation(
                "dossiers_facts_write",
                "案卷事实：更新",
                "以整份 dossier/1 文件更新。须在 If-Match 中写明所依据的版本；其间有人改过则答 412，什么也不保存。带星号的证件号码保持原值。",
                DOSSIERS.serializer,
                body=REF,
                parameters=[MATCH],
                statuses=(400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429),
            ),
        }

    def permission_for(self, method: str) -> Any:
        return DossierPermission.EDIT if method == "PUT" else self.permission

    def get(self, request: Request, pk: int) -> Response:
        no_query(request)
        dossier = self.dossier(pk, DossierPermission.VIEW)
        return Response(dossier.document(masked=True), headers={"ETag": version_of(dossier, request.user)})

    def put(self, request: Request, pk: int) -> Response:
        no_query(request)
        dossier = self.dossier(pk, DossierPermission.EDIT)
        if not request.headers.get("If-Match", "").strip():
            raise Refused(428, "请先读取案卷，把应答的 ETag 放进 If-Match，以免覆盖他人的修改。")
        document = request.data
        with transaction.atomic():
            check_match(request, dossier)
            given = services.unmasked(dossier, document) if isinstance(document, dict) else document
            dossier = checked(services.change_facts, dossier=dossier, facts=given, actor=request.user)
        return Response(shown(dossier, request.user), headers={"ETag": version_of(dossier, request.user)})


IDS = {
    "type": "object",
    "properties": {
        "parties": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "position": {"type": "integer", "description": "在 parties 中的位置，从 0 起"},
                    "name": {"type": "string"},
                    "id_no": {"type": "string", "description": "完整证件号码"},
                    "uscc": {"type": "string", "description": "统一社会信用代码"},
                },
                "required": ["position", "name", "id_no", "uscc"],
            },
        }
    },
    "required": ["parties"],
}


class RevealIds(OneDossier):
    """The full ID numbers, with an entry of the trail."""

    permission = DossierPermission.REVEAL
    http_method_names = ("post", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "post": Operation(
                "dossiers_ids_reveal",
                "查看完整证件号码",
                "与网页相同：每次查看都记入审计记录。",
                IDS,
                statuses=(400, 401, 403, 404, 409, 422, 429),
            )
        }

    def post(self, request: Request, pk: int) -> Response:
        no_query(request)
        with transaction.atomic():
            parties = services.reveal_ids(self.dossier(pk, DossierPermission.REVEAL), actor=request.user)
        rows = [{"position": one.position, "name": one.name, "id_no": one.id_no, "uscc": one.uscc} for one in parties]
        return Response({"parties": rows}, headers={"Cache-Control": "no-store"})


class FormatSchema(ApiView):
    """The format itself."""

    permission = SIGNED_IN
    room = "dossiers"
    http_method_names = ("get", "head", "options")

    @classmethod
    def operations(cls) -> dict[str, Operation]:
        return {
            "get": Operation(
                "dossiers_schema",
                "案卷事实格式（dossier/1）的定义",
                "案卷事实格式的定义（draft 2020-12），批量报送和单件登记都以它为准。",
                {"type": "object"},
                statuses=(400, 401, 403, 429),
            )
        }

    def get(self, request: Request) -> Response:
        no_query(request)
        return Response(schema())


route("dossiers/", DossierCollection)
route("dossiers/schema/", FormatSchema)
route("dossiers/<int:pk>/facts/", Facts)
route("dossiers/<int:pk>/ids/", RevealIds)
