"""Taking uploads in, checking them, removing them."""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Any, BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import Max
from kombu.exceptions import OperationalError

from pengjiang.access import Decision
from pengjiang.common import clock
from pengjiang.common.errors import Conflict, DomainError, NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.events.services import emit
from pengjiang.files.content import IMAGES, ContentType, fits_name, sniff
from pengjiang.files.enums import FileKind, FileState
from pengjiang.files.models import StoredFile
from pengjiang.files.registry import policy_of

CHUNK = 1024 * 1024
SCAN_TIMEOUT_S = 300


@transaction.atomic
def store_upload(upload: File, *, actor: Any, target: models.Model, kind: str = FileKind.ATTACHMENT, name: str = "") -> StoredFile:
    """Take a file in. The worker then scans it and makes its page images.

    ``actor`` None is the system itself, which asks no policy. Raises ``NotAllowed``, ``DomainError`` for content that is not
    accepted, and ``Conflict`` where the same content already stands at the target.
    """
    policy = policy_of(target)
    if actor is not None:
        require(policy.upload(actor, target))
    name = clean_name(name or upload.name)
    content_type = check_content(upload, name=name, accepts=policy.accepts)
    digest = digest_of(upload)
    _lock_target(target)
    files = StoredFile.objects.of(target)
    twin = files.exclude(state=FileState.REFUSED).filter(kind=kind, sha256=digest).first()
    if twin is not None:
        raise Conflict(f"《{name}》与已上传的《{twin.name}》内容完全相同，没有重复保存。", field="file")
    file = StoredFile(
        target=str(ObjectRef.of(target)),
        kind=kind,
        name=name,
        content_type=content_type.mime,
        size=upload.size,
        sha256=digest,
        order=(files.filter(kind=kind).aggregate(last=Max("order"))["last"] or 0) + 1,
        uploaded_by=actor,
    )
    upload.seek(0)
    file.content.save(name, upload, save=False)
    file.save()
    emit("files.uploaded", actor=actor, target=target, related=[file], data={"name": name, "kind": file.get_kind_display()})
    transaction.on_commit(lambda: nudge(file.pk))
    return file


def store_bytes(content: bytes, *, name: str, actor: Any, target: models.Model, kind: str = FileKind.ATTACHMENT) -> StoredFile:
    """The same for content that was made here."""
    return store_upload(ContentFile(content, name=name), actor=actor, target=target, kind=kind)


def store_joined(uploads: Sequence[File], *, actor: Any, target: models.Model, name: str, kind: str = FileKind.VOLUME) -> StoredFile:
    """Photographs or scans of single pages, joined in the given order into one PDF without recompression."""
    import img2pdf  # noqa: PLC0415 — heavy, and needed by this one act

    for upload in uploads:
        check_content(upload, name=clean_name(upload.name), accepts=IMAGES)
    parts = []
    for upload in uploads:
        upload.seek(0)
        parts.append(upload.read())
    try:
        # Telephones note the turn of a photograph; a wrong note must not lose the page.
        joined = img2pdf.convert(parts, rotation=img2pdf.Rotation.ifvalid)
    except (img2pdf.ImageOpenError, img2pdf.AlphaChannelError) as error:
        raise DomainError("图片无法合并：有的图片已损坏或者带有透明背景，请另存为 JPG 后再上传。", field="file") from error
    return store_bytes(joined, name=f"{PurePath(clean_name(name)).stem}.pdf", actor=actor, target=target, kind=kind)


def store_photographs(
    uploads: Sequence[File], *, turns: Sequence[int], actor: Any, target: models.Model, name: str = "", kind: str = FileKind.VOLUME
) -> StoredFile:
    """Pages taken with a telephone, one after the other, as one PDF: upright, in the given order, of a sensible size."""
    from pengjiang.files import photographs  # noqa: PLC0415 — heavy, and needed by this one act

    require(policy_of(target).upload(actor, target))
    if len(uploads) > photographs.MOST:
        raise DomainError(f"一次最多合成{photographs.MOST}页，请分几次拍摄。", field="file")
    for number, upload in enumerate(uploads, start=1):
        check_content(upload, name=f"第{number}张照片.{_ending(upload)}", accepts=IMAGES)
    turned = [*turns, *([0] * len(uploads))]
    bound = photographs.bind([photographs.Photograph(upload, turn) for upload, turn in zip(uploads, turned, strict=False)])
    stem = PurePath(clean_name(name)).stem if name.strip() else f"拍照{clock.now():%Y%m%d-%H%M}"
    return store_bytes(bound, name=f"{stem}.pdf", actor=actor, target=target, kind=kind)


