"""A proof of correction, drawn: a sheet with a title and the town's name."""

from __future__ import annotations

import io

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from pengjiang.common import clock
from pengjiang.documents.fonts import COLLECTIONS, MissingCharacter, MissingFont, current

SHEET = (620, 877)
INK, PAPER = (40, 40, 48), (252, 251, 247)


def letter(unit: str, lines: list[str]) -> ContentFile:
    """更正函 as a JPG, the day on it."""
    image = Image.new("RGB", SHEET, PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((SHEET[0] / 2, 90), "更正函", font=_font(30), fill=INK, anchor="mm")
    for place, line in enumerate([*lines, "", unit, f"{clock.today():%Y-%m-%d}"]):
        draw.text((70, 160 + place * 36), line, font=_font(20), fill=INK)
    draw.text((SHEET[0] / 2, SHEET[1] - 50), "演示材料，内容系虚构", font=_font(16), fill=(150, 60, 60), anchor="mm")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=70, dpi=(75, 75))
    return ContentFile(buffer.getvalue(), name="更正函.jpg")


def _font(size: int) -> ImageFont.FreeTypeFont:
    """A face of the papers; without any, Pillow's own letters, which know no Chinese."""
    try:
        path = current().pick("song", "证").path
    except (MissingFont, MissingCharacter):
        return ImageFont.load_default(size)
    index = COLLECTIONS[path.name][0] if path.name in COLLECTIONS else 0
    return ImageFont.truetype(str(path), size, index=index)
