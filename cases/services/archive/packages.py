"""移交档案馆: volumes with catalogues and the four checks (真实性、完整性、可用性、安全性), in one file."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import Any

import pikepdf
import xlsxwriter
from django.core.files.base import ContentFile
from django.db import transaction

from cases.models import ArchivePackage, Volume
from cases.models.archive import FOUR_CHECKS
from cases.permissions import ArchivePermission
from cases.services.archive.volumes import PARTS
from cases.services.texts import require_text
from pengjiang.access import can
from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.documents.services import issue
from pengjiang.events.services import emit
from pengjiang.workflow.services import claim, fire

Check = dict[str, Any]
CASE_HEADS = ("档号", "案件名称", "案号", "统一受案号", "案件类别", "办结日期", "归档日期", "保管期限", "正卷页数", "副卷页数")
FILE_HEADS = ("档号", "卷别", "序号", "题名", "文号", "日期", "起页", "页数", "SHA-256")


@transaction.atomic
def make_package(*, actor: User, volumes: Sequence[Volume], receiver: str) -> ArchivePackage:
    """Check and pack. A package that does not pass is kept with what was found, and cannot be handed over."""
    decision = can(actor, ArchivePermission.KEEP)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    require_text(receiver, "请填写接收单位。", field="receiver")
    rows = list(Volume.objects.select_for_update(of=("self",)).select_related("case").filter(pk__in=[volume.pk for volume in volumes]).order_by("number"))
    if not rows:
        raise DomainError("请选择要移交的卷宗。", field="volumes")
    unfit = next((row for row in rows if row.state != "kept"), None)
    if unfit is not None:
        raise DomainError(f"{unfit.number}现为“{unfit.state_label}”，不能移交。", field="volumes")
    checks = four_checks(rows)
    package = ArchivePackage.objects.create(
        receiver=receiver, made_on=clock.today(), made_by=actor, checks=checks, passed=all(check["ok"] for found in checks.values() for check in found)
    )
    package.volumes.set(rows)
    content = pack(rows, checks)
    package.sha256 = hashlib.sha256(content).hexdigest()
    package.file.save(f"{package.made_on:%Y%m%d}-{package.pk}.zip", ContentFile(content), save=False)
    package.save()
    verdict = "通过" if package.passed else "未通过"
    emit("cases.package.made", actor=actor, target=package, related=rows, data={"receiver": receiver, "count": len(rows), "verdict": verdict})
    return package


def four_checks(volumes: Sequence[Volume]) -> dict[str, list[Check]]:
    """四性检测 of 档案法 第三十九条: each check with its volume and what was found."""
    found: dict[str, list[Check]] = {kind: [] for kind in FOUR_CHECKS}
    for volume in volumes:
        for part, label in PARTS.items():
            _check_part(volume, part, label, found)
    return found


def _check_part(volume: Volume, part: str, label: str, found: dict[str, list[Check]]) -> None:
    def note(kind: str, check: str, *, ok: bool, detail: str = "") -> None:
        found[kind].append({"volume": volume.number, "check": f"{label}：{check}", "ok": ok, "detail": detail})

    file = getattr(volume, f"{part}_pdf")
    if not file or not file.storage.exists(file.name):
        note("完整性", "卷宗文件存在", ok=False, detail="没有找到卷宗文件")
        return
    with file.open("rb") as stream:
        content = stream.read()
    digest = hashlib.sha256(content).hexdigest()
    note("真实性", "与归档时的摘要一致", ok=digest == getattr(volume, f"{part}_sha256"), detail=digest[:16])
    note("安全性", "文件大小正常、未加密", ok=0 < len(content) and b"/Encrypt" not in content[-4096:], detail=f"{len(content)}字节")
    try:
        with pikepdf.open(io.BytesIO(content)) as opened:
            pages, scripted = len(opened.pages), "/JavaScript" in opened.Root.get("/Names", {}) or "/OpenAction" in opened.Root
    except pikepdf.PdfError as error:
        note("可用性", "可以打开", ok=False, detail=str(error)[:60])
        return
    own = [entry for entry in volume.entries if entry["part"] == part]
    bound, expected = sum(entry["pages"] for entry in own), getattr(volume, f"{part}_pages")
    note("可用性", "可以打开", ok=True, detail=f"{pages}页")
    note("安全性", "不含脚本", ok=not scripted)
    note("完整性", "目录与页数相符", ok=bound == expected and pages > bound, detail=f"目录{bound}页，卷内{expected}页")
    note("真实性", "每件均有摘要", ok=all(entry["sha256"] for entry in own), detail=f"{len(own)}件")


def pack(volumes: Sequence[Volume], checks: dict[str, list[Check]]) -> bytes:
    """The ZIP: catalogue, report of the checks, each volume's PDFs, sums of all."""
    out, sums = io.BytesIO(), []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:

        def put(name: str, content: bytes) -> None:
            archive.writestr(name, content)
            sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}")

        put("案卷目录.xlsx", catalogue(volumes))
        put("四性检测报告.json", json.dumps(checks, ensure_ascii=False, indent=1).encode())
        for volume in volumes:
            for part, label in PARTS.items():
                file = getattr(volume, f"{part}_pdf")
                if file and file.storage.exists(file.name):
                    with file.open("rb") as stream:
                        put(f"{volume.number}/{label}.pdf", stream.read())
        archive.writestr("SHA256SUMS", "\n".join(sums) + "\n")
    return out.getvalue()


