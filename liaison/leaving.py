"""What a unit has in the liaison room: its questions with their answers, the notices it was sent, what its people learned."""

from __future__ import annotations

from liaison.models import Enrolment, Question, Receipt
from pengjiang.files.leaving import belongs, day

belongs(
    "答疑",
    rows=lambda unit, user: Question.objects.visible_to(user)
    .filter(organisation__in=unit.lineage)
    .select_related("asker")
    .prefetch_related("words")
    .order_by("pk"),
    columns=(
        ("问题", lambda row: row.title),
        ("具体情况", lambda row: row.text),
        ("提问人", lambda row: row.asker.name),
        ("提问日期", day("asked_at")),
        ("解答", lambda row: "\n".join(one.text for one in row.words.all() if one.is_answer)),
    ),
    name=lambda row: f"{row.pk}-{row.title}",
)
belongs(
    "通报签收",
    rows=lambda unit, user: Receipt.objects.visible_to(user).filter(organisation__in=unit.lineage).select_related("notice").order_by("pk"),
    columns=(
        ("编号", lambda row: row.notice.number),
        ("通报", lambda row: row.notice.title),
        ("内容", lambda row: row.notice.body),
        ("签收时间", day("read_at")),
        ("反馈", lambda row: row.answer),
    ),
    name=lambda row: row.notice.number or str(row.pk),
)
belongs(
    "培训记录",
    rows=lambda unit, user: Enrolment.objects.visible_to(user)
    .filter(organisation__in=unit.lineage)
    .select_related("course", "person")
    .order_by("pk"),
    columns=(
        ("课程", lambda row: row.course.title),
        ("学员", lambda row: row.person.name),
        ("报名日期", day("enrolled_on")),
        ("测验最高分", lambda row: row.best),
        ("结业日期", day("certified_on")),
    ),
    name=lambda row: f"{row.pk}-{row.person.name}",
)
