"""结业证书."""

from __future__ import annotations

from cases.documents.parts import day_text
from liaison.documents.sharing import ROOM
from liaison.models import Enrolment
from pengjiang.documents.blocks import Form, Letterhead, Number, Paragraph, Signature, Title, Tree
from pengjiang.documents.registry import BuildContext, document_type
from pengjiang.events.types import Audience


@document_type("course_certificate", "结业证书", model="liaison.enrolment", form=Form.PLAIN, audience=Audience.SHARED, issuer=lambda row: row.course.mentor.person.organisation)
def course_certificate(row: Enrolment, ctx: BuildContext) -> Tree:
    """Who, of which body, which course, with what result."""
    course = row.course
    result = f"，测验成绩{row.best}分" if row.best is not None else ""
    blocks = (
        Letterhead(ROOM),
        Title("结业证书"),
        Number(f"结业登记{row.pk}号"),
        Paragraph(f"{row.organisation.name}{row.person.name}同志："),
        Paragraph(f"参加导师课堂《{course.title}》（授课导师：{course.mentor}）学习{result}，考核合格，准予结业。"),
        Paragraph(f"结业日期：{day_text(row.certified_on)}。"),
        Signature((ctx.organisation.name,), row.certified_on or ctx.on),
    )
    return Tree(Form.PLAIN, f"{row.person.name}结业证书", blocks)
