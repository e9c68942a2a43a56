"""Small real files for tests."""

from __future__ import annotations

import io
import zipfile

import img2pdf
from PIL import Image


def jpg(shade: int = 255, *, width: int = 600, height: int = 850) -> bytes:
    """One picture; different shades differ in content."""
    out = io.BytesIO()
    Image.new("L", (width, height), shade).save(out, "JPEG")
    return out.getvalue()


def pdf(pages: int = 1, *, shade: int = 255) -> bytes:
    """A scan of several pages."""
    return img2pdf.convert([jpg(shade - place) for place in range(pages)])


def office(inner: str) -> bytes:
    """An office archive that holds ``inner``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(inner, "<x/>")
    return out.getvalue()
