"""办案期限 QX01–QX22: last lawful day and the day after, holidays and make-up workdays included (domain 0.6)."""

from datetime import date

from tests.checks.cases import FAIL, MANUAL, MINOR, NOTE, PASS, SERIOUS, SKIP, UNKNOWN, VETO, Case, assert_case, examples
from tests.checks.lawful import ABSENT, DEMOLITION, ENFORCEMENT, GENERAL, INSPECTION, MEASURE, SUMMARY, change, citation

SPOT = change(SUMMARY, payment={"paid_on": "2022-04-29", "channel": "on_the_spot", "amount": 100, "receipt_no": "粤财0001", "handed_in_on": "2022-05-06", "banked_on": "2022-05-09"})
TWICE_BY_HEAD = [{"approved_on": "2022-05-20", "days": 30, "approver_kind": "head"}, {"approved_on": "2022-06-20", "days": 30, "approver_kind": "head"}]
RECONSIDERED = [{"kind": "行政复议", "filed_on": "2025-09-28", "ended_on": "2025-12-01"}]
UNPAID = change(ENFORCEMENT, file_type="P_GEN", enforcement=ABSENT, services__0__on="2025-09-10")
OPEN = change(MEASURE, measure__lifted_on=ABSENT, documents__2=ABSENT)


def handled(filed: str, decided: str, **more: object) -> dict:
    return change(GENERAL, field="other", case__filed_on=filed, decision__dated_on=decided, **more)


def preserved(on: str, handled_on: object) -> dict:
    return change(GENERAL, preservation={"on": on, "approved_on": on}, preservation__handled_on=handled_on)


def seized(lifted: str, **more: object) -> dict:
    """Seized 2022-01-10: thirty days run to 2022-02-09 (domain T5)."""
    return change(MEASURE, measure__acted_at="2022-01-10T10:00", measure__lifted_on=lifted, **more)


def violated(ended: str, found: str, **more: object) -> dict:
    return change(GENERAL, case__violation_from=ended, case__violation_to=ended, case__discovered_at=f"{found}T09:00", **more)


def applied(served: str, on: str, **more: object) -> dict:
    return change(ENFORCEMENT, services__0__on=served, enforcement__court_applied_on=on, enforcement__demand_served_on=ABSENT, services__1=ABSENT, **more)


