"""送达 SD01–SD17 and 文书 WS01–WS15."""

from tests.checks.cases import FAIL, MANUAL, MINOR, PASS, SERIOUS, SKIP, UNKNOWN, Case, assert_case, examples
from tests.checks.lawful import (
    ABSENT,
    COMPANY,
    DEMOLITION,
    ENFORCEMENT,
    GENERAL,
    HEARING,
    INSPECTION,
    MEASURE,
    SUMMARY,
    change,
    paper,
    served,
)

NO_SERVICE = change(GENERAL, services=[])
LEFT = change(GENERAL, services__1__method="leave", services__1__refused=True, services__1__witness="居委会周某", services__1__at_residence=True)
MAILED = change(GENERAL, services__1__method="mail", services__1__on="2026-03-27", services__1__mail_receipt_on="2026-03-27")
ANNOUNCED = change(
    GENERAL,
    services__1={"document": "CFJD", "number": "蓬杜罚〔2026〕12号", "method": "announce", "announced_on": "2022-01-04", "prior_attempts": 2, "note": "下落不明，两次上门未见"},
    case__closed_on="2022-02-04",
)
ELECTRONIC = change(GENERAL, services__1__method="electronic", services__1__consent_on="2026-03-26")
TWO_ORDERS = change(GENERAL, documents__6=paper("ZLGZ", "蓬杜责改〔2026〕1号", "2026-03-02"), documents__7=paper("ZLGZ", "蓬杜责改〔2026〕2号", "2026-03-16"))
TRADER = change(GENERAL, parties__0__type="individual_business", parties__0__name="杜阮镇李记五金店", parties__0__operator="李某")


def decided(dated: str, on: str, **more: object) -> dict:
    return change(GENERAL, decision__dated_on=dated, services__1__on=on, **more)


def receiver(kind: object, name: str = "王某", base: dict = GENERAL, **more: object) -> dict:
    place = len(base["services"]) - 1
    return change(base, **{f"services__{place}__receiver": name, f"services__{place}__receiver_kind": kind}, **more)


def numbered(number: str, dated: str = "2026-03-24") -> dict:
    return change(GENERAL, documents__5=paper("CFJD", number, dated))


def texted(text: str) -> dict:
    return change(GENERAL, documents__5__text=text)