def catalogue(volumes: Sequence[Volume]) -> bytes:
    """案卷级 and 文件级 as two sheets."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
    cases, files = book.add_worksheet("案卷级目录"), book.add_worksheet("文件级目录")
    cases.write_row(0, 0, CASE_HEADS, head)
    files.write_row(0, 0, FILE_HEADS, head)
    cases.set_column(0, len(CASE_HEADS), 18)
    files.set_column(0, len(FILE_HEADS), 18)
    line = 1
    for place, volume in enumerate(volumes, start=1):
        case = volume.case
        closed, archived = f"{case.closed_on:%Y-%m-%d}", f"{volume.archived_on:%Y-%m-%d}"
        cells = (case.title, case.number, case.unified_number, case.get_case_type_display(), closed, archived, volume.retention, volume.main_pages, volume.inner_pages)
        cases.write_row(place, 0, (volume.number, *cells))
        for number, entry in enumerate(volume.entries, start=1):
            row = (PARTS[entry["part"]], number, entry["title"], entry["number"], entry["day"], entry["first"], entry["pages"], entry["sha256"])
            files.write_row(line, 0, (volume.number, *row))
            line += 1
    book.close()
    return out.getvalue()


@transaction.atomic
def hand_package(package: ArchivePackage, *, actor: User, received_by: str, handed_on: date) -> ArchivePackage:
    """Handed over and received; its volumes are the archives' from now on."""
    require_text(received_by, "请填写接收人。", field="received_by")
    if not package.made_on <= handed_on <= clock.today():
        raise DomainError("移交日期应在生成之日与今天之间。", field="handed_on")
    package = claim(package, "hand", actor=actor)
    for volume in package.volumes.order_by("pk"):
        fire(volume, "hand_on", actor=None, data={"receiver": package.receiver}, related=[package])
    values = {"received_by": received_by, "handed_on": handed_on}
    package = fire(package, "hand", actor=actor, values=values, data={"receiver": package.receiver, "received_by": received_by}, on=handed_on)
    issue("transfer_list", package, actor=actor)
    return package


@transaction.atomic
def drop_package(package: ArchivePackage, *, actor: User, note: str) -> ArchivePackage:
    """Not this one."""
    require_text(note, "请写明作废的理由。", field="note")
    return fire(package, "drop", actor=actor, data={"note": note})
