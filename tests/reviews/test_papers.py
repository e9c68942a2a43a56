"""The circular as it is printed: red head, sections, annexes, no party and no reviewer by name."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import make_one
from tests.reviews.story import Story
from tests.support import browser

pytestmark = pytest.mark.django_db


def test_the_circular(district, today):
    story = Story.of(district).register(each=6).published(size=10, minimum=4, marks=(("12", "14"), ("2", "3")))
    circular = IssuedDocument.objects.get(type_code="review_circular")
    make_one(circular.pk)
    circular.refresh_from_db()
    content = circular.pdf.read()
    kept = browser.ARTEFACTS / "reviews" / "通报.pdf"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)

    with pdfplumber.open(io.BytesIO(content)) as book:
        text = "\n".join(page.extract_text() for page in book.pages).replace(" ", "")
        assert len(book.pages) >= 3
    for words in ("江蓬司通〔2026〕1号", "一、基本情况", "二、主要做法成效和优秀案卷", "三、存在的问题", "四、整改要求", "附件1", "案卷得分表"):
        assert words in text, words
    assert "黎伯涛" not in text
    assert not any(person.name in text for person in story.panel)
