"""Proofs of rectification as small files: a written sheet as PDF, or a photograph as JPG, both drawn here."""

from __future__ import annotations

import io
from textwrap import wrap

import img2pdf
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from cases.documents.parts import day_text
from pengjiang.common import clock
from pengjiang.documents.fonts import COLLECTIONS, MissingCharacter, MissingFont, current

# A4 at 75 dots per inch: large enough to be read, small enough for a demonstration.
SHEET, MARGIN, LINE = (620, 877), 70, 34
PHOTO = (640, 480)
INK, PAPER, PALE = (40, 40, 48), (252, 251, 247), (214, 220, 228)


def proof_file(title: str, unit: str, text: str, *, picture: bool = False) -> ContentFile:
    """A file ready to be uploaded; every one differs, for the day and the text stand on it."""
    if picture:
        return ContentFile(_jpeg(_photo(title)), name=f"{title}.jpg")
    return ContentFile(img2pdf.convert(_jpeg(_sheet(title, unit, text))), name=f"{title}.pdf")


def _sheet(title: str, unit: str, text: str) -> Image.Image:
    image = Image.new("RGB", SHEET, PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((SHEET[0] / 2, 90), title, font=_font(30), fill=INK, anchor="mm")
    draw.line((MARGIN, 130, SHEET[0] - MARGIN, 130), fill=INK, width=2)
    top = 165
    for line in wrap(f"　　{text}", width=24):
        draw.text((MARGIN, top), line, font=_font(20), fill=INK)
        top += LINE
    draw.text((SHEET[0] - MARGIN, top + 60), unit, font=_font(20), fill=INK, anchor="rm")
    draw.text((SHEET[0] - MARGIN, top + 60 + LINE), day_text(clock.today()), font=_font(20), fill=INK, anchor="rm")
    draw.text((SHEET[0] / 2, SHEET[1] - 50), "演示材料，内容系虚构", font=_font(16), fill=(150, 60, 60), anchor="mm")
    return image


def _photo(title: str) -> Image.Image:
    """A room with a desk and a sheet of paper on it: what towns send as a picture of what was done."""
    image = Image.new("RGB", PHOTO, PALE)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 300, *PHOTO), fill=(168, 140, 110))
    draw.rectangle((60, 40, 250, 200), fill=(180, 205, 226), outline=INK, width=3)
    draw.polygon([(250, 330), (470, 330), (520, 450), (220, 450)], fill=PAPER, outline=INK)
    for number in range(5):
        draw.line((262 - number * 5, 350 + number * 18, 462 + number * 6, 350 + number * 18), fill=(120, 120, 128), width=2)
    draw.text((PHOTO[0] - 20, 24), f"{title}（演示）", font=_font(20), fill=INK, anchor="rm")
    draw.text((PHOTO[0] - 20, PHOTO[1] - 24), f"{clock.now():%Y-%m-%d %H:%M}", font=_font(18), fill=(240, 200, 60), anchor="rm")
    return image


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=70, dpi=(75, 75))
    return buffer.getvalue()


def _font(size: int) -> ImageFont.FreeTypeFont:
    """A face of the papers; without any, Pillow's own letters, which know no Chinese."""
    try:
        path = current().pick("song", "证").path
    except (MissingFont, MissingCharacter):
        return ImageFont.load_default(size)
    index = COLLECTIONS[path.name][0] if path.name in COLLECTIONS else 0
    return ImageFont.truetype(str(path), size, index=index)
