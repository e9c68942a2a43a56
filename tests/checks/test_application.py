"""适用法律 FL01–FL14 and 裁量 CL01–CL11; each switch of law from both sides."""

from dataclasses import replace

from pengjiang.law.reference import packaged
from pengjiang.law.rows import Mark
from tests.checks.cases import FAIL, MANUAL, MINOR, NOTE, PASS, SERIOUS, SKIP, UNKNOWN, VETO, Case, assert_case, examples
from tests.checks.lawful import ABSENT, GENERAL, HEARING, MEASURE, NON_PENALTY, SUMMARY, change, citation

AIR, CODE = "中华人民共和国大气污染防治法", "中华人民共和国生态环境法典"
PLANNING, LAND = "中华人民共和国城乡规划法", "中华人民共和国土地管理法"
NOISE = "中华人民共和国噪声污染防治法"


def cites(law: str, article: str, paragraph: str = "", item: str = "", **more: object) -> dict:
    place = citation(law, article, paragraph, item)
    return change(GENERAL, field="environment", item=ABSENT, decision__violated=[place], decision__penalised_by=[place], **more)


def straddling(acted: str, decided: str, law: str = AIR, article: str = "118", **more: object) -> dict:
    return cites(law, article, "1", case__violation_from=acted, case__violation_to=acted, decision__dated_on=decided, **more)


def noisy(**more: object) -> dict:
    """噪声法 82: a fine only after a refused order."""
    return cites(NOISE, "82", decision__fine=500, notice__fine=500, **more)


def old_number(article: str, base: dict = GENERAL, **more: object) -> dict:
    return change(base, decision__procedure_cited=[citation("中华人民共和国行政处罚法", article)], **more)


def stepped(fine: object, **more: object) -> dict:
    return change(GENERAL, decision__fine=fine, **more)


VERIFIED = replace(packaged(), items=tuple(replace(row, mark=Mark.VERIFIED) for row in packaged().items))

