"""评查标准: those that come along, copies, imports, use."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django.db import transaction
from django.db.models import Max

from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.events.services import emit
from pengjiang.exchange.cells import text
from pengjiang.exchange.sheets import SheetError, read_sheet
from reviews.enums import RubricStatus
from reviews.models import RubricVersion
from reviews.permissions import ReviewPermission
from reviews.rubrics import KINDS, RubricError, packaged_documents, parse
from reviews.services.common import require, require_text

COLUMNS = ("编号", "评查项目", "部分", "满分", "扣分办法", "依据")


@transaction.atomic
def ensure_packaged() -> list[RubricVersion]:
    """The standards that come with the system, in use from the start; found again ever after."""
    return [
        RubricVersion.objects.get_or_create(
            kind=kind,
            version=1,
            defaults={
                "title": document["title"],
                "document": document,
                "status": RubricStatus.ACTIVE,
                "valid_from": document["valid_from"],
                "note": "系统自带",
            },
        )[0]
        for kind, document in packaged_documents().items()
    ]


def next_version(kind: str) -> int:
    return (RubricVersion.objects.filter(kind=kind).aggregate(last=Max("version"))["last"] or 0) + 1


def _make(*, kind: str, title: str, document: dict[str, Any], note: str, actor: User) -> RubricVersion:
    version = next_version(kind)
    try:
        parse({**document, "kind": kind, "version": version, "title": title})
    except RubricError as error:
        raise DomainError(str(error), field="file") from error
    row = RubricVersion.objects.create(kind=kind, version=version, title=title, document=document, note=note, made_by=actor)
    emit("reviews.rubric.made", actor=actor, target=row, data={"name": str(row)})
    return row


@transaction.atomic
def copy_rubric(rubric: RubricVersion, *, actor: User, note: str = "") -> RubricVersion:
    """A new version with the same items, as a draft."""
    require(actor, ReviewPermission.RUBRICS)
    return _make(kind=rubric.kind, title=rubric.title, document=deepcopy(rubric.document), note=note or f"由第{rubric.version}版复制", actor=actor)


@transaction.atomic
def import_rubric(*, kind: str, title: str, file: Any, actor: User) -> RubricVersion:
    """An office's own standard from a workbook; veto items, file types and check links are those of the kind's first version."""
    require(actor, ReviewPermission.RUBRICS)
    if kind not in KINDS:
        raise DomainError("请选择标准的类别。", field="kind")
    require_text(title, "请填写标准名称。", field="title")
    try:
        sheet = read_sheet(file.read(), known=COLUMNS, content_type=getattr(file, "content_type", ""))
    except SheetError as error:
        raise DomainError(str(error), field="file") from error
    missing = [name for name in COLUMNS[:4] if name not in sheet.headers]
    if missing:
        raise DomainError(f"表中缺少列：{'、'.join(missing)}。", field="file")
    base = packaged_documents()[kind]
    linked = {item["code"]: item for item in base["items"]}
    at = {name: place for place, name in enumerate(sheet.headers)}
    items = []
    for row in sheet.rows:

        def cell(name: str, row: Any = row) -> str:
            return text(row.cells[at[name]]).strip() if name in at and at[name] < len(row.cells) else ""

        code = cell("编号")
        items.append(
            {
                "code": code,
                "title": require_text(cell("评查项目"), f"第{row.number}行缺少评查项目。", field="file"),
                "group": cell("部分"),
                "maximum": cell("满分"),
                "basis": cell("依据"),
                "deductions": _deductions(cell("扣分办法"), row.number),
                "rules": linked.get(code, {}).get("rules", []),
                "optional": linked.get(code, {}).get("optional", False),
            }
        )
    return _make(kind=kind, title=title, document={**base, "items": items}, note="表格导入", actor=actor)


def _deductions(words: str, number: int) -> list[dict[str, str]]:
    """``2 未引用裁量基准；1 未说理`` as ready reasons."""
    found = []
    for part in words.replace(";", "；").split("；"):
        points, _, reason = part.strip().lstrip("−-－").strip().partition(" ")
        if not part.strip():
            continue
        if not reason:
            raise DomainError(f"第{number}行的扣分办法应写成“分值 理由”，各条用分号隔开。", field="file")
        found.append({"points": points, "reason": reason.strip()})
    return found


@transaction.atomic
def activate_rubric(rubric: RubricVersion, *, actor: User) -> RubricVersion:
    """In use from today; the earlier version is retired, rounds that use it keep it."""
    require(actor, ReviewPermission.RUBRICS)
    rubric = RubricVersion.objects.locked().get(pk=rubric.pk)
    if rubric.status != RubricStatus.DRAFT:
        raise DomainError("只有草稿可以启用；要修改已启用的标准，请先复制为新版本。")
    for old in RubricVersion.objects.locked().filter(kind=rubric.kind, status=RubricStatus.ACTIVE):
        old.status = RubricStatus.RETIRED
        old.save(update_fields=["status"])
        emit("reviews.rubric.retired", actor=actor, target=old, data={"name": str(old)})
    rubric.status, rubric.valid_from = RubricStatus.ACTIVE, clock.today()
    rubric.save(update_fields=["status", "valid_from"])
    emit("reviews.rubric.activated", actor=actor, target=rubric, data={"name": str(rubric)})
    return rubric
