"""The circular as it is printed: red head, sections, annexes, no party and no reviewer by name."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from django.urls import reverse

from pengjiang.common import clock
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.registry import BuildContext
from pengjiang.documents.services import make_one
from reviews.documents.circular import review_circular
from reviews.models import Finding
from reviews.services import closing
from tests.reviews.story import Story
from tests.support import browser
from tests.support.walk import sign_in

pytestmark = pytest.mark.django_db


def test_the_circular(district, today):
    story = Story.of(district).register(each=6).graded(size=10, minimum=4, marks=(("12", "14"), ("2", "3")))
    # A reviewer has named the party: the circular says 黎某.
    Finding.objects.filter(file__round=story.round).update(reasons="当事人黎伯涛未在笔录上签名。")
    closing.publish(story.round, actor=story.maker)
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
    assert "当事人黎某未在笔录上签名" in text
    assert "黎伯涛" not in text
    assert not any(person.name in text for person in story.panel)
    assert "由高到低" not in text


def test_towns_are_ranked_only_where_the_plan_says_so(district, today):
    """The second town fares better: it comes first in the ranking, and stays second wherever nothing is ranked."""
    story = Story.of(district).register(each=2, kinds=["P_GEN"]).graded(size=2, minimum=1, ranked=True, marks=(("4", "4"), ("1", "1")))
    first, second = (town.short_name for town in story.towns)
    ranked = said_by(story.round)
    assert f"由高到低依次为：{second}（99.00分，1件）、{first}（96.00分，1件）。" in ranked
    story.round.ranked = False
    plain = said_by(story.round)
    assert "由高到低" not in plain
    assert plain.index(f"'{first}'") < plain.index(f"'{second}'")
    page = sign_in(story.maker).get(reverse("reviews:statistics")).content.decode()
    assert "排名" not in page
    assert page.index(first) < page.index(second)


def said_by(row):
    context = BuildContext(organisation=row.made_by.organisation, on=clock.today(), number="江蓬司通〔2026〕1号", texts={})
    return str(review_circular(row, context).blocks)
