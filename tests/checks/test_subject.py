"""主体资格 ZT01–ZT18: an example of each outcome."""

from dataclasses import replace
from datetime import date

from pengjiang.law.citations import Effective
from pengjiang.law.reference import packaged
from tests.checks.cases import FAIL, MANUAL, PASS, SERIOUS, SKIP, UNKNOWN, VETO, Case, assert_case, examples
from tests.checks.lawful import (
    ABSENT,
    COMPANY,
    ENFORCEMENT,
    GENERAL,
    HEARING,
    INSPECTION,
    MEASURE,
    OFFICERS,
    PERSON,
    SUMMARY,
    change,
    citation,
    paper,
    record,
    served,
)

OFFICE = "杜阮镇综合行政执法办公室"
SHOP = {"type": "individual_business", "name": "杜阮镇李记五金店", "operator": "李某", "uscc": "91350100M000100Y43", "address": "杜阮镇"}
AUXILIARY = [*OFFICERS, {"name": "辅", "role": "auxiliary"}]
EXPIRED = {"name": "乙", "cert_no": "19070300002", "cert_from": "2020-01-01", "cert_to": "2026-03-03", "role": "officer"}
LEFT = served("CFJD", "蓬杜罚〔2026〕12号", "2026-03-26", method="leave", refused=True, video=True)
OLD_SUMMARY = change(
    SUMMARY,
    case__discovered_at="2021-07-14T09:10",
    case__violation_from="2021-07-14",
    case__violation_to="2021-07-14",
    decision__dated_on="2021-07-14",
    decision__decided_at="2021-07-14T09:30",
    decision__handed_over_at="2021-07-14T09:30",
    decision__officers=["甲"],
)


# The item was taken back in the middle of March: filed before, decided after.
TAKEN_BACK = replace(packaged(), items=tuple(replace(row, effective=Effective(date(2020, 11, 1), date(2026, 3, 15))) for row in packaged().items))
OTHER_TOWN = replace(packaged(), items=tuple(replace(row, bodies=("tangxia",)) for row in packaged().items))


def aged(birth: str, **more: object) -> dict:
    return change(GENERAL, parties__0__birth=birth, parties__0__id_no=ABSENT, **more)


