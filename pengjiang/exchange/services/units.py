"""单位数据整体导出: asking, deciding, making the ZIP by a worker, fetching it, letting it go."""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, BinaryIO

from django.core.files import File
from django.db import transaction
from kombu.exceptions import OperationalError

from pengjiang.access import can
from pengjiang.accounts.models import Organisation, User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.events.services import emit
from pengjiang.exchange.models import UnitExport
from pengjiang.exchange.permissions import ExchangePermission
from pengjiang.exchange.services.writing import write_workbook
from pengjiang.exchange.spec import ExportColumn
from pengjiang.files.leaving import BELONGINGS, Belonging
from pengjiang.files.models import StoredFile
from pengjiang.files.registry import FILE_POLICIES, policy_of
from pengjiang.workflow.services import claim, fire

KEPT_DAYS = 7
PROGRESS_EVERY = 20
PIECE = 1024 * 1024
UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
CATALOGUE = (("类别", 0), ("编号、名称", 1), ("文件", 2), ("字节数", 3), ("SHA-256", 4))


@transaction.atomic
def ask_unit_export(*, actor: User, organisation: Organisation, reason: str) -> UnitExport:
    """Ask for all that one's unit owns."""
    export = UnitExport(organisation=organisation, reason=reason.strip(), asked_by=actor)
    decision = can(actor, ExchangePermission.UNIT_ASK, export)
    if not decision.ok:
        raise NotAllowed(decision.reason)
    if not export.reason:
        raise DomainError("请写明导出的事由，例如机构撤并、退出平台。", field="reason")
    Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation.pk)
    if UnitExport.objects.filter(organisation=organisation, state__in=["asked", "making"]).exists():
        raise DomainError("本单位已有一项导出待批准或者正在生成，请先处理。", field="organisation")
    export.save()
    data = {"unit": organisation.name, "reason": export.reason}
    emit("exchange.unit_asked", actor=actor, target=export, related=[organisation], data=data)
    return export


@transaction.atomic
def approve_unit_export(export: UnitExport, *, actor: User) -> UnitExport:
    """Another agrees; a worker begins."""
    values = {"decided_by": actor, "decided_as": actor.signature, "decided_on": clock.today()}
    export = fire(export, "approve", actor=actor, values=values, data={"unit": export.organisation.name})
    transaction.on_commit(lambda: _nudge(export.pk))
    return export


@transaction.atomic
def refuse_unit_export(export: UnitExport, *, actor: User, note: str) -> UnitExport:
    """Another does not agree."""
    if not note.strip():
        raise DomainError("请写明不予批准的理由。", field="note")
    values = {"decided_by": actor, "decided_as": actor.signature, "decided_on": clock.today(), "note": note.strip()}
    return fire(export, "refuse", actor=actor, values=values, data={"note": note.strip()})


@transaction.atomic
def withdraw_unit_export(export: UnitExport, *, actor: User) -> UnitExport:
    """Taken back before it was decided."""
    return fire(export, "withdraw", actor=actor)


def make_unit_export(pk: int) -> UnitExport | None:
    """Write the ZIP and keep it. Safe to repeat, and side by side: who comes second throws its own away."""
    export = UnitExport.objects.select_related("organisation", "asked_by").filter(pk=pk, state="making").first()
    if export is None:
        return None
    with tempfile.TemporaryFile() as out:
        counts = _write(export, out)
        out.seek(0)
        digest = hashlib.file_digest(out, "sha256").hexdigest()
        with transaction.atomic():
            export = UnitExport.objects.select_for_update(of=("self",)).get(pk=pk)
            if export.state != "making":
                return None
            out.seek(0)
            export.file.save("whole.zip", File(out), save=False)
            export.save(update_fields=["file"])
            until = clock.today() + timedelta(days=KEPT_DAYS)
            values = {"size": export.file.size, "sha256": digest, "until": until, "counts": counts}
            count = sum(counts.values())
            return fire(export, "finish", actor=None, values=values | {"position": count, "total": count}, data={"count": count, "until": f"{until:%Y-%m-%d}"})


def _write(export: UnitExport, out: BinaryIO) -> dict[str, int]:
    """Folder by folder; the catalogue and the sums of everything at the end."""
    unit, user = export.organisation, export.asked_by
    found = {belonging.title: belonging.rows(unit, user) for belonging in BELONGINGS}
    counts = {title: rows.count() for title, rows in found.items()}
    UnitExport.objects.filter(pk=export.pk).update(total=sum(counts.values()), position=0, updated_at=clock.now())
    entries: list[tuple[str, str, str, int, str]] = []
    done = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for belonging in BELONGINGS:
            rows = list(found[belonging.title])
            if not rows:
                continue
            _put(archive, entries, belonging.title, "台账", f"台账/{belonging.title}.xlsx", _ledger(belonging, rows, unit))
            taken: Counter[str] = Counter()
            for row in rows:
                name = belonging.name(row)
                for path, content in _files(belonging, row, user):
                    _put(archive, entries, belonging.title, name, _once(f"{belonging.title}/{_fit(name)}/{_fit(path)}", taken), content)
                done += 1
                if done % PROGRESS_EVERY == 0:
                    UnitExport.objects.filter(pk=export.pk).update(position=done, updated_at=clock.now())
        archive.writestr("SHA256SUMS", "".join(f"{digest}  {path}\n" for _, _, path, _, digest in entries))
        archive.writestr("目录.xlsx", _catalogue(entries, unit))
        archive.writestr("说明.txt", _note(export, counts))
    return {title: count for title, count in counts.items() if count}