def _ending(upload: File) -> str:
    """A camera's names mean nothing; what the picture is tells its first bytes."""
    found = sniff(upload)
    return found.extensions[0].lstrip(".") if found else "jpg"


def require(decision: Decision) -> None:
    """Raise ``NotAllowed`` with the decision's reason."""
    if not decision.ok:
        raise NotAllowed(decision.reason)


def clean_name(name: str) -> str:
    """The bare file name, without folders and control characters, at most 200 characters with its ending kept."""
    bare = "".join(char for char in name.replace("\\", "/").rsplit("/", 1)[-1] if char.isprintable()).strip() or "未命名"
    suffix = PurePath(bare).suffix
    return bare if len(bare) <= 200 else bare[: 200 - len(suffix)] + suffix


def check_content(upload: File, *, name: str, accepts: Iterable[ContentType]) -> ContentType:
    """What the upload really is. Raises ``DomainError`` for an empty, too big, unknown, unwanted or misnamed file."""
    labels = "、".join(kind.label for kind in accepts)
    if not upload.size:
        raise DomainError(f"《{name}》是空文件，请重新选择。", field="file")
    if upload.size > settings.UPLOAD_MAX_MB * CHUNK:
        raise DomainError(f"《{name}》超过{settings.UPLOAD_MAX_MB}MB，请分册上传。", field="file")
    content_type = sniff(upload)
    if content_type is None or content_type not in accepts:
        raise DomainError(f"《{name}》的内容不是可接受的类型，请上传{labels}文件。", field="file")
    if not fits_name(content_type, name):
        raise DomainError(
            f"《{name}》的内容是{content_type.label}，与扩展名不符，请改为{content_type.extensions[0]}后再上传。", field="file"
        )
    return content_type


def digest_of(stream: BinaryIO | File) -> str:
    """SHA-256, read in pieces."""
    stream.seek(0)
    digest = hashlib.sha256()
    while piece := stream.read(CHUNK):
        digest.update(piece)
    stream.seek(0)
    return digest.hexdigest()


def _lock_target(target: models.Model) -> None:
    """Two uploads to one target take turns, so that order and duplicates are right."""
    type(target)._default_manager.select_for_update(of=("self",), no_key=True).filter(pk=target.pk).values_list("pk").first()


def nudge(pk: int) -> None:
    """Ask a worker now. With the broker gone nothing is lost: beat sweeps what was not processed."""
    from pengjiang.files.tasks import process_file  # noqa: PLC0415 — tasks stand above services

    try:
        process_file.apply_async(args=[pk], retry=False)
    except (OperationalError, OSError):
        return


def process(file: StoredFile) -> StoredFile:
    """Scan an upload; ready or refused. Safe to repeat."""
    if file.state != FileState.CHECKING:
        return file
    finding = scan(file)
    with transaction.atomic():
        file = StoredFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
        if file.state != FileState.CHECKING:
            return file
        if finding:
            return _refuse(file, finding)
        file.state = FileState.READY
        file.pages_made = not file.is_paged
        file.save(update_fields=["state", "pages_made"])
    return file


def scan(file: StoredFile) -> str:
    """What the site's scanner says of the content, or an empty text. The scanner is given a path of its own copy."""
    if not settings.UPLOAD_SCANNER:
        return ""
    with tempfile.NamedTemporaryFile(suffix=PurePath(file.name).suffix) as copy, file.content.open("rb") as content:
        for piece in iter(lambda: content.read(CHUNK), b""):
            copy.write(piece)
        copy.flush()
        run = subprocess.run([settings.UPLOAD_SCANNER, copy.name], capture_output=True, timeout=SCAN_TIMEOUT_S, check=False)  # noqa: S603
    return "" if run.returncode == 0 else "安全扫描发现可疑内容，文件已丢弃"


def refuse(file: StoredFile, reason: str) -> StoredFile:
    """Refuse a file whose content turned out to be unreadable; the content goes."""
    with transaction.atomic():
        return _refuse(StoredFile.objects.select_for_update(of=("self",)).get(pk=file.pk), reason)


