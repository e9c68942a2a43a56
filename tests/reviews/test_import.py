"""An office's own standard from Excel; what is wrong with a workbook is said by its line, and nothing is stored by half."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pengjiang.common.errors import DomainError, NotAllowed
from reviews.models import RubricVersion
from reviews.services import rubrics
from tests.reviews.story import Story
from tests.support.walk import sign_in

pytestmark = pytest.mark.django_db
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = ("编号", "评查项目", "部分", "满分", "扣分办法", "依据")
ROWS = (
    ("A01", "执法主体", "主体", 40, "2 以内设机构名义；0.5 未引用职权清单", "《行政处罚法》第二十四条"),
    ("A02", "执法人员", "主体", 30.5, "1 未载明证号; 3 仅一人", "《行政处罚法》第四十二条"),
    ("A03", "文书", "文书", 29.5, "", ""),
)


@pytest.fixture
def story(district):
    rubrics.ensure_packaged()
    return Story.of(district)


def book(rows=ROWS, head=HEAD):
    made = openpyxl.Workbook()
    for row in (head, *rows):
        made.active.append(row)
    out = io.BytesIO()
    made.save(out)
    return SimpleUploadedFile("标准.xlsx", out.getvalue(), content_type=XLSX)


def test_it_becomes_a_draft_and_then_the_standard_in_use(story):
    row = rubrics.import_rubric(kind="A", title="本区标准", file=book(), actor=story.maker)

    assert (row.version, row.status, row.title) == (2, "draft", "本区标准")
    items = row.rubric.items
    assert [(item.code, item.maximum, len(item.deductions)) for item in items] == [("A01", 40, 2), ("A02", 30.5, 2), ("A03", 29.5, 0)]
    assert items[0].deductions[1].reason == "未引用职权清单"
    # Vetoes and links to the file check are those of the kind.
    assert [veto.code for veto in row.rubric.vetoes][:2] == ["AV1", "AV2"]
    assert items[0].rules == ("ZT01", "ZT02", "ZT03")
    rubrics.activate_rubric(row, actor=story.maker)
    assert list(RubricVersion.objects.filter(kind="A").order_by("version").values_list("status", flat=True)) == ["retired", "active"]
    with pytest.raises(DomainError, match="只有草稿可以启用"):
        rubrics.activate_rubric(row, actor=story.maker)
    with pytest.raises(NotAllowed):
        rubrics.import_rubric(kind="A", title="本区标准", file=book(), actor=story.panel[0])


def change(place, at, value):
    rows = [list(row) for row in ROWS]
    rows[place][at] = value
    return book(rows)


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (lambda: book(head=("编号", "评查项目", "部分", "分数", "扣分办法", "依据")), "缺少列：满分"),
        (lambda: change(0, 3, 39), "合计应为100分，现为99分"),
        (lambda: change(1, 0, "A01"), "编号重复：A01"),
        (lambda: change(1, 1, None), "第3行缺少评查项目"),
        (lambda: change(1, 4, "扣一分"), "第3行的扣分办法应写成"),
        (lambda: change(1, 3, "三十"), "不是数字"),
        (lambda: change(0, 4, "50 过多"), "超过该项满分"),
        (lambda: SimpleUploadedFile("标准.xlsx", b"not a workbook", content_type=XLSX), ""),
        (lambda: SimpleUploadedFile("标准.xlsx", b"PK\x03\x04broken", content_type=XLSX), ""),
        (lambda: book(rows=()), ""),
    ],
)
def test_a_bad_workbook_is_refused_beside_its_field(story, file, says):
    response = sign_in(story.maker).post(reverse("reviews:rubric-import"), {"kind": "A", "title": "本区标准", "file": file()})

    assert response.status_code == 422
    (error,) = response.context["form"].errors["file"]
    assert says in error
    assert error.endswith("。")
    assert RubricVersion.objects.filter(kind="A").count() == 1
