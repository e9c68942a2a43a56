"""拍照成册: photographs of pages become one PDF, upright, in the order and turn they were given."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from pengjiang.files import photographs, services
from pengjiang.files.models import StoredFile
from tests import factories as f
from tests.support.browser import sign_in
from tests.support.district import person
from tests.support.dossiers import dossier

JSON = {"accept": "application/json"}
RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 160, 60), (30, 60, 200), (255, 255, 255)


def photo(colour, *, size=(300, 400), orientation=0, kind="JPEG") -> bytes:
    """A page of one colour whose top fifth is white: which way is up can be seen."""
    image = Image.new("RGB", size, colour)
    image.paste(WHITE, (0, 0, size[0], size[1] // 5))
    exif = Image.Exif()
    if orientation:
        exif[0x0112] = orientation
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def shots(*contents: bytes, ending="jpg") -> list[ContentFile]:
    return [ContentFile(content, name=f"image{n}.{ending}") for n, content in enumerate(contents)]


def sides(pdf: bytes) -> list[tuple[str, str]]:
    """Of each page: its colour, and on which side its white stripe lies."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        image = page.render(scale=0.4).to_pil().convert("RGB")
        width, height = image.size
        centre = image.getpixel((width // 2, height // 2))
        colour = {0: "red", 1: "green", 2: "blue"}[centre.index(max(centre))]
        near = {"top": (width // 2, height // 12), "bottom": (width // 2, height - height // 12), "left": (width // 10, height // 2), "right": (width - width // 10, height // 2)}
        found.append((colour, next((side for side, spot in near.items() if min(image.getpixel(spot)) > 200), "")))
    return found


def bind(*pairs) -> bytes:
    return photographs.bind([photographs.Photograph(io.BytesIO(content), turn) for content, turn in pairs])


def test_pages_stand_in_order_upright_and_turned_as_asked():
    # The second was held on its side, as the camera noted (6: the top lies on the right); the third the person turned.
    lying = Image.open(io.BytesIO(photo(GREEN))).rotate(90, expand=True)
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    lying.save(out, "JPEG", exif=exif)

    made = bind((photo(RED), 0), (out.getvalue(), 0), (photo(BLUE), 90), (photo(RED, kind="PNG"), 180))

    assert sides(made) == [("red", "top"), ("green", "top"), ("blue", "right"), ("red", "bottom")]
    with pikepdf.open(io.BytesIO(made)) as book:
        assert [tuple(round(float(side)) for side in page.mediabox[2:]) for page in book.pages] == [(595, 842), (595, 842), (842, 595), (595, 842)]


def test_a_large_photograph_is_made_small():
    noisy = Image.effect_noise((4000, 3000), 60).convert("RGB")
    out = io.BytesIO()
    noisy.save(out, "JPEG", quality=95)
    made = bind((out.getvalue(), 0))

    with pikepdf.open(io.BytesIO(made)) as book:
        picture = next(iter(book.pages[0].images.values()))
        assert (int(picture.Width), int(picture.Height)) == (2340, 1755)
    assert len(made) < len(out.getvalue()) / 2


@pytest.mark.django_db
def test_pages_are_taken_in_under_the_name_given(client):
    officer = person("town_officer")
    target = dossier(actor=officer)
    client.force_login(officer)
    url = reverse("files:upload", args=[f"dossiers.dossier:{target.pk}", "volume"])

    good = client.post(url, {"shot": shots(photo(RED), photo(GREEN)), "turn": ["0", "90"], "name": "询问笔录"}, headers=JSON)
    nameless = client.post(url, {"shot": shots(photo(BLUE)), "turn": ["x"]}, headers=JSON)
    broken = client.post(url, {"shot": shots(photo(RED), b"\xff\xd8\xff\xe0broken"), "turn": ["0", "0"]}, headers=JSON)
    other = client.post(url, {"shot": shots(b"%PDF-1.4 not a photograph", ending="pdf")}, headers=JSON)

    assert (good.status_code, good.json()["name"]) == (201, "询问笔录.pdf")
    assert nameless.json()["name"].startswith("拍照2")
    assert (broken.status_code, broken.json()["error"]) == (422, "第2张照片无法读取，请重拍或者移除后再试。")
    assert (other.status_code, "请上传JPG、PNG文件" in other.json()["error"]) == (422, True)
    assert list(StoredFile.objects.of(target).values_list("content_type", flat=True)) == ["application/pdf"] * 2
    assert sides(services.read_bytes(StoredFile.objects.of(target).first())) == [("red", "top"), ("green", "right")]


@pytest.mark.django_db
def test_too_many_pages_and_a_reader_are_refused(client, monkeypatch):
    officer, reader = person("town_officer"), person("town_legal")
    target = dossier(actor=officer)
    url = reverse("files:upload", args=[f"dossiers.dossier:{target.pk}", "volume"])
    monkeypatch.setattr(photographs, "MOST", 1)
    client.force_login(officer)
    assert "一次最多合成1页" in client.post(url, {"shot": shots(photo(RED), photo(BLUE))}, headers=JSON).json()["error"]
    client.force_login(reader)
    assert client.post(url, {"shot": shots(photo(RED))}, headers=JSON).status_code == 403
    assert not StoredFile.objects.exists()


@pytest.mark.browser
def test_pages_are_taken_arranged_and_bound_on_a_telephone(live, new_context, district, shot):
    target = f.dossier(district)
    page = new_context(base_url=live).new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, "officer", password=f.PASSWORD)
    page.goto(f"{target.get_absolute_url()}?tab=files")
    take = page.locator("[data-shots-input][capture]")
    assert take.get_attribute("capture") == "environment"

    for n, colour in enumerate((RED, GREEN, BLUE, GREEN)):
        take.set_input_files({"name": "image.jpg", "mimeType": "image/jpeg", "buffer": photo(colour, size=(300, 400 + n))})
    page.get_by_text("拍第 5 页").wait_for()
    page.get_by_role("button", name="第 4 页移除").click()
    page.get_by_role("button", name="第 3 页前移").click()
    page.get_by_role("button", name="第 1 页旋转").click()
    page.get_by_label("名称").fill("现场检查笔录")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    shot(page, "拍照")
    page.get_by_role("button", name="合成 PDF 并上传").click()
    page.get_by_text("已合成《现场检查笔录.pdf》并上传。").wait_for()

    file = StoredFile.objects.of(target).get()
    assert (file.name, file.kind) == ("现场检查笔录.pdf", "volume")
    assert sides(services.read_bytes(file)) == [("red", "right"), ("blue", "top"), ("green", "top")]
    page.locator("#files-volume").get_by_text("现场检查笔录.pdf").first.wait_for()