def _refuse(file: StoredFile, reason: str) -> StoredFile:
    file.state, file.refusal = FileState.REFUSED, reason
    file.save(update_fields=["state", "refusal"])
    _discard(file)
    data = {"name": file.name, "kind": file.get_kind_display(), "reason": reason}
    emit("files.refused", actor=None, target=file.ref, related=[file], data=data, ok=False)
    return file


@transaction.atomic
def remove_file(file: StoredFile, *, actor: Any, reason: str) -> StoredFile:
    """Take a file away with a reason; its content is destroyed, its row and hash stay. Raises ``NotAllowed``."""
    file = StoredFile.objects.select_for_update(of=("self",)).get(pk=file.pk)
    target = file.ref.fetch()
    require(policy_of(target).remove(actor, target))
    if file.state == FileState.REMOVED:
        raise Conflict("此文件刚由他人删除。")
    if not reason.strip():
        raise DomainError("请写明删除理由。", field="reason")
    file.state, file.removed_by, file.removed_at, file.removal_reason = FileState.REMOVED, actor, clock.now(), reason.strip()
    file.save(update_fields=["state", "removed_by", "removed_at", "removal_reason"])
    _discard(file)
    data = {"name": file.name, "kind": file.get_kind_display(), "reason": file.removal_reason}
    emit("files.removed", actor=actor, target=target, related=[file], data=data)
    return file


def _discard(file: StoredFile) -> None:
    """Delete content and page images once the transaction holds."""
    images = list(file.images.all())
    file.images.all().delete()
    fields = [file.content, *(image.image for image in images)]
    transaction.on_commit(lambda: [field.storage.delete(field.name) for field in fields if field.name])


@transaction.atomic
def move_file(file: StoredFile, *, actor: Any, up: bool) -> StoredFile:
    """Exchange places with the neighbour in the volume."""
    target = file.ref.fetch()
    require(policy_of(target).upload(actor, target))
    _lock_target(target)
    files = list(StoredFile.objects.of(target, kind=file.kind))
    place = next(index for index, other in enumerate(files) if other.pk == file.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(files):
        files[place], files[other] = files[other], files[place]
        for number, member in enumerate(files, start=1):
            member.order = number
        StoredFile.objects.bulk_update(files, ["order"])
        emit("files.reordered", actor=actor, target=target, related=[file], data={"kind": file.get_kind_display()})
    return file


@transaction.atomic
def join_images(target: models.Model, *, actor: Any, kind: str = FileKind.VOLUME) -> StoredFile:
    """All pictures of a volume become one PDF in their order, in the place of the first. Raises ``DomainError``."""
    policy = policy_of(target)
    require(policy.upload(actor, target))
    require(policy.remove(actor, target))
    _lock_target(target)
    mimes = [content_type.mime for content_type in IMAGES]
    pictures = list(StoredFile.objects.of(target, kind=kind).filter(state=FileState.READY, content_type__in=mimes))
    if len(pictures) < 2:
        raise DomainError("至少有两张图片才能合并。")
    uploads = [ContentFile(read_bytes(picture), name=picture.name) for picture in pictures]
    joined = store_joined(uploads, actor=actor, target=target, name=pictures[0].name, kind=kind)
    for picture in pictures:
        remove_file(picture, actor=actor, reason=f"已合并为《{joined.name}》")
    joined.order = pictures[0].order
    joined.save(update_fields=["order"])
    return joined


@transaction.atomic
def turn_file(file: StoredFile, *, actor: Any, quarter_turns: int = 1) -> StoredFile:
    """Keep how a scan lying on its side is to be shown."""
    target = file.ref.fetch()
    require(policy_of(target).upload(actor, target))
    file.turn = (file.turn + 90 * quarter_turns) % 360
    file.save(update_fields=["turn"])
    emit("files.turned", actor=actor, target=target, related=[file], data={"name": file.name, "turn": file.turn})
    return file


def note_download(file: StoredFile, *, actor: Any) -> None:
    """A download is an entry of the trail."""
    emit("files.downloaded", actor=actor, target=file.ref, related=[file], data={"name": file.name})


def read_bytes(file: StoredFile) -> bytes:
    """The content, for those who need it whole (workbooks, small PDFs)."""
    with file.content.open("rb") as stream:
        return stream.read()
