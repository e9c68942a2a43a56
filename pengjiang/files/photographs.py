"""Photographs of pages become pages: upright, of a size that can be read and sent, on A4."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

import img2pdf
from PIL import Image, ImageOps, UnidentifiedImageError

from pengjiang.common.errors import DomainError

# A4 at 200 dots to the inch: small print stays legible, a page weighs some hundred kilobytes.
LONGEST = 2340
QUALITY = 82
MOST = 60
# More than any telephone takes; a picture that unpacks to more is no photograph.
MOST_PIXELS = 120_000_000
MARGIN_MM = 6


@dataclass(frozen=True)
class Photograph:
    """``turn``: by how many degrees clockwise the person turned it, on top of what the camera noted."""

    content: BinaryIO
    turn: int = 0


def bind(photographs: Sequence[Photograph]) -> bytes:
    """One PDF in the order given. Raises ``DomainError`` that names the page at fault."""
    pages = [_page(photograph, number) for number, photograph in enumerate(photographs, start=1)]
    return img2pdf.convert(pages, layout_fun=_on_a4)


def _page(photograph: Photograph, number: int) -> bytes:
    photograph.content.seek(0)
    try:
        with Image.open(photograph.content) as image:
            if image.width * image.height > MOST_PIXELS:
                raise DomainError(f"第{number}张照片过大，请用手机相机直接拍摄后再上传。", field="file")
            # The telephone's note of how it was held; then what the person turned.
            upright = ImageOps.exif_transpose(image).rotate(-photograph.turn, expand=True)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise DomainError(f"第{number}张照片无法读取，请重拍或者移除后再试。", field="file") from error
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A") if "A" in upright.getbands() else None)
    flat.thumbnail((LONGEST, LONGEST))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _on_a4(width: int, height: int, _dpi: tuple[int, int]) -> tuple[float, float, float, float]:
    """Upright or across as the photograph is, as large as the margins allow."""
    short, long = img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297)
    page = (long, short) if width > height else (short, long)
    room = [side - 2 * img2pdf.mm_to_pt(MARGIN_MM) for side in page]
    scale = min(room[0] / width, room[1] / height)
    return (*page, width * scale, height * scale)
