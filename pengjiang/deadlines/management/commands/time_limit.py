"""``manage.py time_limit TM02 2024-09-30``: the end of a time limit and every step of its count.

Works straight after set-up: no environment variable, database or Redis; it reads the packaged calendar and tables.
"""

import json
import sys
from datetime import date, datetime

from django.core.management.base import BaseCommand, CommandParser

from pengjiang.common.chinese import to_chinese
from pengjiang.deadlines import calendar
from pengjiang.deadlines.asking import as_json, read_code, read_extension, read_length, read_pause, read_start
from pengjiang.deadlines.compute import due
from pengjiang.deadlines.limits import Limit
from pengjiang.deadlines.steps import Due
from pengjiang.deadlines.wording import name_day, name_moment

BAD_INPUT = 2


class Command(BaseCommand):
    """Parses, counts, prints; exit 2 with one Chinese sentence where the code or a date is bad."""

    help = "计算一项期限的届满日，并逐步说明依据。"
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        _speak_chinese(parser)
        parser.add_argument("code", metavar="CODE", help="期限代码，如 TM02")
        parser.add_argument("start", metavar="START", help="起算日，如 2024-09-30；TM05 为时刻，如 2022-04-01T16:20；TM07、TM25 为听证日")
        parser.add_argument("--extend", metavar="N", action="append", default=[], help="经批准延长的数量，单位与期限相同，可多次")
        parser.add_argument("--pause", metavar="FROM..TO", action="append", default=[], help="扣除的期间，首尾两日都不计入，可多次")
        parser.add_argument("--length", metavar="L", help="代替法定长度：15d 日、7w 工作日、6m 月、24h 小时")
        parser.add_argument("--field", metavar="F", help="案件领域，TM01、TM38 按该领域的程序规章计算，如 resources")
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *, code: str, start: str, **options: object) -> None:
        try:
            limit = read_code(code)
            result = due(
                limit,
                read_start(start),
                calendar.packaged(),
                pauses=[read_pause(text) for text in options["pause"]],
                extensions=[read_extension(text) for text in options["extend"]],
                length=read_length(limit, options["length"], options["field"], start),
            )
        except (ValueError, OverflowError) as error:
            self.stderr.write(str(error) if isinstance(error, ValueError) else "日期超出可计算的范围。")
            sys.exit(BAD_INPUT)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(limit, result), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(as_text(limit, result))


def as_text(limit: Limit, result: Due) -> str:
    """The page a person reads."""
    lines = [f"{limit.code} {limit.title}", f"起算：{_name(result.start)}（{limit.starts_on}）", f"届满：{_name(result.due)}"]
    if result.is_rolled:
        lines.append(f"未顺延的末日：{_name(result.strict)}")
    if result.earliest:
        lines.append(f"最早：{_name(result.earliest)}，{limit.next_step}")
    if result.provisional:
        lines.append("暂定：暂按周末和法定节日推算，放假通知公布后重新计算")
    return "\n".join([*lines, "计算过程：", *(f"{to_chinese(n)}、{step}" for n, step in enumerate(result.steps, start=1))])


def _name(value: date | datetime) -> str:
    return name_moment(value) if isinstance(value, datetime) else name_day(value)


def _speak_chinese(parser: CommandParser) -> None:
    """A missing or unknown argument is answered like a bad code: in Chinese, with exit 2."""

    def complain(_message: str) -> None:
        parser.exit(
            BAD_INPUT, "缺少参数，或者有不认识的参数。用法：manage.py time_limit CODE START [--extend N] [--pause FROM..TO] [--json]\n"
        )

    parser.error = complain