CASES = [
    Case("ZT01", "镇政府署名", GENERAL, PASS),
    Case("ZT01", "综合行政执法办公室署名", change(GENERAL, documents__5__issuer=OFFICE), FAIL, VETO, "署名为“杜阮镇综合行政执法办公室”"),
    Case("ZT01", "区级部门署名", change(GENERAL, documents__5__issuer="江门市蓬江区城市管理和综合执法局"), FAIL, VETO),
    Case("ZT01", "别的镇署名", change(GENERAL, documents__5__issuer="棠下镇人民政府"), FAIL, VETO),
    Case("ZT01", "街道办事处全称", change(GENERAL, body="baisha", documents=[paper("CFJD", "蓬白罚〔2026〕1号", "2026-03-24", issuer="江门市蓬江区人民政府白沙街道办事处")]), PASS),
    Case("ZT01", "内部文书不判断", change(GENERAL, documents=[{"type": "LASP", "issuer": OFFICE}]), SKIP),
    Case("ZT01", "没有署名", change(GENERAL, documents__5__issuer=ABSENT), FAIL, VETO),
    Case("ZT01", "没有录全时不认定没有署名", change(GENERAL, complete=False, documents__5__issuer=ABSENT), UNKNOWN),
    Case("ZT01", "受委托并有委托书", change(GENERAL, documents=[paper("CFJD", "蓬杜罚〔2026〕12号", "2026-03-24", issuer="蓬江区水利局", entrusted_by="蓬江区水利局"), {"type": "WTS"}]), PASS),
    Case("ZT01", "受委托而没有委托书", change(GENERAL, documents=[paper("CFJD", "蓬杜罚〔2026〕12号", "2026-03-24", issuer="蓬江区水利局", entrusted_by="蓬江区水利局")]), FAIL, VETO),
    Case("ZT02", "事项在清单内", GENERAL, PASS),
    Case("ZT02", "没有事项代码", change(GENERAL, item=ABSENT), UNKNOWN),
    Case("ZT02", "清单没有收录的代码", change(GENERAL, item="XX999"), UNKNOWN),
    Case("ZT02", "早于承接之日", change(GENERAL, case__filed_on="2020-10-20", decision__dated_on="2020-10-30"), FAIL, VETO),
    Case("ZT02", "立案后决定前收回由人判断", GENERAL, MANUAL, reference=TAKEN_BACK),
    Case("ZT02", "收回以后才立案", change(GENERAL, case__filed_on="2026-03-16"), FAIL, VETO, reference=TAKEN_BACK),
    Case("ZT02", "收回当日仍在清单", change(GENERAL, decision__dated_on="2026-03-15"), PASS, reference=TAKEN_BACK),
    Case("ZT02", "清单只给了别的镇", GENERAL, FAIL, VETO, reference=OTHER_TOWN),
    Case("ZT02", "强制执行案卷不适用", ENFORCEMENT, SKIP),
    Case("ZT03", "行政执法专用章", GENERAL, PASS),
    Case("ZT03", "没有印章", change(GENERAL, documents__5__seal=ABSENT), FAIL, SERIOUS),
    Case("ZT03", "没有录全时不认定没有印章", change(GENERAL, complete=False, documents__5__seal=ABSENT), UNKNOWN),
    Case("ZT03", "加盖执法办公章", change(GENERAL, documents__5__seal=OFFICE), FAIL, SERIOUS, "印章却是"),
    Case("ZT03", "没有对外文书", change(GENERAL, documents=[]), SKIP),
    Case("ZT04", "两名执法人员", change(MEASURE), PASS),
    Case("ZT04", "询问只有一人", change(GENERAL, records__1__officers=["甲"]), FAIL, VETO, "只有1名执法人员"),
    Case("ZT04", "同一人写两遍", change(GENERAL, records__1__officers=["甲", "甲"]), FAIL, VETO),
    Case("ZT04", "一名执法人员一名辅助人员", change(GENERAL, officers=AUXILIARY, records__1__officers=["甲", "辅"]), FAIL, VETO),
    Case("ZT04", "笔录没有写执法人员", change(GENERAL, records__1__officers=ABSENT), FAIL, VETO),
    Case("ZT04", "没有录全时笔录没有执法人员", change(GENERAL, complete=False, records__1__officers=ABSENT), UNKNOWN),
    Case("ZT04", "留置送达只有一人", change(GENERAL, services__1=LEFT | {"servers": ["甲"]}), FAIL, VETO, "留置送达"),
    Case("ZT04", "直接送达一人不在此条", change(GENERAL, services__1__servers=["甲"]), PASS),
    Case("ZT04", "简易程序两人", SUMMARY, PASS),
    Case("ZT04", "简易程序一人", change(SUMMARY, decision__officers=["甲"]), FAIL, VETO),
    Case("ZT04", "新法施行前的简易程序一人可以", OLD_SUMMARY, SKIP),
    Case("ZT04", "新法施行当日的简易程序须两人", change(OLD_SUMMARY, decision__dated_on="2021-07-15", decision__decided_at="2021-07-15T09:30"), FAIL, VETO),
    Case("ZT04", "简易程序没有签名人员名单", change(SUMMARY, decision__officers=ABSENT), UNKNOWN),
    Case("ZT04", "简易程序全卷只有一名执法人员", change(SUMMARY, decision__officers=ABSENT, officers=OFFICERS[:1]), FAIL, VETO),
    Case("ZT05", "证号齐全", GENERAL, PASS),
    Case("ZT05", "缺一名证号", change(GENERAL, officers__1__cert_no=ABSENT), FAIL, SERIOUS, "乙没有执法证号"),
    Case("ZT05", "没有录全时缺证号", change(GENERAL, complete=False, officers__1__cert_no=ABSENT), UNKNOWN),
    Case("ZT05", "两人同号", change(GENERAL, officers__1__cert_no="19070300001"), FAIL, SERIOUS, "同一个执法证号"),
    Case("ZT05", "没有笔录和送达人", change(SUMMARY, services=ABSENT), SKIP),
    Case("ZT06", "证件有效", GENERAL, PASS),
    Case("ZT06", "末日仍有效", change(GENERAL, officers__1=EXPIRED | {"cert_to": "2026-03-26"}), PASS),
    Case("ZT06", "一名过期", change(GENERAL, officers__1=EXPIRED), FAIL, SERIOUS, "2026年3月3日"),
    Case("ZT06", "两名都过期", change(GENERAL, officers__1=EXPIRED, officers__0=EXPIRED | {"name": "甲", "cert_no": "19070300001"}), FAIL, VETO),
    Case("ZT06", "没有有效期", change(GENERAL, officers__1__cert_from=ABSENT, officers__1__cert_to=ABSENT), UNKNOWN),
    Case("ZT06", "没有笔录", change(SUMMARY), SKIP),
    Case("ZT07", "没有辅助人员", GENERAL, SKIP),
    Case("ZT07", "辅助人员协助", change(GENERAL, officers=AUXILIARY, records__0__officers=["甲", "乙", "辅"]), PASS),
    Case("ZT07", "除去辅助人员只剩一人", change(GENERAL, officers=AUXILIARY, records__0__officers=["甲", "辅"]), FAIL, VETO),
    Case("ZT07", "旧法简易程序剩一人可以", change(OLD_SUMMARY, officers=AUXILIARY, decision__officers=["甲", "辅"]), PASS),
    Case("ZT08", "没有回避情形", GENERAL, SKIP),
    Case("ZT08", "申请回避有决定", change(GENERAL, recusal={"requested_on": "2026-03-05", "decided_on": "2026-03-06", "decided_by": "黄镇长"}), PASS),
    Case("ZT08", "申请回避没有决定", change(GENERAL, recusal={"requested_on": "2026-03-05"}), FAIL, SERIOUS),
    Case("ZT08", "没有录全时没有决定", change(GENERAL, complete=False, recusal={"ground": "亲属"}), UNKNOWN),
    Case("ZT09", "身份证号校验无误", GENERAL, PASS),
    Case("ZT09", "身份证校验位错", change(GENERAL, parties__0__id_no="440703198001011235"), FAIL, SERIOUS),
    Case("ZT09", "没有身份证号", change(GENERAL, parties__0__id_no=ABSENT), FAIL, SERIOUS),
    Case("ZT09", "没有录全时没有身份证号", change(GENERAL, complete=False, parties__0__id_no=ABSENT), UNKNOWN),
    Case("ZT09", "护照", change(GENERAL, parties__0__id_no="E12345678", parties__0__id_kind="passport"), PASS),
    Case("ZT09", "证件种类不明", change(GENERAL, parties__0__id_no="E12345678"), UNKNOWN),
    Case("ZT09", "信用代码校验无误", HEARING, PASS),
    Case("ZT09", "信用代码校验位错", change(HEARING, parties__0__uscc="91350100M000100Y44"), FAIL, SERIOUS),
    Case("ZT09", "没有信用代码", change(HEARING, parties__0__uscc=ABSENT), FAIL, SERIOUS),
    Case("ZT09", "没有写当事人", change(GENERAL, parties=[]), FAIL, SERIOUS),
    Case("ZT09", "行政检查不适用", INSPECTION, SKIP),
    Case("ZT10", "没有注销", HEARING, PASS),
    Case("ZT10", "决定当日注销", change(HEARING, parties__0__deregistered_on="2026-04-20"), PASS),
    Case("ZT10", "决定前一日已注销", change(HEARING, parties__0__deregistered_on="2026-04-19"), FAIL, VETO),
    Case("ZT10", "尚未决定", change(HEARING, decision=ABSENT, documents__5=ABSENT), SKIP),
    Case("ZT11", "写明字号和经营者", change(GENERAL, parties=[SHOP]), PASS),
    Case("ZT11", "没有经营者", change(GENERAL, parties=[{key: value for key, value in SHOP.items() if key != "operator"}]), FAIL),
    Case("ZT11", "没有录全时没有经营者", change(GENERAL, complete=False, parties=[{key: value for key, value in SHOP.items() if key != "operator"}]), UNKNOWN),
    Case("ZT11", "自然人不适用", GENERAL, SKIP),
    Case("ZT12", "成年人", GENERAL, PASS),
    Case("ZT12", "差一日满十四周岁", aged("2012-03-03"), FAIL, VETO, "不满十四周岁"),
    Case("ZT12", "十四周岁生日当日没有从轻", aged("2012-03-02"), FAIL, SERIOUS),
    Case("ZT12", "十四周岁生日当日有从轻", aged("2012-03-02", decision__mitigating=["minor"]), MANUAL),
    Case("ZT12", "已满十四没有从轻", aged("2012-03-01"), FAIL, SERIOUS, "没有从轻"),
    Case("ZT12", "已满十四有从轻", aged("2012-03-01", decision__mitigating=["minor"]), PASS),
    Case("ZT12", "已满十八", aged("2008-03-01"), PASS),
    Case("ZT12", "从身份证号取出生日期", change(GENERAL, parties__0__birth=ABSENT), PASS, says="1980年1月1日"),
    Case("ZT12", "没有出生日期", change(GENERAL, parties__0__birth=ABSENT, parties__0__id_no=ABSENT), UNKNOWN),
    Case("ZT12", "组织不适用", HEARING, SKIP),
    Case("ZT13", "审核人没有办案", HEARING, PASS),
    Case("ZT13", "审核人就是办案人", change(HEARING, legal_review__reviewer="甲"), FAIL, SERIOUS),
    Case("ZT13", "没有审核人姓名", change(HEARING, legal_review__reviewer=ABSENT), UNKNOWN),
    Case("ZT13", "没有法制审核", GENERAL, SKIP),
    Case("ZT14", "有资格", HEARING, PASS),
    Case("ZT14", "2018年以后初次审核没有资格", change(HEARING, legal_review__qualified=False, legal_review__first_review_on="2018-01-01"), FAIL, SERIOUS),
    Case("ZT14", "2018年以前已从事审核", change(HEARING, legal_review__qualified=False, legal_review__first_review_on="2017-12-31"), PASS),
    Case("ZT14", "不知何时初次审核", change(HEARING, legal_review__qualified=False, legal_review__first_review_on=ABSENT), UNKNOWN),
    Case("ZT14", "没有法制审核", GENERAL, SKIP),
    Case("ZT15", "主持人没有办案", HEARING, PASS),
    Case("ZT15", "主持人是办案人", change(HEARING, hearing__host="乙"), FAIL, SERIOUS),
    Case("ZT15", "没有主持人姓名", change(HEARING, hearing__host=ABSENT), UNKNOWN),
    Case("ZT15", "没有听证", GENERAL, SKIP),
    Case("ZT16", "在辖区内", GENERAL, PASS),
    Case("ZT16", "辖区外没有指定", change(GENERAL, case__inside_area=False), FAIL, SERIOUS),
    Case("ZT16", "辖区外有指定管辖", change(GENERAL, case__inside_area=False, case__designated_by="蓬江区人民政府"), PASS),
    Case("ZT16", "没有说明", change(GENERAL, case__inside_area=ABSENT), UNKNOWN),
    Case("ZT17", "普通案件", GENERAL, PASS),
    Case("ZT17", "重大案件提示", HEARING, MANUAL),
    Case("ZT17", "跨区案件提示", change(GENERAL, case__cross_area=True), MANUAL),
    Case("ZT17", "简易程序不适用", SUMMARY, SKIP),
    Case("ZT18", "有查封扣押权", MEASURE, PASS),
    Case("ZT18", "法律没有授权", change(MEASURE, item="CG001"), FAIL, VETO),
    Case("ZT18", "没有事项代码", change(MEASURE, item=ABSENT), UNKNOWN),
    Case("ZT18", "只引用规范性文件", change(MEASURE, measure__basis=[citation("广东省生态环境厅关于某事的通知", "1")]), FAIL, VETO),
    Case("ZT18", "处罚案卷不适用", GENERAL, SKIP),
]


@examples(CASES)
def test_subject(case):
    assert_case(case)


def test_one_number_may_serve_two_records_of_one_officer():
    dossier = change(GENERAL, records__1__officers=["甲", "乙"], records__2=record("JCBL", "2026-03-05T09:00", "2026-03-05T09:30"), parties=[PERSON, COMPANY])

    assert_case(Case("ZT05", "同一人多次出现", dossier, PASS))
