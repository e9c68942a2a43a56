"""借阅审批单, 档案移交清单, 档案销毁清单."""

from __future__ import annotations

from typing import Any

from cases.documents.parts import day_text, full, grid, pair, sign_row
from cases.models import ArchivePackage, Borrowing, Destruction
from pengjiang.documents.blocks import FieldTable, Form, Letterhead, Paragraph, Table, Title, Tree
from pengjiang.documents.registry import BuildContext, document_type


def _volumes(rows: Any) -> Table:
    heads = ("序号", "档号", "案件名称", "案号", "保管期限", "保管至", "页数")
    body = [
        (str(place), row.number, row.case.title, row.case.number, row.retention, day_text(row.keep_until) or "永久", str(row.main_pages + row.inner_pages))
        for place, row in enumerate(rows.select_related("case").order_by("number"), start=1)
    ]
    return grid(heads, body, (6, 19, 25, 20, 9, 14, 7), left=(2,))


@document_type("borrowing_slip", "借阅审批单", model="cases.borrowing", form=Form.PLAIN)
def borrowing_slip(obj: Borrowing, ctx: BuildContext) -> Tree:
    """Who may read which volume, until when, by whose word."""
    table = FieldTable(
        (
            pair(("档号", obj.volume.number), ("案号", obj.volume.case.number)),
            full("案件名称", obj.volume.case.title),
            pair(("借阅人", obj.asked_by.name), ("申请日期", day_text(obj.asked_on))),
            pair(("借阅范围", "正卷、副卷" if obj.inner else "正卷"), ("归还期限", day_text(obj.due_on))),
            full("借阅事由", obj.purpose, lines=3),
            sign_row("审批意见", obj.decided_as, obj.decided_on, said=obj.note or "同意。"),
            sign_row("归还登记"),
        )
    )
    return Tree(Form.PLAIN, "借阅审批单", (Letterhead(ctx.mark), Title("档案借阅审批单"), table))


@document_type("transfer_list", "档案移交清单", model="cases.archivepackage", form=Form.PLAIN)
def transfer_list(obj: ArchivePackage, ctx: BuildContext) -> Tree:
    """What went to the archives, with the result of the four checks; signed by both."""
    checks = [(kind, f"{len(found)}项", "通过" if all(row["ok"] for row in found) else "未通过") for kind, found in obj.checks_in_order]
    blocks = (
        Letterhead(ctx.mark),
        Title("档案移交清单"),
        Paragraph(f"下列卷宗于{day_text(obj.handed_on)}移交{obj.receiver}。移交包SHA-256：{obj.sha256}"),
        _volumes(obj.volumes),
        grid(("检测", "项数", "结论"), checks, (40, 30, 30), caption="四性检测"),
        FieldTable((sign_row("移交人", obj.made_by.name, obj.handed_on), sign_row(f"接收人（{obj.received_by}）"))),
    )
    return Tree(Form.PLAIN, "档案移交清单", blocks)


@document_type("destruction_list", "档案销毁清单", model="cases.destruction", form=Form.PLAIN)
def destruction_list(obj: Destruction, ctx: BuildContext) -> Tree:
    """Kept for ever: what was destroyed, by whose two words, before whom."""
    table = FieldTable(
        (
            full("鉴定意见", obj.opinion, lines=3),
            sign_row("审核人", obj.reviewed_as, obj.reviewed_on),
            sign_row("批准人", obj.approved_as, obj.approved_on),
            pair(("销毁日期", day_text(obj.done_on)), ("监销人", obj.witnesses)),
            sign_row("监销人签名"),
        )
    )
    return Tree(Form.PLAIN, "档案销毁清单", (Letterhead(ctx.mark), Title("档案销毁清单"), _volumes(obj.volumes), table))