CASES = [
    Case("FL01", "行为时有效", straddling("2026-03-02", "2026-03-24"), PASS),
    Case("FL01", "废止前的行为适用旧法", straddling("2026-08-14", "2026-08-20"), PASS),
    Case("FL01", "废止后的行为适用旧法", straddling("2026-08-15", "2026-08-20"), FAIL, VETO, "停止施行"),
    Case("FL01", "法典施行前引用法典", straddling("2026-03-02", "2026-08-14", CODE, "1132"), FAIL, VETO),
    Case("FL01", "旧行为适用法典并作比较", straddling("2026-08-14", "2026-08-20", CODE, "1132", decision__law_comparison_noted=True), PASS),
    Case("FL01", "旧行为适用法典而没有比较", straddling("2026-08-14", "2026-08-20", CODE, "1132", decision__law_comparison_noted=False), FAIL, SERIOUS),
    Case("FL01", "旧行为适用法典没有说明比较", straddling("2026-08-14", "2026-08-20", CODE, "1132"), UNKNOWN),
    Case("FL01", "没有这一条", straddling("2026-03-02", "2026-03-24", article="999"), FAIL, SERIOUS, "没有"),
    Case("FL01", "库中没有的法规", cites("某市某条例", "5"), UNKNOWN),
    Case("FL01", "强制措施没有引用依据", MEASURE, SKIP),
    Case("FL02", "引用到款", cites(AIR, "118", "1"), PASS),
    Case("FL02", "有数款只引到条", cites(AIR, "118"), FAIL, SERIOUS, "数款"),
    Case("FL02", "没有引用到条", cites(AIR, ""), FAIL, SERIOUS),
    Case("FL02", "不知款项结构", GENERAL, UNKNOWN),
    Case("FL02", "没有引用", change(GENERAL, decision__violated=ABSENT, decision__penalised_by=ABSENT), SKIP),
    Case("FL03", "配对", GENERAL, PASS),
    Case("FL03", "不配对", change(GENERAL, decision__violated=[citation("城市道路管理条例", "30")]), FAIL, SERIOUS),
    Case("FL03", "没有事项代码", change(GENERAL, item=ABSENT), UNKNOWN),
    Case("FL03", "没有处罚条款", change(GENERAL, decision__penalised_by=ABSENT), SKIP),
    Case("FL04", "施行前引用单行法", straddling("2026-08-14", "2026-08-14"), PASS),
    Case("FL04", "施行前引用法典", straddling("2026-08-14", "2026-08-14", CODE, "1132"), FAIL, VETO),
    Case("FL04", "施行日的行为引用旧法", straddling("2026-08-15", "2026-08-20"), FAIL, VETO),
    Case("FL04", "旧行为新决定有比较", straddling("2026-08-14", "2026-08-20", decision__law_comparison_noted=True), PASS),
    Case("FL04", "旧行为新决定没有比较", straddling("2026-08-14", "2026-08-20", decision__law_comparison_noted=False), FAIL, SERIOUS),
    Case("FL04", "旧行为新决定没有说明", straddling("2026-08-14", "2026-08-20"), UNKNOWN),
    Case("FL04", "旧行为同时引用新旧法", change(straddling("2026-08-14", "2026-08-20"), decision__violated=[citation(CODE, "1132", "1")]), PASS),
    Case("FL04", "旧行为只引用法典由FL01要求比较", straddling("2026-08-14", "2026-08-20", CODE, "1132", decision__law_comparison_noted=False), PASS),
    Case("FL04", "不涉及生态环境法律", GENERAL, SKIP),
    Case("FL05", "引用新条号", old_number("44"), PASS),
    Case("FL05", "引用旧听证条号", old_number("42"), FAIL, SERIOUS, "第六十三条"),
    Case("FL05", "简易程序引用第五十一条", old_number("51", SUMMARY), PASS),
    Case("FL05", "普通程序引用第五十一条", old_number("51"), FAIL, SERIOUS),
    Case("FL05", "旧法时引用旧条号", old_number("42", decision__dated_on="2021-07-14"), SKIP),
    Case("FL05", "新法当日引用旧条号", old_number("42", decision__dated_on="2021-07-15"), FAIL, SERIOUS),
    Case("FL05", "没有录入程序条款", GENERAL, UNKNOWN),
    Case("FL07", "种类在规定之内", GENERAL, PASS),
    Case("FL07", "清单没有核对的由人判断", change(GENERAL, decision__penalties=["fine", "revoke_permit"]), MANUAL),
    Case("FL07", "清单已核对而种类不在规定之内", change(GENERAL, decision__penalties=["fine", "revoke_permit"]), FAIL, VETO, "吊销许可证件", reference=VERIFIED),
    Case("FL07", "没有事项代码", change(GENERAL, item=ABSENT), UNKNOWN),
    Case("FL07", "没有处罚", change(GENERAL, decision__penalties=ABSENT), SKIP),
    Case("FL08", "恰为上限", stepped(3000, decision__law_min=500, decision__law_max=3000), PASS),
    Case("FL08", "超过上限一元", stepped(3001, decision__law_min=500, decision__law_max=3000), FAIL, VETO),
    Case("FL08", "低于下限没有减轻情节", stepped(499, decision__law_min=500, decision__law_max=3000), FAIL, VETO),
    Case("FL08", "低于下限有减轻情节", stepped(499, decision__law_min=500, decision__law_max=3000, decision__mitigating=["removed_harm"]), PASS),
    Case("FL08", "超过清单所录的幅度由人判断", stepped(20001), MANUAL),
    Case("FL08", "没有幅度", change(GENERAL, item=ABSENT), UNKNOWN),
    Case("FL08", "没有罚款", change(GENERAL, decision__fine=ABSENT), SKIP),
    Case("FL09", "行政法规", GENERAL, PASS),
    Case("FL09", "只引用裁量基准", cites("江门市城市管理行政处罚裁量权基准", "3"), FAIL, VETO),
    Case("FL09", "层级不明", cites("某市某管理办法", "3"), UNKNOWN),
    Case("FL09", "没有引用", change(GENERAL, decision__penalised_by=ABSENT), SKIP),
    Case("FL10", "城镇引用第六十四条", cites(PLANNING, "64", case__region_type="urban_plan"), PASS),
    Case("FL10", "村庄引用第六十四条", cites(PLANNING, "64", case__region_type="village_plan"), FAIL, SERIOUS),
    Case("FL10", "城镇引用第六十五条", cites(PLANNING, "65", case__region_type="urban_plan"), FAIL, SERIOUS),
    Case("FL10", "不知区域", cites(PLANNING, "65"), UNKNOWN),
    Case("FL10", "没有引用城乡规划法", GENERAL, SKIP),
    Case("FL11", "村民建住宅引用第七十八条", cites(LAND, "78", case__land_kind="农村村民建住宅"), PASS),
    Case("FL11", "村民建住宅引用第七十七条", cites(LAND, "77", case__land_kind="农村村民建住宅"), FAIL, SERIOUS),
    Case("FL11", "厂房引用第七十八条", cites(LAND, "78", case__land_kind="厂房"), FAIL, SERIOUS),
    Case("FL11", "不知用途", cites(LAND, "77"), UNKNOWN),
    Case("FL11", "没有引用土地管理法", GENERAL, SKIP),
    Case("FL12", "都是法定种类", GENERAL, PASS),
    Case("FL12", "有其他种类", change(GENERAL, decision__penalties=["fine", "other"]), MANUAL),
    Case("FL12", "没有处罚", change(GENERAL, decision__penalties=ABSENT), SKIP),
    Case("FL13", "责令后没有改正", noisy(correction_order={"served_on": "2026-03-05", "due_on": "2026-03-08", "complied": False}), PASS),
    Case("FL13", "没有在先的责令改正", noisy(), FAIL, VETO),
    Case("FL13", "没有录全时没有责令改正", noisy(complete=False), UNKNOWN),
    Case("FL13", "责令与决定同日", noisy(correction_order={"served_on": "2026-03-24", "complied": False}), FAIL, VETO),
    Case("FL13", "已经改正仍罚款", noisy(correction_order={"served_on": "2026-03-05", "complied": True}), FAIL, VETO),
    Case("FL13", "改正期限届满次日罚款", noisy(correction_order={"served_on": "2026-03-05", "due_on": "2026-03-23", "complied": False}), PASS),
    Case("FL13", "改正期限届满当日罚款", noisy(correction_order={"served_on": "2026-03-05", "due_on": "2026-03-24", "complied": False}), FAIL, VETO, "改正期限"),
    Case("FL13", "不知是否改正", noisy(correction_order={"served_on": "2026-03-05"}), UNKNOWN),
    Case("FL13", "条款不以拒不改正为前提", GENERAL, SKIP),
    Case("FL14", "全称", HEARING, PASS),
    Case("FL14", "简称", change(HEARING, decision__violated=[citation("噪声污染防治法", "43", "1")]), FAIL, MINOR, NOISE),
    Case("FL14", "当场处罚用简称", change(SUMMARY, decision__penalised_by=[citation("道路交通安全法", "90")]), FAIL, MINOR, "中华人民共和国道路交通安全法"),
    Case("FL14", "正文没有书名号", change(GENERAL, documents__5__text="依据中华人民共和国行政处罚法第五十七条的规定"), FAIL, MINOR),
    Case("FL14", "库中没有的法规", cites("某市某条例", "5"), UNKNOWN),
    Case("FL14", "没有决定", change(GENERAL, decision=ABSENT), SKIP),
    Case("CL01", "写明基准", GENERAL, PASS),
    Case("CL01", "没有写基准", change(GENERAL, decision__discretion_standard=ABSENT), FAIL, SERIOUS),
    Case("CL01", "没有录全时没有写基准", change(GENERAL, complete=False, decision__discretion_standard=ABSENT), UNKNOWN),
    Case("CL01", "没有决定", change(GENERAL, decision=ABSENT), SKIP),
    Case("CL02", "有效期末日", change(HEARING, decision__dated_on="2026-12-31"), PASS),
    Case("CL02", "有效期已过", change(HEARING, decision__dated_on="2027-01-01"), FAIL, SERIOUS),
    Case("CL02", "尚未施行", change(HEARING, decision__dated_on="2021-12-31"), FAIL, SERIOUS),
    Case("CL02", "库中没有的基准", GENERAL, UNKNOWN),
    Case("CL02", "没有写由CL01认定", change(GENERAL, decision__discretion_standard=ABSENT), SKIP),
    Case("CL03", "恰为阶次上限", stepped(3000), PASS),
    Case("CL03", "恰为阶次下限", stepped(1000), PASS),
    Case("CL03", "超出阶次一元", stepped(3001), FAIL, SERIOUS),
    Case("CL03", "超出而有理由并经批准", stepped(3001, decision__outside_step_reasons=True), PASS),
    Case("CL03", "超出有理由没有批准", stepped(3001, decision__outside_step_reasons=True, approval=ABSENT), FAIL, SERIOUS),
    Case("CL03", "没有阶次幅度", stepped(3000, decision__step_min=ABSENT, decision__step_max=ABSENT), UNKNOWN),
    Case("CL03", "没有罚款", change(GENERAL, decision__fine=ABSENT), SKIP),
    Case("CL04", "没有情节", GENERAL, SKIP),
    Case("CL04", "情节有证据", change(GENERAL, decision__mitigating=["merit"], decision__circumstances_proven=True), PASS),
    Case("CL04", "情节没有证据", change(GENERAL, decision__aggravating=["repeat"]), FAIL, SERIOUS, "再次违法"),
    Case("CL04", "没有录全时没有证据", change(GENERAL, complete=False, decision__aggravating=["repeat"]), UNKNOWN),
    Case("CL05", "没有低于下限", stepped(2000, decision__law_min=500), SKIP),
    Case("CL05", "低于下限有情节有讨论", change(HEARING, decision__fine=1, decision__law_min=500, decision__mitigating=["removed_harm"]), PASS),
    Case("CL05", "低于下限没有讨论", stepped(499, decision__law_min=500, decision__mitigating=["removed_harm"]), FAIL, VETO, "集体讨论"),
    Case("CL05", "低于下限没有情节", change(HEARING, decision__fine=1, decision__law_min=500), FAIL, VETO, "减轻情节"),
    Case("CL05", "没有录全时没有情节", change(HEARING, complete=False, decision__fine=1, decision__law_min=500), UNKNOWN),
    Case("CL05", "低于清单所录的下限由人判断", change(GENERAL, item="HJ001"), MANUAL),
    Case("CL05", "没有下限", change(GENERAL, item=ABSENT), UNKNOWN),
    Case("CL06", "三要件齐备", NON_PENALTY, PASS),
    Case("CL06", "不是初次", change(NON_PENALTY, exemption__prior_violation=True), FAIL, SERIOUS),
    Case("CL06", "没有后果轻微", change(NON_PENALTY, exemption__slight_harm=ABSENT), FAIL, SERIOUS),
    Case("CL06", "决定后才改正", change(NON_PENALTY, exemption__corrected_on="2026-03-25"), FAIL, SERIOUS),
    Case("CL06", "逾期改正", change(NON_PENALTY, exemption__correct_by="2026-03-05"), FAIL, SERIOUS),
    Case("CL06", "没有录全时没有改正日", change(NON_PENALTY, complete=False, exemption__corrected_on=ABSENT), UNKNOWN),
    Case("CL06", "轻微不罚不适用", change(NON_PENALTY, exemption__ground="minor"), SKIP),
    Case("CL07", "事项不在清单", GENERAL, SKIP),
    Case("CL07", "在清单而没有考虑", change(GENERAL, field="agriculture", item="NY010", decision__exemption_considered=False), FAIL, SERIOUS),
    Case("CL07", "在清单而说明了理由", change(GENERAL, field="agriculture", item="NY010", decision__exemption_considered=True), PASS),
    Case("CL07", "在清单而没有说明", change(GENERAL, field="agriculture", item="NY010"), UNKNOWN),
    Case("CL07", "在清单而有危害后果", change(GENERAL, field="agriculture", item="NY010", case__harm=True), PASS),
    Case("CL08", "有证据", change(NON_PENALTY, exemption={"ground": "no_fault", "fault_evidence": True}), PASS),
    Case("CL08", "没有证据", change(NON_PENALTY, exemption={"ground": "no_fault"}), FAIL, SERIOUS),
    Case("CL08", "没有录全时没有证据", change(NON_PENALTY, complete=False, exemption={"ground": "no_fault"}), UNKNOWN),
    Case("CL08", "有证据仍处罚而没有回应", change(GENERAL, exemption={"fault_evidence": True}), FAIL, SERIOUS),
    Case("CL08", "首违不罚不适用", NON_PENALTY, SKIP),
    Case("CL10", "说明理由", GENERAL, PASS),
    Case("CL10", "没有理由", change(GENERAL, decision__reasons=ABSENT), FAIL, SERIOUS),
    Case("CL10", "没有录全时没有理由", change(GENERAL, complete=False, decision__reasons=ABSENT), UNKNOWN),
    Case("CL10", "没有决定", change(GENERAL, decision=ABSENT), SKIP),
    Case("CL11", "四十九倍", stepped(4900, decision__confiscated_value=100), PASS),
    Case("CL11", "五十倍", stepped(5000, decision__confiscated_value=100), MANUAL, NOTE),
    Case("CL11", "五十倍而有减轻", stepped(5000, decision__confiscated_value=100, decision__mitigating=["removed_harm"]), PASS),
    Case("CL11", "没有货值", GENERAL, UNKNOWN),
    Case("CL11", "组织不适用", HEARING, SKIP),
]


@examples(CASES)
def test_application_and_discretion(case):
    assert_case(case)
