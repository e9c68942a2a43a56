import io
import zipfile

import pytest

from pengjiang.files.content import CSV, DOCX, JPG, MP4, OFD, PDF, PNG, XLS, XLSX, fits_name, sniff
from tests.support.papers import jpg, office, pdf


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (pdf(), PDF),
        (b"\x00\x00%PDF-1.4 rest", PDF),
        (jpg(), JPG),
        (b"\x89PNG\r\n\x1a\n....", PNG),
        (office("word/document.xml"), DOCX),
        (office("xl/workbook.xml"), XLSX),
        (office("OFD.xml"), OFD),
        (b"\x00\x00\x00\x20ftypisom", MP4),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", XLS),
        ("案号,当事人\n".encode(), CSV),
        ("案号,当事人\n".encode("gb18030"), CSV),
        (b"MZ\x90\x00 program", None),
        (b"<html><script>", None),
        (office("other.txt"), None),
        (office("word/document.xml")[:40], None),
        (b"", None),
    ],
    ids=[
        "PDF",
        "前有杂字节的PDF",
        "JPG",
        "PNG",
        "DOCX",
        "XLSX",
        "OFD",
        "MP4",
        "XLS",
        "CSV",
        "GB编码CSV",
        "程序",
        "网页",
        "普通压缩包",
        "残缺压缩包",
        "空",
    ],
)
def test_sniff_tells_by_content(content, expected):
    assert sniff(io.BytesIO(content)) == expected


def test_macro_workbooks_are_not_known():
    out = office("xl/workbook.xml")
    assert sniff(io.BytesIO(out)) == XLSX

    stream = io.BytesIO(out)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")

    assert sniff(stream) is None


def test_name_must_fit():
    assert fits_name(JPG, "现场.JPEG")
    assert not fits_name(PDF, "现场.jpg")
