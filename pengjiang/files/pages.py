"""Page images: PDF and pictures to WebP at screen width. Repeating it makes only what is missing."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pypdfium2 as pdfium
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from pengjiang.files import services
from pengjiang.files.content import PDF
from pengjiang.files.models import PageImage, StoredFile

WIDTH = 1240  # A4 at 150 dpi: readable at 200 % on the screens in use
LONGEST = 16000  # WebP ends at 16383; a drawing on a roll is scaled down
QUALITY = 78
MAX_PAGES = 3000


class Unreadable(Exception):
    """The content cannot be opened; the message is for the uploader."""


def make_pages(file: StoredFile) -> int:
    """Make the images that are missing; the number of pages. A file that cannot be read is refused with the reason."""
    if not file.is_ready or not file.is_paged or file.pages_made:
        return file.pages
    try:
        with file.content.open("rb") as content:
            return _make(file, content.read())
    except Unreadable as error:
        services.refuse(file, str(error))
        return 0


def _make(file: StoredFile, content: bytes) -> int:
    source = _PdfPages(content) if file.content_type == PDF.mime else _Picture(content)
    if file.pages != len(source):
        file.pages = len(source)
        file.save(update_fields=["pages"])
    made = set(file.images.values_list("number", flat=True))
    for number in range(1, len(source) + 1):
        if number not in made:
            _keep(file, number, source.render(number))
    file.pages_made = True
    file.save(update_fields=["pages_made"])
    return file.pages


def _keep(file: StoredFile, number: int, picture: Image.Image) -> None:
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=QUALITY, method=2)
    page = PageImage(file=file, number=number, width=picture.width, height=picture.height)
    storage, name = page.image.storage, page.image.field.generate_filename(page, "")
    if storage.exists(name):
        storage.delete(name)  # left by a worker that was killed before its row was written
    page.image.name = storage.save(name, ContentFile(buffer.getvalue()))
    try:
        with transaction.atomic():
            page.save()
    except IntegrityError:
        return  # another worker made the same page meanwhile


def _fit(picture: Image.Image) -> Image.Image:
    picture = ImageOps.exif_transpose(picture)
    if picture.mode not in ("RGB", "L"):
        picture = picture.convert("RGB")
    scale = min(WIDTH / picture.width, LONGEST / picture.height, 1)
    if scale < 1:
        picture = picture.resize((max(1, round(picture.width * scale)), max(1, round(picture.height * scale))), Image.Resampling.LANCZOS)
    return picture


class _Picture:
    """A JPG or PNG: one page."""

    def __init__(self, content: bytes) -> None:
        try:
            self.picture = Image.open(io.BytesIO(content))
            self.picture.load()
        except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
            raise Unreadable("图片无法打开，可能已损坏，请重新扫描或另存后上传") from error

    def __len__(self) -> int:
        return 1

    def render(self, _number: int) -> Image.Image:
        return _fit(self.picture)


class _PdfPages:
    """The pages of a PDF."""

    def __init__(self, content: bytes) -> None:
        try:
            self.document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            raise Unreadable("PDF 无法打开，可能已损坏或者设有密码，请去除密码后重新上传") from error
        if not 0 < len(self.document) <= MAX_PAGES:
            raise Unreadable(f"PDF 应有 1 至 {MAX_PAGES} 页，请分册上传")

    def __len__(self) -> int:
        return len(self.document)

    def render(self, number: int) -> Image.Image:
        page = self.document[number - 1]
        width, height = page.get_size()
        scale = min(WIDTH / max(width, 1), LONGEST / max(height, 1))
        try:
            return page.render(scale=scale).to_pil().convert("RGB")
        except pdfium.PdfiumError as error:
            raise Unreadable(f"PDF 第{number}页无法显示，请重新生成后上传") from error
        finally:
            page.close()


def pages_text(content: bytes) -> Iterator[str]:
    """The text layer of a PDF, page by page (empty for a scan)."""
    document = pdfium.PdfDocument(content)
    for page in document:
        yield page.get_textpage().get_text_range()
