"""How the tests measure a PDF: in millimetres from the top left, by its characters and by its ink."""

from io import BytesIO

import pdfplumber
import pikepdf
import pypdfium2
from PIL import Image, ImageChops

MM = 25.4 / 72
DPI = 300
DOT = 25.4 / DPI


def pages_of(pdf: bytes):
    """pdfplumber's pages; only ever read while the list is alive."""
    return pdfplumber.open(BytesIO(pdf)).pages


def characters(page, size: float) -> list[dict]:
    """Characters of one size."""
    return [char for char in page.chars if abs(char["size"] - size) < 0.05]


def line_tops(page, size: float = 16) -> list[float]:
    """The top of each line of text, in mm."""
    return sorted({round(char["top"] * MM, 1) for char in characters(page, size)})


def picture(pdf: bytes, page: int = 0) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[page].render(scale=DPI / 72).to_pil().convert("RGB")


def red_only(image: Image.Image) -> Image.Image:
    """Pure red ink as white on black."""
    red, green, blue = image.split()
    return ImageChops.multiply(
        red.point(lambda value: 255 * (value > 200)),
        ImageChops.multiply(green.point(lambda value: 255 * (value < 90)), blue.point(lambda value: 255 * (value < 90))),
    )


def dark_only(image: Image.Image) -> Image.Image:
    return image.convert("L").point(lambda value: 255 * (value < 100))


def bands(mask: Image.Image, *, left: float = 0, right: float = 210, top: float = 0, bottom: float = 297) -> list[tuple[float, float]]:
    """Stretches of rows that hold ink, top to bottom, in mm."""
    box = mask.crop((int(left / DOT), int(top / DOT), int(right / DOT), int(bottom / DOT)))
    rows = [box.crop((0, row, box.width, row + 1)).getbbox() is not None for row in range(box.height)] + [False]
    found, start = [], None
    for row, inked in enumerate(rows):
        if inked and start is None:
            start = row
        if not inked and start is not None:
            found.append((round(top + start * DOT, 1), round(top + row * DOT, 1)))
            start = None
    return found


def text_of(pdf: bytes, *, top: float = 25) -> str:
    """The text of the type area of every page, without white space: what a reader copies, less the page numbers."""
    parts = []
    for page in pypdfium2.PdfDocument(pdf):
        width, height = page.get_size()
        bottom = 262.5 if height > width else 184.5
        parts.append(page.get_textpage().get_text_bounded(0, height - bottom / MM, width, height - top / MM))
    return squeezed("".join(parts))


def squeezed(text: str) -> str:
    return "".join(text.split())


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Base font → whether its program is in the file."""
    found = {}
    document = pikepdf.open(BytesIO(pdf))
    for obj in document.objects:
        if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor":
            found[str(obj["/FontName"])] = any(key in obj for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


def glyph_numbers(pdf: bytes) -> set[int]:
    """Every glyph shown on any page; 0 is .notdef, the empty box."""
    document = pikepdf.open(BytesIO(pdf))
    streams = list(document.pages) + [obj for obj in document.objects if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Form"]
    found: set[int] = set()
    for stream in streams:
        for operands, operator in pikepdf.parse_content_stream(stream):
            if str(operator) not in {"Tj", "TJ"}:
                continue
            shown = operands[0] if str(operator) == "TJ" else operands
            for item in shown:
                if isinstance(item, pikepdf.String):
                    codes = bytes(item)
                    found |= {int.from_bytes(codes[place : place + 2]) for place in range(0, len(codes), 2)}
    return found
