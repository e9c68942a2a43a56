"""补录历史案件 from a workbook: one row a closed case, with its recommendation where one was made."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse

from cases.case_types import CASE_TYPES
from cases.enums import Adoption, Channel
from cases.models import SupervisionCase
from cases.permissions import CasePermission
from cases.services.history import enter_history
from pengjiang.accounts.models import Organisation
from pengjiang.common.errors import DomainError
from pengjiang.exchange.cells import day
from pengjiang.exchange.spec import ImportColumn, ImportSpec, Outcome, Row, register_import

COLUMNS = (
    ImportColumn("number", ("案号", "原案号"), required=True),
    ImportColumn("unified_number", ("统一受案号",)),
    ImportColumn("title", ("案件名称",), required=True),
    ImportColumn("case_type", ("案件类别",), required=True),
    ImportColumn("channel", ("案源",)),
    ImportColumn("subject", ("被监督单位",), required=True),
    ImportColumn("handled_by_name", ("承办人", "原承办人")),
    ImportColumn("docketed_on", ("立案日期", "受理日期"), day, required=True),
    ImportColumn("closed_on", ("办结日期", "结案日期"), day, required=True),
    ImportColumn("result", ("办理结果", "结果"), required=True),
    ImportColumn("result_note", ("结果说明",)),
    ImportColumn("recommendation", ("检察建议书文号", "检察建议文号")),
    ImportColumn("issued_on", ("签发日期", "制发日期"), day),
    ImportColumn("served_on", ("送达日期",), day),
    ImportColumn("replied_on", ("回复日期",), day),
    ImportColumn("adoption", ("采纳情况",)),
    ImportColumn("adoption_reason", ("采纳情况说明",)),
    ImportColumn("problem", ("主要问题",)),
)
TYPES = {kind.label: kind.code for kind in CASE_TYPES.values()} | {"行政非诉执行监督": "execution", "行政执行活动监督": "execution"}
CHANNELS = {label: code for code, label in Channel.choices}
ADOPTIONS = {label: code for code, label in Adoption.choices}


class HistoryRows:
    """Judges by trying the service in a transaction that is given back; stores through the same service."""

    def __init__(self, actor: Any, workbook: str) -> None:
        self.actor = actor
        self.seen: dict[str, int] = {}
        bodies = list(Organisation.objects.all())
        self.bodies = {name: body for body in bodies for name in (body.name, body.short_name)}

    def judge(self, row: Row) -> None:
        """Whatever the form would refuse is refused here, with the row's own words."""
        number = row.values["number"] or ""
        first = self.seen.setdefault(number, row.number)
        if number and first != row.number:
            row.refuse("duplicate", f"案号“{number}”与第{first}行重复。", "案号")
        for key, words, label in (("case_type", TYPES, "案件类别"), ("channel", CHANNELS, "案源"), ("adoption", ADOPTIONS, "采纳情况")):
            value = row.values[key]
            if value and value not in words:
                row.refuse(f"unknown_{key}", f"“{value}”不是可用的{label}，可填：{'、'.join(words)}。", label)
        if row.values["result"] and row.values["case_type"] in TYPES and self._result(row) is None:
            options = "、".join(one.label for one in CASE_TYPES[TYPES[row.values["case_type"]]].results)
            row.refuse("unknown_result", f"“{row.values['result']}”不是该类案件的结果，可填：{options}。", "办理结果")
        if row.values["recommendation"] and not (row.values["issued_on"] and row.values["served_on"] and row.values["adoption"]):
            row.refuse("incomplete", "有检察建议书文号的，须填写签发日期、送达日期和采纳情况。", "检察建议书文号")
        if row.refusals or self._stands(number):
            return
        try:
            with transaction.atomic():
                self._enter(row)
                transaction.set_rollback(True)
        except DomainError as error:
            row.refuse("refused", error.message, next((column.label for column in COLUMNS if column.key == error.field), ""))

    def store(self, row: Row) -> Outcome:
        """A number that stands already is left alone: the sheet may be imported again."""
        if self._stands(row.values["number"]):
            return Outcome.UNCHANGED
        self._enter(row)
        return Outcome.NEW

    @staticmethod
    def _stands(number: str) -> bool:
        return SupervisionCase.objects.filter(number=number, is_history=True).exists()

    @staticmethod
    def _result(row: Row) -> str | None:
        results = CASE_TYPES[TYPES[row.values["case_type"]]].results
        return next((one.code for one in results if one.label == row.values["result"]), None)

    def _enter(self, row: Row) -> None:
        value = row.values
        body = self.bodies.get(value["subject"])
        recommendation = None
        if value["recommendation"]:
            recommendation = {
                "number": value["recommendation"],
                "adoption": ADOPTIONS[value["adoption"]],
                "issued_on": value["issued_on"],
                "served_on": value["served_on"],
                "replied_on": value["replied_on"],
                "adoption_reason": value["adoption_reason"] or "",
                "problem": value["problem"] or "",
            }
        enter_history(
            actor=self.actor,
            number=value["number"],
            unified_number=value["unified_number"] or "",
            title=value["title"],
            case_type=TYPES[value["case_type"]],
            channel=CHANNELS.get(value["channel"] or "", Channel.OTHER_CASES),
            subject=body,
            subject_name="" if body else value["subject"],
            handled_by_name=value["handled_by_name"] or "",
            docketed_on=value["docketed_on"],
            closed_on=value["closed_on"],
            result=self._result(row),
            result_note=value["result_note"] or "",
            recommendation=recommendation,
        )


HISTORY = register_import(
    ImportSpec(
        code="cases.history",
        title="历史案件",
        noun="案件",
        columns=COLUMNS,
        permission=CasePermission.HISTORY,
        handler=HistoryRows,
        preview=("number", "title", "case_type", "subject", "docketed_on", "closed_on", "result", "recommendation"),
        done_url=lambda: f"{reverse('cases:cases')}?is_history=1",
        hint="2020年以来、本系统启用前已经办结的案件。沿用原案号和文号，计入统计，不产生期限和提醒；重复导入不改变已补录的案件。",
    )
)
