"""评查统计: by town, kind, field, category, item, quarter; each chart with its table; workbook and paper."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse

from pengjiang.web.components.frames import Figure
from pengjiang.web.views.base import GuardedView, PageView
from reviews.charts import bars, shade, trend
from reviews.permissions import ReviewPermission as P
from reviews.queries.statistics import Statistics, finished_rounds, own_town
from reviews.views.findings import workbook
from reviews.workbooks import OVERVIEW, Book, line_cells


class Chosen:
    """The rounds that the address names, all finished ones without."""

    request: HttpRequest

    def figures(self) -> tuple[list[Any], list[Any], Statistics]:
        user = self.request.user
        keys = [int(key) for key in self.request.GET.getlist("round") if key.isdecimal() and len(key) < 10]
        every = finished_rounds(user)
        chosen = [row for row in every if row.pk in keys] or every
        return every, chosen, Statistics(chosen, town=own_town(user))


class StatisticsPage(Chosen, PageView):
    """The charts."""

    permission = P.VIEW
    title = "评查统计"
    menu_key = "review-statistics"
    template_name = "reviews/statistics/page.html"
    note = "平均分以抽取并定级的案卷为分母，必评案卷不计入；按行政区划顺序排列，不对评查员作任何统计。"

    def get_context(self) -> dict[str, Any]:
        every, chosen, found = self.figures()
        overall, towns, heat = found.overall, found.by_town(), found.heat()
        quarters = found.by_quarter()
        groups, items = found.by_group(), found.by_item()
        summary = [
            Figure("评查案卷", overall.count, unit="件", note=f"另有必评 {found.forced} 件"),
            Figure("平均分", overall.mean if overall.mean is not None else "—", unit="分", note=f"分母 {overall.count} 件"),
            Figure("优秀", f"{overall.excellent}/{overall.count}", note="优秀 ÷ 评查案卷"),
            Figure("不合格", f"{overall.failed}/{overall.count}", note=f"一票否决 {overall.vetoed} 件"),
            Figure("问题", overall.problems, unit="项", note=f"分母 {overall.count} 件"),
        ]
        return {
            **super().get_context(),
            "every": every,
            "chosen": {row.pk for row in chosen},
            "query": self.request.GET.urlencode(),
            "overall": overall,
            "summary": summary,
            "tables": [
                ("town", "各镇街平均分", bars("各镇街平均分", [(line.label, line.mean) for line in towns], unit="分", most=100), towns),
                ("kind", "各类案卷平均分", bars("各类案卷平均分", [(line.label, line.mean) for line in found.by_kind()], unit="分", most=100), found.by_kind()),
                ("field", "各领域平均分", bars("各领域平均分", [(line.label, line.mean) for line in found.by_field()], unit="分", most=100), found.by_field()),
            ],
            "trend": trend("各季度平均分", [(line.label, line.mean) for line in quarters if line.mean is not None]),
            "quarters": quarters,
            "distribution": bars("得分分布", found.distribution(), unit="件"),
            "bands": found.distribution(),
            "groups": groups,
            "group_bars": bars("各类问题数", [(group, count) for group, count, _ in groups], unit="项"),
            "items": items,
            "heat_groups": heat.groups,
            "heat": [(name, count, [(number, value, shade(value, heat.most)) for number, value in cells]) for name, count, cells in heat.rows],
        }


class StatisticsWorkbook(Chosen, GuardedView):
    """The same tables as a workbook."""

    permission = P.VIEW

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _, chosen, found = self.figures()
        out = BytesIO()
        book = Book(out)
        note = f"{'、'.join(row.title for row in chosen)}；分母为抽取并定级的案卷{found.overall.count}件，必评{found.forced}件不计入。"
        for name, title, lines in (
            ("镇街", "各镇街", found.by_town()),
            ("类型", "各类案卷", found.by_kind()),
            ("领域", "各领域", found.by_field()),
            ("季度", "各季度", found.by_quarter()),
        ):
            book.table(name, f"{title}评查情况", (name, *OVERVIEW[1:]), [line_cells(line) for line in (*lines, found.overall)], note=note, widths=(18,))
        book.table("得分分布", "得分分布", ("分数段", "件数"), found.distribution(), note=note, widths=(18,))
        book.table("问题类别", "问题类别", ("类别", "问题数", "扣分合计"), [(a, b, float(c)) for a, b, c in found.by_group()], note=note, widths=(22,))
        book.table("评查项目", "评查项目", ("编号", "项目", "问题数", "扣分合计"), [(a, b, c, float(d)) for a, b, c, d in found.by_item(200)], note=note, widths=(8, 34))
        book.close()
        return workbook(out, "评查统计.xlsx")
