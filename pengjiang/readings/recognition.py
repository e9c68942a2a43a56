"""Pictures of pages to words with their places. Loaded only where a scan is read: the models take most of a gigabyte."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageOps

from pengjiang.readings.reading.paper import Segment

DPI = 200
LONGEST = 2600  # more does not read better, only slower
LEAST_SCORE = 0.5


@lru_cache(maxsize=1)
def _engine() -> Any:
    """The engine with the models of its own package; never fetched."""
    from rapidocr import RapidOCR  # noqa: PLC0415 — takes seconds and memory, and only this worker needs it

    return RapidOCR(params={"Global.log_level": "error"})


def engine_version() -> str:
    """What reads: kept with every reading."""
    from importlib.metadata import version  # noqa: PLC0415 — as above

    return f"rapidocr {version('rapidocr')}"


def pdf_page(content: bytes, number: int) -> Image.Image:
    """A page of a PDF as a picture."""
    document = pdfium.PdfDocument(content)
    try:
        return document[number - 1].render(scale=DPI / 72).to_pil().convert("RGB")
    finally:
        document.close()


def picture(content: bytes) -> Image.Image:
    """An uploaded photograph, turned as the camera noted."""
    return ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")


def recognise(page: Image.Image, number: int, *, turn: int = 0) -> list[Segment]:
    """The words of one page."""
    if turn:
        page = page.rotate(-turn, expand=True)
    if max(page.size) > LONGEST:
        page.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    result = _engine()(np.asarray(page)[:, :, ::-1])
    if result.boxes is None:
        return []
    segments = []
    for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
        if score >= LEAST_SCORE and text.strip():
            across, down = [float(point[0]) for point in box], [float(point[1]) for point in box]
            segments.append(Segment(text, number, (min(across), min(down), max(across), max(down)), round(float(score), 3)))
    return segments
