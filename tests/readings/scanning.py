"""Written papers as bad scans: turned, blurred, stamped in red, speckled, saved as a poor JPEG at 200 dpi."""

from __future__ import annotations

import io
import random

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.readings.written import Written, as_pdf

SCANNED = ("cfjd-1", "cfjd-3", "dcf-1", "dcf-4", "gzs-2", "gzs-4", "sdhz-1", "sdhz-3", "jcbl-4", "jkpj-2")
DPI = 200


def scan(paper: Written) -> list[bytes]:
    """The pages of a paper as JPEG, the same on every run."""
    chance = random.Random(paper.name)
    document = pdfium.PdfDocument(as_pdf(paper))
    return [
        _spoiled(page.render(scale=DPI / 72).to_pil().convert("RGB"), chance, last=number == len(document) - 1)
        for number, page in enumerate(document)
    ]


def _spoiled(page: Image.Image, chance: random.Random, *, last: bool) -> bytes:
    if last:
        _stamp(page, chance)
    page = page.rotate(chance.uniform(-1.2, 1.2), resample=Image.Resampling.BICUBIC, fillcolor="white")
    page = page.filter(ImageFilter.GaussianBlur(chance.uniform(0.5, 0.9)))
    noise = Image.effect_noise(page.size, chance.uniform(18, 34)).convert("RGB")
    page = Image.blend(page, noise, 0.12)
    drawing = ImageDraw.Draw(page)
    for _ in range(140):
        x, y = chance.randrange(page.width), chance.randrange(page.height)
        drawing.ellipse((x, y, x + chance.randrange(1, 4), y + chance.randrange(1, 4)), fill=(90, 90, 90))
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", quality=chance.randrange(38, 55), dpi=(DPI, DPI))
    return buffer.getvalue()


def _stamp(page: Image.Image, chance: random.Random) -> None:
    """A round red seal over the lines at the end."""
    rows = [y for y in range(0, page.height, 6) if page.crop((0, y, page.width, y + 6)).convert("L").getextrema()[0] < 128]
    bottom = rows[-1] if rows else page.height // 2
    radius = 150
    layer = Image.new("RGBA", (2 * radius, 2 * radius), (0, 0, 0, 0))
    drawing = ImageDraw.Draw(layer)
    red = (200, 30, 30, 150)
    drawing.ellipse((6, 6, 2 * radius - 6, 2 * radius - 6), outline=red, width=9)
    drawing.regular_polygon((radius, radius, 46), 5, fill=red)
    drawing.text((radius - 70, radius + 70), "SPECIMEN", fill=red, font=ImageFont.load_default(28))
    page.paste(layer.convert("RGB"), (page.width - 2 * radius - chance.randrange(150, 260), bottom - radius - 20), layer)
