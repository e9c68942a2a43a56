"""Files that come by the resumable upload, on their way into an act.

Each call's bytes are an object of the store of their own, joined only when an act takes the file: stores that cannot append (S3) do as
well as folders. What is at ``position`` is what the store holds; a piece that was cut off counts as far as it came.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import transaction
from rest_framework.request import Request

from pengjiang.api.models import Upload, UploadPart
from pengjiang.api.once import caller_of
from pengjiang.api.problems import Invalid, Refused
from pengjiang.common import clock
from pengjiang.common.strictjson import Problem
from pengjiang.files.services import clean_name

CHUNK = 1024 * 1024
KEPT = timedelta(hours=24)
# A caller who forgets what it began does not fill the store.
MOST_OPEN = 50
MOST_PARTS = 2000
WRONG_STATE = {
    Upload.State.READY: "这个文件已经收齐，可以在办理时使用。",
    Upload.State.USED: "这个文件已经在办理中使用过，请重新上传。",
    Upload.State.REFUSED: "这个文件的 SHA-256 与声明不符，已丢弃，请重新上传。",
}


def begin(request: Request, *, name: str, size: int, sha256: str, media_type: str) -> Upload:
    """A place for a file. Raises ``Refused`` for one that is too big, or one too many."""
    if size > settings.UPLOAD_MAX_MB * CHUNK:
        raise Refused(413, f"文件超过 {settings.UPLOAD_MAX_MB} MB，请分册上传。")
    caller = caller_of(request)
    if Upload.objects.filter(caller=caller, state__in=[Upload.State.RECEIVING, Upload.State.READY]).count() >= MOST_OPEN:
        raise Refused(409, f"还有 {MOST_OPEN} 个文件未传完或未使用，请先传完、使用或者取消。")
    return Upload.objects.create(
        caller=caller, person=request.user, name=clean_name(name), size=size, sha256=sha256.lower(), media_type=media_type
    )


def receive(upload: Upload, stream: Any, *, offset: int) -> Upload:
    """Put the bytes that come behind those that stand. Raises ``Refused`` at another place than the end, and for more than was announced.

    With the last byte the whole is compared with its SHA-256: the state says what came of it.
    """
    _check_place(upload, offset)
    with tempfile.TemporaryFile() as piece:
        length = _copy(stream, piece, most=upload.size - offset)
        with transaction.atomic():
            upload = Upload.objects.select_for_update(of=("self",), no_key=True).get(pk=upload.pk)
            _check_place(upload, offset)
            if length:
                _keep(upload, piece, length)
            if upload.position == upload.size:
                _finish(upload)
            upload.save()
    return upload


def take(token: str, request: Request, pointer: str = "") -> UploadedFile:
    """The finished upload of this caller, as a form takes it; once. Raises ``Invalid``.

    Inside the act's transaction: an act that is refused leaves the upload as it was.
    """
    upload = None
    if _is_uuid(token):
        upload = Upload.objects.select_for_update(of=("self",), no_key=True).filter(uuid=token, caller=caller_of(request)).first()
    reason = _why_not(upload)
    if upload is None or reason:
        raise Invalid([Problem(pointer, reason)])
    # Closed, and thereby removed, with the request whose file it becomes.
    file = TemporaryUploadedFile(upload.name, upload.media_type, upload.size, None)
    for piece in contents(upload):
        file.write(piece)
    file.seek(0)
    upload.state = Upload.State.USED
    upload.save()
    discard(upload)
    return file


def contents(upload: Upload) -> Iterator[bytes]:
    """All its bytes in their order."""
    for part in upload.parts.all():
        with part.content.open("rb") as stream:
            yield from iter(lambda stream=stream: stream.read(CHUNK), b"")


def discard(upload: Upload) -> None:
    """Its bytes go once the transaction holds."""
    stored = [part.content for part in upload.parts.all()]
    upload.parts.all().delete()
    transaction.on_commit(lambda: [content.storage.delete(content.name) for content in stored])


@transaction.atomic
def drop(upload: Upload) -> None:
    """Give an upload up."""
    discard(upload)
    upload.delete()


def forget_uploads() -> int:
    """Drop what is older than a day; the number dropped."""
    old = list(Upload.objects.filter(created_at__lte=clock.now() - KEPT).order_by("pk")[:200])
    for upload in old:
        drop(upload)
    return len(old)


def is_over(upload: Upload) -> bool:
    """A day has passed."""
    return upload.created_at <= clock.now() - KEPT


def _why_not(upload: Upload | None) -> str:
    if upload is None or is_over(upload):
        return "没有这个上传，或者它已满 24 小时被清除，请重新上传。"
    if upload.state == Upload.State.RECEIVING:
        return f"这个文件还没有传完（已收 {upload.position} / {upload.size} 字节），请从该处继续。"
    return "" if upload.state == Upload.State.READY else WRONG_STATE[upload.state]


def _check_place(upload: Upload, offset: int) -> None:
    if upload.state != Upload.State.RECEIVING:
        raise Refused(409, WRONG_STATE[upload.state], headers={"Upload-Offset": str(upload.position)})
    if offset != upload.position:
        raise Refused(409, f"应从第 {upload.position} 字节继续，不是 {offset}。", headers={"Upload-Offset": str(upload.position)})


def _copy(stream: Any, out: BinaryIO, *, most: int) -> int:
    """What came, into a file of our own, before any row is locked: the line may be slow. A cut line ends it, and what came stays."""
    length = 0
    while True:
        try:
            piece = stream.read(CHUNK)
        except OSError:
            break
        if not piece:
            break
        length += len(piece)
        if length > most:
            raise Refused(413, "收到的字节多于声明的大小，这一次的内容没有保存。")
        out.write(piece)
    out.seek(0)
    return length


def _keep(upload: Upload, piece: BinaryIO, length: int) -> None:
    if upload.parts.count() >= MOST_PARTS:
        raise Refused(409, f"分片超过 {MOST_PARTS} 个，请取消后以更大的分片重新上传。")
    part = UploadPart(upload=upload, start=upload.position, size=length)
    part.content.save("part", File(piece), save=False)
    part.save()
    upload.position += length


def _finish(upload: Upload) -> None:
    digest = hashlib.sha256()
    for piece in contents(upload):
        digest.update(piece)
    if digest.hexdigest() == upload.sha256:
        upload.state = Upload.State.READY
    else:
        upload.state = Upload.State.REFUSED
        discard(upload)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
