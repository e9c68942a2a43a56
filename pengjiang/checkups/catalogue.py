"""The models that look for patterns across files (domain.md 8.10), and what each rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pengjiang.checks.rule import RULES
from pengjiang.law.citations import Citation


@dataclass(frozen=True)
class PatternModel:
    """``rules`` are those whose citations it rests on; ``problem`` is the category of a referral; ``measure`` what its chart shows."""

    code: str
    title: str
    looks_for: str
    rules: tuple[str, ...]
    problem: str
    by: str
    measure: str = "count"

    def citations(self, on: date) -> list[Citation]:
        """The articles as they stand on a day."""
        return list(dict.fromkeys(one for code in self.rules for one in RULES[code].citations(on)))


_ALL = (
    PatternModel(
        "LM01", "超期申请强制执行", "罚款逾期未缴，超过三个月申请人民法院强制执行的期限仍未申请，按镇街和年度合计金额。", ("QX09",), "time", "年度", "total"
    ),
    PatternModel("LM02", "应告知听证未告知", "拟罚款、没收的数额达到听证标准，或者属于其他应当告知听证的处罚，案卷没有告知听证权利。", ("CX13",), "procedure", "季度"),
    PatternModel("LM03", "同日同人多地执法", "同一执法人员同一日在时间重叠的两份以上笔录中出现，按日期归为一组。", ("ZJ04",), "evidence", "季度"),
    PatternModel("LM04", "同类案件罚款差异", "同一事项、同一裁量阶次的罚款，按镇街和季度比较；不足最少件数的不显示数额。", ("CL09",), "discretion", "季度", "mean"),
    PatternModel("LM05", "复议机关、法院模板错误", "处罚决定书写错复议机关或者管辖法院，按写成的名称归组：同一名称即同一模板，宜制发一份类案建议。", ("JJ01", "JJ04"), "remedy", "写法"),
    PatternModel("LM06", "简易程序异地异时", "适用简易程序，但没有在发现违法行为的现场、当时作出决定。", ("CX18",), "procedure", "季度"),
    PatternModel("LM07", "罚而不改、以罚代管", "同一地点多次罚款，其间没有责令改正后的复查记录。", ("CX27",), "inaction", "地点"),
    PatternModel("LM08", "有案不移", "案卷载明涉嫌犯罪（如非法处置危险废物三吨以上），没有移送司法机关的记录。", ("CX30",), "law", "季度"),
    PatternModel("LM09", "首违不罚适用不均", "同一事项，有的镇街不予处罚、有的镇街处罚，按镇街比较处罚与不罚的件数。", ("CL06",), "discretion", "事项"),
    PatternModel("LM10", "职权收回后仍处罚", "作出处罚时，所办事项不在下放给该镇街的职权清单内。", ("ZT02",), "subject", "季度"),
    PatternModel("ZJ04", "执法人员时间冲突", "同一执法人员的两份笔录时间重叠而地点不同（相差五分钟以内的不计）。", ("ZJ04",), "evidence", "季度"),
    PatternModel("FL06", "一事多罚", "同一当事人同一时间的同一行为，在两件案卷中都被罚款，含不同单位的案卷。", ("FL06",), "law", "季度"),
    PatternModel("CL09", "同案同罚偏离", "罚款数额偏离同一事项、同一阶次近两年平均数两个标准差以上，仅供参考。", ("CL09",), "discretion", "季度"),
)
MODELS: dict[str, PatternModel] = {model.code: model for model in _ALL}