CASES = [
    Case("QX01", "第九十日", handled("2022-03-01", "2022-05-30"), PASS, says="2022年5月30日"),
    Case("QX01", "第九十一日", handled("2022-03-01", "2022-05-31"), FAIL, SERIOUS, "超过1日，没有延长审批"),
    Case("QX01", "末日在春节假期内", handled("2021-11-06", "2022-02-04"), PASS),
    Case("QX01", "假期顺延的末日由人判断", handled("2021-11-06", "2022-02-07"), MANUAL, NOTE, "2022年2月4日"),
    Case("QX01", "顺延之后", handled("2021-11-06", "2022-02-08"), FAIL, SERIOUS),
    Case("QX01", "有效延长三十日的末日", handled("2022-03-01", "2022-06-29", case__extensions=[{"approved_on": "2022-05-30", "days": 30}]), PASS),
    Case("QX01", "期满以后才延长不计", handled("2022-03-01", "2022-06-29", case__extensions=[{"approved_on": "2022-05-31", "days": 30}]), FAIL, SERIOUS),
    Case("QX01", "扣除鉴定十日", handled("2022-03-01", "2022-06-09", case__suspensions=[{"kind": "鉴定", "from": "2022-04-01", "to": "2022-04-10"}]), PASS, says="扣除10日"),
    Case("QX01", "扣除鉴定十日之后", handled("2022-03-01", "2022-06-10", case__suspensions=[{"kind": "鉴定", "from": "2022-04-01", "to": "2022-04-10"}]), FAIL, SERIOUS),
    Case("QX01", "旧法立案新法决定超期", handled("2021-03-01", "2021-08-10"), MANUAL),
    Case("QX01", "旧法立案旧法决定", handled("2021-01-01", "2021-07-14"), SKIP),
    Case("QX01", "没有立案日且没有录全", change(GENERAL, complete=False, case__filed_on=ABSENT, documents__0=ABSENT), UNKNOWN),
    Case("QX02", "没有延长", GENERAL, SKIP),
    Case("QX02", "期满前经负责人批准", handled("2022-03-01", "2022-06-20", case__extensions=[{"approved_on": "2022-05-30", "days": 30, "approver_kind": "head"}]), PASS),
    Case("QX02", "期满后批准", handled("2022-03-01", "2022-06-20", case__extensions=[{"approved_on": "2022-05-31", "days": 30}]), FAIL, SERIOUS),
    Case("QX02", "总天数超过六十日", handled("2022-03-01", "2022-06-20", case__extensions=[{"approved_on": "2022-05-20", "days": 61}]), FAIL, SERIOUS),
    Case("QX02", "第二次延长没有集体讨论", handled("2022-03-01", "2022-07-20", case__extensions=TWICE_BY_HEAD), FAIL, SERIOUS),
    Case("QX02", "没有批准日", handled("2022-03-01", "2022-06-20", case__extensions=[{"days": 30}]), FAIL, SERIOUS),
    Case("QX02", "没有录全时没有批准日", handled("2022-03-01", "2022-06-20", complete=False, case__extensions=[{"days": 30}]), UNKNOWN),
    Case("QX03", "发现后十五日内立案", change(GENERAL, case__discovered_at="2026-02-16T09:00"), PASS, says="末日2026年3月3日"),
    Case("QX03", "逾期立案", change(GENERAL, case__discovered_at="2026-02-12T09:00"), FAIL, MINOR),
    Case("QX03", "没有发现时间", change(GENERAL, case__discovered_at=ABSENT), UNKNOWN),
    Case("QX03", "该领域没有立案期限", change(GENERAL, field="other"), SKIP),
    Case("QX04", "七个工作日跨春节的末日", preserved("2023-01-17", "2023-01-31"), PASS, says="2023年1月31日"),
    Case("QX04", "末日次日", preserved("2023-01-17", "2023-02-01"), FAIL, SERIOUS),
    Case("QX04", "旧法七个自然日", preserved("2021-07-05", "2021-07-12"), PASS),
    Case("QX04", "旧法第八日", preserved("2021-07-05", "2021-07-13"), FAIL, SERIOUS),
    Case("QX04", "没有处理", preserved("2023-01-17", ABSENT), FAIL, SERIOUS),
    Case("QX04", "没有录全时没有处理", change(preserved("2023-01-17", ABSENT), complete=False), UNKNOWN),
    Case("QX04", "没有登记保存", GENERAL, SKIP),
    Case("QX05", "第三十日解除", seized("2022-02-09"), PASS, says="末日2022年2月9日"),
    Case("QX05", "第三十一日解除", seized("2022-02-10"), FAIL, SERIOUS, "超过1日"),
    Case("QX05", "末日是周日顺延到周一", change(MEASURE, measure__acted_at="2026-06-12T10:00", measure__lifted_on="2026-07-13"), MANUAL, NOTE),
    Case("QX05", "末日是周日过了周一", change(MEASURE, measure__acted_at="2026-06-12T10:00", measure__lifted_on="2026-07-14"), FAIL, SERIOUS),
    Case("QX05", "延长后第六十日", seized("2022-03-11", measure__ext_approved_on="2022-02-09", measure__ext_until="2022-03-11"), PASS),
    Case("QX05", "超过六十日一票否决", seized("2022-03-15"), FAIL, VETO),
    Case("QX05", "告知的检测期间扣除", seized("2022-02-14", measure__test_from="2022-01-20", measure__test_to="2022-01-24", measure__test_told_on="2022-01-20"), PASS, says="检测期间5日"),
    Case("QX05", "没有告知的检测期间不扣除", seized("2022-02-14", measure__test_from="2022-01-20", measure__test_to="2022-01-24"), FAIL, SERIOUS, "没有告知"),
    Case("QX05", "至今没有解除", OPEN, FAIL, VETO, "到2026年9月1日"),
    Case("QX05", "没有解除但尚在期内", OPEN, PASS, on=date(2026, 7, 1)),
    Case("QX05", "没有录全时没有解除", change(OPEN, complete=False), UNKNOWN),
    Case("QX05", "处罚案卷不适用", GENERAL, SKIP),
    Case("QX06", "期满当日批准延长", seized("2022-03-01", measure__ext_approved_on="2022-02-09", measure__until=ABSENT), PASS),
    Case("QX06", "期满次日批准延长", seized("2022-03-01", measure__ext_approved_on="2022-02-10", measure__until=ABSENT), FAIL, SERIOUS),
    Case("QX06", "延长没有批准日", seized("2022-03-01", measure__ext_until="2022-03-11"), FAIL, SERIOUS),
    Case("QX06", "没有录全时没有批准日", seized("2022-03-01", complete=False, measure__ext_until="2022-03-11"), UNKNOWN),
    Case("QX06", "没有延长", MEASURE, SKIP),
    Case("QX07", "三个工作日内告知", seized("2022-03-01", measure__ext_approved_on="2022-02-09", measure__ext_told_on="2022-02-14"), PASS),
    Case("QX07", "第四个工作日告知", seized("2022-03-01", measure__ext_approved_on="2022-02-09", measure__ext_told_on="2022-02-15"), FAIL, MINOR),
    Case("QX07", "没有告知", seized("2022-03-01", measure__ext_approved_on="2022-02-09"), FAIL, MINOR),
    Case("QX07", "没有录全时没有告知", seized("2022-03-01", complete=False, measure__ext_approved_on="2022-02-09"), UNKNOWN),
    Case("QX07", "没有延长", MEASURE, SKIP),
    Case("QX08", "二年末日发现", violated("2024-03-02", "2026-03-02"), PASS),
    Case("QX08", "二年届满次日发现", violated("2024-03-02", "2026-03-03"), FAIL, VETO),
    Case("QX08", "涉及生命健康且有后果为五年", violated("2021-07-15", "2026-03-03", case__harm=True, case__life_safety_or_finance=True), PASS, says="五年"),
    Case("QX08", "旧法时的行为没有五年", violated("2021-07-14", "2026-03-03", case__harm=True, case__life_safety_or_finance=True), FAIL, VETO),
    Case("QX08", "法典施行后的生态损害为五年", violated("2026-08-15", "2029-03-03", field="environment", case__harm=True), PASS),
    Case("QX08", "法典施行前的生态损害为二年", violated("2026-08-14", "2029-03-03", field="environment", case__harm=True), FAIL, VETO),
    Case("QX08", "继续状态没有终了", change(GENERAL, case__continuous=True, case__violation_to=ABSENT), PASS),
    Case("QX08", "违法建设由人判断", violated("2022-03-02", "2026-03-03", case__region_type="urban_plan"), MANUAL),
    Case("QX08", "没有发现时间", change(GENERAL, case__discovered_at=ABSENT), UNKNOWN),
    Case("QX08", "行政检查不适用", INSPECTION, SKIP),
    Case("QX09", "三个月末日申请", applied("2024-03-11", "2024-12-11"), PASS, says="2024年12月11日"),
    Case("QX09", "逾期一日申请", applied("2024-03-11", "2024-12-12"), FAIL, SERIOUS, "超过1日"),
    Case("QX09", "分期缴款届满后起算", applied("2024-03-11", "2025-03-30", payment__deferral=[{"until": "2024-12-31"}]), PASS, says="延期、分期"),
    Case("QX09", "复议终结后十五日再三个月", applied("2024-03-11", "2025-01-15", remedies_used=[{"kind": "行政复议", "filed_on": "2024-05-01", "ended_on": "2024-09-30"}]), PASS),
    Case("QX09", "未缴未申请已过期", UNPAID, FAIL, SERIOUS),
    Case("QX09", "未缴未申请尚在期内", UNPAID, PASS, on=date(2026, 6, 10)),
    Case("QX09", "没有录全时未申请", change(UNPAID, complete=False), UNKNOWN),
    Case("QX09", "没有送达日", change(ENFORCEMENT, services__0=ABSENT), UNKNOWN),
    Case("QX09", "有强制执行权", DEMOLITION, SKIP),
    Case("QX09", "已经缴款", GENERAL, SKIP),
    Case("QX10", "起诉期末日申请", applied("2024-03-11", "2024-09-11"), FAIL, SERIOUS, "2024年9月12日起"),
    Case("QX10", "起诉期满次日申请", applied("2024-03-11", "2024-09-12"), PASS),
    Case("QX10", "土地法拆除十五日后", applied("2024-03-11", "2024-03-27", decision__penalised_by=[citation("中华人民共和国土地管理法", "83")]), PASS),
    Case("QX10", "复议没有终结", applied("2024-03-11", "2024-09-12", remedies_used=[{"kind": "行政复议", "filed_on": "2024-05-01"}]), FAIL, SERIOUS),
    Case("QX10", "没有送达日", change(ENFORCEMENT, services__0=ABSENT), UNKNOWN),
    Case("QX10", "有强制执行权", DEMOLITION, SKIP),
    Case("QX11", "催告后第十个工作日", change(ENFORCEMENT, enforcement__demand_served_on="2026-02-10", enforcement__court_applied_on="2026-03-02"), FAIL, SERIOUS),
    Case("QX11", "催告后第十一日", change(ENFORCEMENT, enforcement__demand_served_on="2026-02-10", enforcement__court_applied_on="2026-03-03"), PASS),
    Case("QX11", "没有催告由CX39认定", change(ENFORCEMENT, enforcement__demand_served_on=ABSENT, services__1=ABSENT), SKIP),
    Case("QX12", "十五日", GENERAL, PASS),
    Case("QX12", "十四日", change(GENERAL, decision__pay_days=14), FAIL, SERIOUS),
    Case("QX12", "没有写", change(GENERAL, decision__pay_days=ABSENT), FAIL, SERIOUS),
    Case("QX12", "没有录全时没有写", change(GENERAL, complete=False, decision__pay_days=ABSENT), UNKNOWN),
    Case("QX12", "警告没有缴款", change(GENERAL, decision__penalties=["warning"], decision__fine=ABSENT), SKIP),
    Case("QX13", "加处到本数", ENFORCEMENT, PASS),
    Case("QX13", "加处超过本数", change(ENFORCEMENT, enforcement__surcharge_claimed=1001), FAIL, SERIOUS),
    Case("QX13", "三日九十元", change(ENFORCEMENT, enforcement__surcharge_claimed=90, enforcement__surcharge_to="2025-09-28"), PASS, says="3日"),
    Case("QX13", "三日多要一元", change(ENFORCEMENT, enforcement__surcharge_claimed=91, enforcement__surcharge_to="2025-09-28"), FAIL, SERIOUS, "至多90元"),
    Case("QX13", "复议期间不计", change(ENFORCEMENT, enforcement__surcharge_claimed=60, enforcement__surcharge_to="2025-09-28", remedies_used=RECONSIDERED), PASS, says="2日"),
    Case("QX13", "没有截止日", change(ENFORCEMENT, enforcement__surcharge_to=ABSENT, enforcement__court_applied_on=ABSENT), UNKNOWN),
    Case("QX13", "没有罚款数额", change(ENFORCEMENT, decision__fine=ABSENT), UNKNOWN),
    Case("QX13", "没有加处", GENERAL, SKIP),
    Case("QX14", "二加二个工作日的末日", SPOT, PASS),
    Case("QX14", "上缴迟一日", change(SPOT, payment__handed_in_on="2022-05-07"), FAIL, MINOR),
    Case("QX14", "缴付银行迟一日", change(SPOT, payment__banked_on="2022-05-10"), FAIL, MINOR),
    Case("QX14", "没有上缴", change(SPOT, payment__handed_in_on=ABSENT), FAIL, MINOR),
    Case("QX14", "没有录全时没有上缴", change(SPOT, complete=False, payment__handed_in_on=ABSENT), UNKNOWN),
    Case("QX14", "没有当场收缴", SUMMARY, SKIP),
    Case("QX15", "第七个工作日公示", change(GENERAL, publication__on="2026-04-02"), PASS),
    Case("QX15", "第八个工作日公示", change(GENERAL, publication__on="2026-04-03"), FAIL, MINOR),
    Case("QX15", "检查第二十个工作日公示", change(INSPECTION, publication__on="2026-06-04"), PASS),
    Case("QX15", "检查第二十一个工作日公示", change(INSPECTION, publication__on="2026-06-05"), FAIL, MINOR),
    Case("QX15", "没有公示由人判断", change(GENERAL, publication=ABSENT), MANUAL, NOTE),
    Case("QX15", "尚未决定", change(GENERAL, decision=ABSENT, documents__5=ABSENT), SKIP),
    Case("QX16", "三个工作日撤回", change(GENERAL, publication__changed_on="2026-04-30", publication__withdrawn_on="2026-05-08"), PASS),
    Case("QX16", "第四个工作日撤回", change(GENERAL, publication__changed_on="2026-04-30", publication__withdrawn_on="2026-05-09"), FAIL, SERIOUS),
    Case("QX16", "没有撤回", change(GENERAL, publication__changed_on="2026-04-30"), FAIL, SERIOUS),
    Case("QX16", "没有录全时没有撤回", change(GENERAL, complete=False, publication__changed_on="2026-04-30"), UNKNOWN),
    Case("QX16", "没有变更", GENERAL, SKIP),
    Case("QX17", "三日内决定二十四小时内移送", change(GENERAL, transfer={"suspected_on": "2026-03-10", "approved_at": "2026-03-13T10:00", "sent_at": "2026-03-14T10:00"}), PASS),
    Case("QX17", "第四日才决定", change(GENERAL, transfer={"suspected_on": "2026-03-09", "approved_at": "2026-03-13T10:00", "sent_at": "2026-03-14T10:00"}), FAIL, SERIOUS),
    Case("QX17", "二十四小时零一分", change(GENERAL, transfer={"suspected_on": "2026-03-10", "approved_at": "2026-03-13T10:00", "sent_at": "2026-03-14T10:01"}), FAIL, SERIOUS),
    Case("QX17", "没有时间", change(GENERAL, transfer={"receiver": "公安机关"}), UNKNOWN),
    Case("QX17", "没有移送", GENERAL, SKIP),
    Case("QX18", "第十个工作日复查", change(GENERAL, correction_order={"served_on": "2026-03-03", "due_on": "2026-03-10", "rechecked_on": "2026-03-24"}), PASS),
    Case("QX18", "第十一个工作日复查", change(GENERAL, correction_order={"served_on": "2026-03-03", "due_on": "2026-03-10", "rechecked_on": "2026-03-25"}), FAIL, MINOR),
    Case("QX18", "没有复查", change(GENERAL, correction_order={"served_on": "2026-03-03", "due_on": "2026-03-10"}), FAIL, MINOR),
    Case("QX18", "没有录全时没有复查", change(GENERAL, complete=False, correction_order={"served_on": "2026-03-03", "due_on": "2026-03-10"}), UNKNOWN),
    Case("QX18", "没有限期改正", GENERAL, SKIP),
    Case("QX19", "第三十日结案", change(GENERAL, case__closed_on="2026-05-08"), PASS),
    Case("QX19", "第三十一日结案", change(GENERAL, case__closed_on="2026-05-09"), FAIL, MINOR),
    Case("QX19", "没有结案", change(GENERAL, case__closed_on=ABSENT), FAIL, MINOR),
    Case("QX19", "没有录全时没有结案", change(GENERAL, complete=False, case__closed_on=ABSENT), UNKNOWN),
    Case("QX19", "没有执行完毕", change(GENERAL, payment={"unpaid": True}), SKIP),
    Case("QX20", "第三十日归档", change(GENERAL, case__archived_on="2026-05-20"), PASS),
    Case("QX20", "第三十一日归档", change(GENERAL, case__archived_on="2026-05-21"), FAIL, MINOR),
    Case("QX20", "没有归档", change(GENERAL, case__archived_on=ABSENT), FAIL, MINOR),
    Case("QX20", "没有录全时没有归档", change(GENERAL, complete=False, case__archived_on=ABSENT), UNKNOWN),
    Case("QX20", "没有结案", change(GENERAL, case__closed_on=ABSENT), SKIP),
    Case("QX21", "依次而行", GENERAL, PASS),
    Case("QX21", "审批晚于决定", change(GENERAL, approval__approved_on="2026-03-25"), FAIL, SERIOUS, "处罚决定（2026年3月24日）早于负责人审批（2026年3月25日）"),
    Case("QX21", "送达早于决定", change(GENERAL, services__1__on="2026-03-23"), FAIL, SERIOUS),
    Case("QX21", "法制审核在告知以前", change(GENERAL, legal_review={"reviewed_on": "2026-03-11", "reviewer": "陈法"}), MANUAL, NOTE),
    Case("QX21", "组与文书的日期矛盾", change(GENERAL, documents__5__dated_on="2026-03-25"), FAIL, SERIOUS, "互相矛盾"),
    Case("QX21", "没有日期", change(INSPECTION, case={}, documents=[], records=[], services=[]), SKIP),
    Case("QX22", "都是工作日", GENERAL, PASS),
    Case("QX22", "周日审批", change(GENERAL, approval__approved_on="2026-03-22"), MANUAL, NOTE, "2026年3月22日"),
    Case("QX22", "调休上班的周六", change(GENERAL, approval__approved_on="2026-02-28", documents__0=ABSENT, case__filed_on=ABSENT), PASS),
    Case("QX22", "没有内部文书", SUMMARY, SKIP),
]


@examples(CASES)
def test_time_limits(case):
    assert_case(case)