CASES = [
    Case("SD01", "末日送达（含调休上班日）", decided("2024-09-30", "2024-10-15"), PASS, says="2024年10月15日"),
    Case("SD01", "迟一个工作日为轻微", decided("2024-09-30", "2024-10-16"), FAIL, MINOR),
    Case("SD01", "迟三个工作日为轻微", decided("2024-09-30", "2024-10-18"), FAIL, MINOR, "迟延3个工作日"),
    Case("SD01", "迟四个工作日为严重", decided("2024-09-30", "2024-10-21"), FAIL, SERIOUS),
    Case("SD01", "期内曾送达未成为轻微", decided("2024-09-30", "2024-10-21", services__1__prior_attempts=1), FAIL, MINOR),
    Case("SD01", "旧法七个自然日", decided("2021-07-14", "2021-07-21"), PASS),
    Case("SD01", "旧法第八日", decided("2021-07-14", "2021-07-22"), FAIL, MINOR),
    Case("SD01", "新法首日的决定", decided("2021-07-15", "2021-07-26"), PASS),
    Case("SD01", "公告看发出日", change(ANNOUNCED, decision__dated_on="2021-12-27"), PASS, says="发出公告"),
    Case("SD01", "邮寄看签收日", change(MAILED, decision__dated_on="2024-09-30", services__1__on="2024-10-15", services__1__mail_receipt_on="2024-10-16"), FAIL, MINOR, "2024年10月16日送达"),
    Case("SD01", "没有回证由SD02认定", NO_SERVICE, SKIP),
    Case("SD02", "都有回证", GENERAL, PASS),
    Case("SD02", "决定书没有回证", change(GENERAL, services__1=ABSENT), FAIL, SERIOUS, "行政处罚决定书"),
    Case("SD02", "两份责令改正只有一份回证", change(TWO_ORDERS, services__2=served("ZLGZ", "蓬杜责改〔2026〕1号", "2026-03-03")), FAIL, SERIOUS, "蓬杜责改〔2026〕2号"),
    Case("SD02", "回证文号写错由SD17认定", change(TWO_ORDERS, documents__7=ABSENT, services__2=served("ZLGZ", "蓬杜责改〔2026〕9号", "2026-03-03")), PASS),
    Case("SD02", "没有录全时没有回证", change(GENERAL, complete=False, services__1=ABSENT), UNKNOWN),
    Case("SD02", "当场处罚不另要求回证", SUMMARY, SKIP),
    Case("SD03", "要素齐全", GENERAL, PASS),
    Case("SD03", "没有地点", change(GENERAL, services__1__place=ABSENT), FAIL, MINOR),
    Case("SD03", "没有签名", change(GENERAL, services__1__signed=ABSENT), FAIL, SERIOUS),
    Case("SD03", "没有日期", change(GENERAL, services__1__on=ABSENT), FAIL, SERIOUS),
    Case("SD03", "没有录全时没有地点", change(GENERAL, complete=False, services__1__place=ABSENT), UNKNOWN),
    Case("SD03", "没有送达", NO_SERVICE, SKIP),
    Case("SD04", "本人签收", GENERAL, PASS),
    Case("SD04", "同住成年家属", receiver("cohabiting_adult"), PASS),
    Case("SD04", "店员签收", receiver("other", base=TRADER), FAIL, SERIOUS),
    Case("SD04", "自然人由收件员签收", receiver("mail_clerk"), FAIL, SERIOUS),
    Case("SD04", "组织由收件员签收", receiver("mail_clerk", base=HEARING), PASS),
    Case("SD04", "组织由同住家属签收", receiver("cohabiting_adult", base=HEARING), FAIL, SERIOUS),
    Case("SD04", "不知签收人身份", receiver(ABSENT), UNKNOWN),
    Case("SD04", "没有送达", NO_SERVICE, SKIP),
    Case("SD05", "写明关系", receiver("cohabiting_adult", services__1__relation="妻子"), PASS),
    Case("SD05", "没有写明关系", receiver("cohabiting_adult"), FAIL, MINOR),
    Case("SD05", "没有录全时没有关系", receiver("cohabiting_adult", complete=False), UNKNOWN),
    Case("SD05", "本人签收", GENERAL, SKIP),
    Case("SD06", "拒收有见证人签名", LEFT, PASS),
    Case("SD06", "拒收有录像", change(LEFT, services__1__witness=ABSENT, services__1__video=True), PASS),
    Case("SD06", "家中无人不是拒收", change(LEFT, services__1__refused=ABSENT), FAIL, SERIOUS),
    Case("SD06", "没有见证也没有录像", change(LEFT, services__1__witness=ABSENT), FAIL, SERIOUS),
    Case("SD06", "见证人没有签名", change(LEFT, services__1__signed=False), FAIL, SERIOUS),
    Case("SD06", "留在工作单位", change(LEFT, services__1__at_residence=False), FAIL, SERIOUS),
    Case("SD06", "没有录全时没有见证", change(LEFT, complete=False, services__1__witness=ABSENT), UNKNOWN),
    Case("SD06", "没有留置", GENERAL, SKIP),
    Case("SD07", "邮寄送达以签收日为准", MAILED, PASS),
    Case("SD07", "没有回执", change(MAILED, services__1__mail_receipt_on=ABSENT), FAIL, SERIOUS),
    Case("SD07", "以交邮日为送达日", change(MAILED, services__1__on="2026-03-25", services__1__posted_on="2026-03-25"), FAIL, SERIOUS, "交邮日"),
    Case("SD07", "退回", change(MAILED, services__1__returned=True), FAIL, SERIOUS),
    Case("SD07", "没有录全时没有回执", change(MAILED, complete=False, services__1__mail_receipt_on=ABSENT), UNKNOWN),
    Case("SD07", "没有邮寄", GENERAL, SKIP),
    Case("SD08", "其他方式未成后公告", ANNOUNCED, PASS),
    Case("SD08", "直接公告", change(ANNOUNCED, services__1__prior_attempts=0, services__1__note=ABSENT), FAIL, SERIOUS),
    Case("SD08", "有下落不明的证明", change(ANNOUNCED, services__1__prior_attempts=0, services__1__whereabouts_proof=True), PASS),
    Case("SD08", "只写下落不明由人核对", change(ANNOUNCED, services__1__prior_attempts=0), MANUAL),
    Case("SD08", "没有录全时没有前次送达", change(ANNOUNCED, complete=False, services__1__prior_attempts=ABSENT, services__1__note=ABSENT), UNKNOWN),
    Case("SD08", "没有公告", GENERAL, SKIP),
    Case("SD09", "第三十一日结案", ANNOUNCED, PASS),
    Case("SD09", "第三十日结案", change(ANNOUNCED, case__closed_on="2022-02-03"), FAIL, SERIOUS),
    Case("SD09", "旧法六十日末日", change(ANNOUNCED, services__1__announced_on="2021-12-31", case__closed_on="2022-03-01"), FAIL, SERIOUS, "60日"),
    Case("SD09", "旧法六十日届满次日", change(ANNOUNCED, services__1__announced_on="2021-12-31", case__closed_on="2022-03-02"), PASS),
    Case("SD09", "公告期写十五日", change(ANNOUNCED, services__1__announce_days=15), FAIL, SERIOUS),
    Case("SD09", "不知下一步", change(ANNOUNCED, case__closed_on=ABSENT), UNKNOWN),
    Case("SD09", "没有公告", GENERAL, SKIP),
    Case("SD10", "记明经过", ANNOUNCED, PASS),
    Case("SD10", "没有记明", change(ANNOUNCED, services__1__note=ABSENT), FAIL, MINOR),
    Case("SD10", "没有录全时没有记明", change(ANNOUNCED, complete=False, services__1__note=ABSENT), UNKNOWN),
    Case("SD10", "没有公告", GENERAL, SKIP),
    Case("SD11", "当日确认", ELECTRONIC, PASS),
    Case("SD11", "次日才确认", change(ELECTRONIC, services__1__consent_on="2026-03-27"), FAIL, SERIOUS),
    Case("SD11", "没有确认", change(ELECTRONIC, services__1__consent_on=ABSENT), FAIL, SERIOUS),
    Case("SD11", "旧法时电子送达决定书", change(ELECTRONIC, services__1__on="2021-07-14", services__1__consent_on="2021-07-01"), MANUAL),
    Case("SD11", "没有录全时没有确认", change(ELECTRONIC, complete=False, services__1__consent_on=ABSENT), UNKNOWN),
    Case("SD11", "没有电子送达", GENERAL, SKIP),
    Case("SD12", "同日送达", change(GENERAL, services__1__on="2026-03-24"), PASS),
    Case("SD12", "早于成文", change(GENERAL, services__1__on="2026-03-23"), FAIL, SERIOUS),
    Case("SD12", "没有送达", NO_SERVICE, SKIP),
    Case("SD13", "两名送达人", GENERAL, PASS),
    Case("SD13", "一名送达人", change(GENERAL, services__1__servers=["甲"]), FAIL, MINOR),
    Case("SD13", "送达人没有执法证", change(GENERAL, services__1__servers=["甲", "陈法"]), FAIL, MINOR, "陈法"),
    Case("SD13", "没有录全时没有送达人", change(GENERAL, complete=False, services__1__servers=ABSENT), UNKNOWN),
    Case("SD13", "没有送达", NO_SERVICE, SKIP),
    Case("SD15", "确认在先", change(MAILED, parties__0__address_confirmed_on="2026-03-04"), PASS),
    Case("SD15", "确认在后", change(MAILED, parties__0__address_confirmed_on="2026-03-28"), FAIL, MINOR),
    Case("SD15", "没有确认日期", MAILED, UNKNOWN),
    Case("SD15", "直接送达", GENERAL, SKIP),
    Case("SD16", "直接送达", ENFORCEMENT, PASS),
    Case("SD16", "径行邮寄", change(DEMOLITION, services__0__method="mail"), FAIL, MINOR),
    Case("SD16", "直接未成后邮寄", change(DEMOLITION, services__0__method="mail", services__0__prior_attempts=1), PASS),
    Case("SD16", "没有录全时径行邮寄", change(DEMOLITION, complete=False, services__0__method="mail"), UNKNOWN),
    Case("SD16", "处罚案卷不适用", GENERAL, SKIP),
    Case("SD17", "一致", GENERAL, PASS),
    Case("SD17", "找不到", change(GENERAL, services__1__number="蓬杜罚〔2026〕13号"), FAIL, MINOR),
    Case("SD17", "没有录全时找不到", change(GENERAL, complete=False, services__1__number="蓬杜罚〔2026〕13号"), UNKNOWN),
    Case("SD17", "没有录入文书", change(GENERAL, documents=[], services__0=ABSENT, services__0__number="蓬杜罚〔2026〕13号"), UNKNOWN),
    Case("SD17", "没有文号", change(GENERAL, services__1__number=ABSENT, services__0__number=ABSENT), SKIP),
    Case("WS01", "格式正确", GENERAL, PASS),
    Case("WS01", "方括号", numbered("蓬杜罚[2026]12号"), FAIL, MINOR),
    Case("WS01", "编虚位", numbered("蓬杜罚〔2026〕012号"), FAIL, MINOR),
    Case("WS01", "写第字", change(GENERAL, number="蓬杜罚〔2026〕第12号"), FAIL, MINOR),
    Case("WS01", "年份不一致", numbered("蓬杜罚〔2025〕12号"), FAIL, MINOR, "年份"),
    Case("WS01", "一月上旬沿用上年", numbered("蓬杜罚〔2025〕912号", "2026-01-05"), PASS),
    Case("WS01", "重复", change(GENERAL, documents__4__number="蓬杜罚〔2026〕12号"), FAIL, MINOR, "用于2份文书"),
    Case("WS02", "六项齐全", GENERAL, PASS),
    Case("WS02", "没有地址", change(GENERAL, parties__0__address=ABSENT), FAIL, SERIOUS, "地址"),
    Case("WS02", "没有救济途径", change(GENERAL, decision__remedy=ABSENT), FAIL, SERIOUS),
    Case("WS02", "没有违法事实", change(GENERAL, decision__facts_stated=False), FAIL, SERIOUS),
    Case("WS02", "没有录全时没有依据", change(GENERAL, complete=False, decision__penalised_by=ABSENT), UNKNOWN),
    Case("WS02", "没有决定", change(GENERAL, decision=ABSENT), SKIP),
    Case("WS03", "项目齐全", SUMMARY, PASS),
    Case("WS03", "没有地点", change(SUMMARY, decision__place=ABSENT), FAIL, SERIOUS),
    Case("WS03", "没有录全时没有地点", change(SUMMARY, complete=False, decision__place=ABSENT), UNKNOWN),
    Case("WS03", "普通程序不适用", GENERAL, SKIP),
    Case("WS04", "一致", GENERAL, PASS),
    Case("WS04", "不一致", change(GENERAL, decision__fine_in_words="人民币贰万元整"), FAIL, SERIOUS, "20000元"),
    Case("WS04", "不是金额", change(GENERAL, decision__fine_in_words="若干"), FAIL, SERIOUS),
    Case("WS04", "没有大写", change(GENERAL, decision__fine_in_words=ABSENT), UNKNOWN),
    Case("WS04", "没有罚款", change(GENERAL, decision__penalties=["warning"], decision__fine=ABSENT), SKIP),
    Case("WS05", "一致", change(GENERAL, documents__5__party_as_written="李某"), PASS),
    Case("WS05", "脱敏副本", change(GENERAL, parties__0__name="李大明", documents__5__party_as_written="李某某"), PASS),
    Case("WS05", "不一致", change(GENERAL, documents__5__party_as_written="王某"), FAIL, SERIOUS),
    Case("WS05", "没有录入", GENERAL, UNKNOWN),
    Case("WS08", "格式正确", texted("杜阮镇人民政府 2026年3月24日"), PASS),
    Case("WS08", "编虚位", texted("杜阮镇人民政府 2026年03月24日"), FAIL, MINOR),
    Case("WS08", "汉字日期", texted("杜阮镇人民政府 二〇二六年三月二十四日"), FAIL, MINOR),
    Case("WS08", "没有正文", GENERAL, UNKNOWN),
    Case("WS09", "当场交付", SUMMARY, PASS),
    Case("WS09", "隔日交付", change(SUMMARY, decision__handed_over_at="2026-03-03T09:00"), FAIL, SERIOUS),
    Case("WS09", "没有记载", change(SUMMARY, decision__handed_over_at=ABSENT), UNKNOWN),
    Case("WS09", "普通程序不适用", GENERAL, SKIP),
    Case("WS10", "写明", GENERAL, PASS),
    Case("WS10", "没有写", change(GENERAL, decision__pay_institution=ABSENT), FAIL, MINOR),
    Case("WS10", "没有录全时没有写", change(GENERAL, complete=False, decision__pay_institution=ABSENT), UNKNOWN),
    Case("WS10", "没有罚款", INSPECTION, SKIP),
    Case("WS11", "已脱敏", GENERAL, PASS),
    Case("WS11", "没有脱敏", change(GENERAL, publication__masked=False), FAIL, SERIOUS),
    Case("WS11", "组织照常公示", change(GENERAL, parties=[COMPANY], publication__masked=ABSENT), PASS),
    Case("WS11", "没有录全时没有说明", change(GENERAL, complete=False, publication__masked=ABSENT), UNKNOWN),
    Case("WS11", "没有公示", MEASURE, SKIP),
    Case("WS13", "没有残留", texted("当事人李某于2026年3月2日占用城市道路。"), PASS),
    Case("WS13", "留有叉号", texted("当事人××于2026年3月2日占用城市道路。"), FAIL, SERIOUS),
    Case("WS13", "留有横线", texted("当事人____占用城市道路。"), FAIL, SERIOUS),
    Case("WS13", "其他镇的名称", texted("棠下镇人民政府经调查查明"), FAIL, SERIOUS, "棠下镇人民政府"),
    Case("WS13", "没有正文", GENERAL, UNKNOWN),
    Case("WS15", "已缴清", GENERAL, PASS),
    Case("WS15", "结案后才缴款", change(GENERAL, payment__paid_on="2026-04-21"), FAIL, MINOR),
    Case("WS15", "没有缴清", change(GENERAL, payment__amount=1999), FAIL, MINOR),
    Case("WS15", "没有缴款记载", change(GENERAL, payment=ABSENT), FAIL, MINOR),
    Case("WS15", "没有录全时没有缴款记载", change(GENERAL, complete=False, payment=ABSENT), UNKNOWN),
    Case("WS15", "没有结案", change(GENERAL, case__closed_on=ABSENT), SKIP),
]


@examples(CASES)
def test_service_and_documents(case):
    assert_case(case)
