"""Small real files to upload: a PDF of some pages, a photo."""

from __future__ import annotations

from pathlib import Path

import img2pdf
from PIL import Image, ImageDraw


def sample_photo(folder: Path, *, name: str = "现场照片.jpg", colour: str = "white") -> Path:
    """A photo that is really a JPEG."""
    image = Image.new("RGB", (600, 800), colour)
    ImageDraw.Draw(image).rectangle((60, 60, 540, 740), outline="black", width=4)
    path = folder / name
    image.save(path, "JPEG", quality=80)
    return path


def sample_pdf(folder: Path, *, pages: int, name: str = "扫描件.pdf") -> Path:
    """A scanned volume: one picture to a page."""
    images = [str(sample_photo(folder, name=f"page-{number}.jpg", colour=f"#f{number % 10}f{number % 10}f0")) for number in range(pages)]
    path = folder / name
    path.write_bytes(img2pdf.convert(images))
    return path