def _files(belonging: Belonging, row: Any, user: User) -> Iterator[tuple[str, bytes]]:
    """What was made for the purpose, then the files of the row and its parts, as they were uploaded."""
    yield from belonging.made(row)
    for obj in (row, *belonging.parts(row)):
        if ObjectRef.of(obj).kind not in FILE_POLICIES or not policy_of(obj).view(user, obj).ok:
            continue
        for file in StoredFile.objects.of(obj):
            if file.is_ready:
                with file.content.open("rb") as stream:
                    yield f"附件-{file.name}", stream.read()


def _put(archive: zipfile.ZipFile, entries: list, kind: str, name: str, path: str, content: bytes) -> None:
    archive.writestr(path, content)
    entries.append((kind, name, path, len(content), hashlib.sha256(content).hexdigest()))


def _once(path: str, taken: Counter[str]) -> str:
    """Two files of one name in one folder both stay."""
    taken[path] += 1
    if taken[path] == 1:
        return path
    stem, dot, end = path.rpartition(".")
    return f"{stem}（{taken[path]}）{dot}{end}" if dot else f"{path}（{taken[path]}）"


def _fit(name: str) -> str:
    """A name that every system can hold."""
    return UNFIT.sub("_", name).strip(". ")[:120] or "未命名"


def _ledger(belonging: Belonging, rows: list[Any], unit: Organisation) -> bytes:
    columns = [ExportColumn(head, _text(value), width=20) for head, value in belonging.columns]
    return _book(belonging.title, columns, rows, unit)


def _text(value: Any) -> Any:
    def told(row: Any) -> str:
        found = value(row)
        return f"{found:%Y-%m-%d}" if isinstance(found, date) else "" if found is None else str(found)

    return told


def _catalogue(entries: list[tuple], unit: Organisation) -> bytes:
    columns = [ExportColumn(head, lambda row, at=at: str(row[at]), width=28) for head, at in CATALOGUE]
    return _book("目录", columns, entries, unit)


def _book(title: str, columns: list[ExportColumn], rows: list[Any], unit: Organisation) -> bytes:
    out = io.BytesIO()
    write_workbook(out, title=title, columns=columns, rows=rows, subtitle=f"单位：{unit.name}　导出日期：{clock.today():%Y-%m-%d}")
    return out.getvalue()


def _note(export: UnitExport, counts: dict[str, int]) -> str:
    told = "\n".join(f"{title}：{count}条" for title, count in counts.items())
    return (
        f"{export.organisation.name}数据整体导出\n\n事由：{export.reason}\n申请人：{export.asked_by.name}　批准人：{export.decided_as}（{export.decided_on:%Y-%m-%d}）\n"
        f"导出日期：{clock.today():%Y-%m-%d}\n\n{told}\n\n"
        "目录.xlsx 列明每个文件及其摘要；SHA256SUMS 可用 sha256sum -c 核对。执法案卷的 facts.json 为公开的 dossier/1 格式，含当事人身份信息，请依法保管。\n"
    )


@transaction.atomic
def fetch_unit_export(export: UnitExport, *, actor: User) -> UnitExport:
    """Those two alone fetch it, while its week lasts; each time is in the trail."""
    export = UnitExport.objects.select_related("organisation").get(pk=export.pk)
    if actor.pk not in {export.asked_by_id, export.decided_by_id}:
        raise NotAllowed("由申请人或者批准人下载。")
    if not export.may_be_fetched:
        raise DomainError(f"导出包{export.state_label if export.state != 'ready' else '的下载期限已过'}，不能下载。")
    emit("exchange.unit_fetched", actor=actor, target=export, related=[export.organisation], data={"unit": export.organisation.name})
    return export


def expire_unit_exports() -> int:
    """What was kept its week goes, the content with it."""
    over = UnitExport.objects.filter(state="ready", until__lt=clock.today())
    return sum(_expire(export) for export in over)


@transaction.atomic
def _expire(export: UnitExport) -> int:
    export = claim(export, "expire", actor=None)
    storage, name = export.file.storage, export.file.name
    export = fire(export, "expire", actor=None)
    export.file = ""
    export.save(update_fields=["file"])
    transaction.on_commit(lambda: storage.delete(name))
    return 1


def unfinished_unit_exports() -> list[int]:
    """What no worker touched for a minute."""
    still = clock.now() - timedelta(minutes=1)
    return list(UnitExport.objects.filter(state="making", updated_at__lt=still).order_by("pk").values_list("pk", flat=True)[:2])


def _nudge(pk: int) -> None:
    from pengjiang.exchange.tasks import write_unit_export  # noqa: PLC0415 — tasks stand above services

    try:
        write_unit_export.apply_async(args=[pk], retry=False)
    except (OperationalError, OSError):
        return
