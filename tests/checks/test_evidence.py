"""证据 ZJ01–ZJ16."""

from tests.checks.cases import FAIL, MANUAL, MINOR, NOTE, PASS, SERIOUS, SKIP, UNKNOWN, Case, assert_case, examples
from tests.checks.lawful import ABSENT, GENERAL, INSPECTION, MEASURE, SUMMARY, change

PHOTO = {"kind": "照片", "title": "现场照片", "maker": "甲", "made_on": "2026-03-02", "place": "杜阮镇江杜中路12号"}
TEST = {"sampled_on": "2026-03-04", "institution": "江门市检测中心", "qualified": True, "reported_on": "2026-03-08", "told_on": "2026-03-09"}
SAMPLED = change(GENERAL, testing=[TEST], documents__6={"type": "CYQZ"}, decision__evidence_listed=["现场检查笔录", "询问笔录"])
GAINS = change(GENERAL, decision__penalties=["fine", "confiscate_gains"], decision__gains=300, decision__gains_calculated=True)


def questioned(end: str, pages: object = 2) -> dict:
    return change(GENERAL, records__1__end=end, documents__3__pages=pages)


CASES = [
    Case("ZJ01", "要素齐全", GENERAL, PASS),
    Case("ZJ01", "没有结束时间", change(GENERAL, records__0__end=ABSENT), FAIL, SERIOUS, "结束时间"),
    Case("ZJ01", "没有记载检查情况", change(GENERAL, records__0__facts_stated=False), FAIL, SERIOUS),
    Case("ZJ01", "没有录全时没有地点", change(GENERAL, complete=False, records__0__place=ABSENT), UNKNOWN),
    Case("ZJ01", "行政检查没有笔录", change(INSPECTION, records=[]), FAIL, SERIOUS),
    Case("ZJ01", "处罚案卷没有现场笔录", change(GENERAL, records__0=ABSENT), SKIP),
    Case("ZJ02", "签名", GENERAL, PASS),
    Case("ZJ02", "没有签名", change(GENERAL, records__1__signed=False), FAIL, SERIOUS),
    Case("ZJ02", "注明拒签", change(GENERAL, records__1__signed=False, records__1__refused_note="当事人看后拒签"), PASS),
    Case("ZJ02", "没有录全时没有签名", change(GENERAL, complete=False, records__1__signed=ABSENT), UNKNOWN),
    Case("ZJ02", "没有笔录", change(GENERAL, records=[]), SKIP),
    Case("ZJ03", "一人", GENERAL, PASS),
    Case("ZJ03", "两人一份", change(GENERAL, records__1__persons=["李某", "王某"]), FAIL, SERIOUS, "李某、王某"),
    Case("ZJ03", "没有被询问人", change(GENERAL, records__1__persons=ABSENT), UNKNOWN),
    Case("ZJ03", "没有询问", change(GENERAL, records__1=ABSENT), SKIP),
    Case("ZJ06", "时长正常", GENERAL, PASS),
    Case("ZJ06", "两页五分钟", questioned("2026-03-04T10:05"), PASS),
    Case("ZJ06", "两页四分钟", questioned("2026-03-04T10:04"), MANUAL, NOTE),
    Case("ZJ06", "一页四分钟", questioned("2026-03-04T10:04", 1), PASS),
    Case("ZJ06", "结束早于开始", questioned("2026-03-04T09:59"), MANUAL),
    Case("ZJ06", "没有页数", questioned("2026-03-04T10:04", ABSENT), UNKNOWN),
    Case("ZJ06", "没有询问", change(GENERAL, records__1=ABSENT), SKIP),
    Case("ZJ07", "没有证据清单", GENERAL, UNKNOWN),
    Case("ZJ07", "核对无异", change(GENERAL, evidence=[{"kind": "复印件", "title": "营业执照复印件", "copy_checked": True}]), PASS),
    Case("ZJ07", "没有核对", change(GENERAL, evidence=[{"kind": "复印件", "title": "营业执照复印件", "copy_checked": False}]), FAIL, MINOR),
    Case("ZJ07", "没有复印件", change(GENERAL, evidence=[PHOTO]), SKIP),
    Case("ZJ08", "来源齐全", change(GENERAL, evidence=[PHOTO]), PASS),
    Case("ZJ08", "没有拍摄人", change(GENERAL, evidence=[PHOTO], evidence__0__maker=ABSENT), FAIL, MINOR, "拍摄人"),
    Case("ZJ08", "没有录全时没有拍摄人", change(GENERAL, complete=False, evidence=[PHOTO], evidence__0__maker=ABSENT), UNKNOWN),
    Case("ZJ08", "没有证据清单", GENERAL, UNKNOWN),
    Case("ZJ08", "没有照片", change(GENERAL, evidence=[{"kind": "书证"}]), SKIP),
    Case("ZJ09", "合规", SAMPLED, PASS),
    Case("ZJ09", "机构没有资质", change(SAMPLED, testing__0__qualified=False), FAIL, SERIOUS),
    Case("ZJ09", "没有抽样凭证", change(SAMPLED, documents__6=ABSENT), FAIL, SERIOUS, "抽样取证凭证"),
    Case("ZJ09", "没有录全时没有凭证", change(SAMPLED, complete=False, documents__6=ABSENT), UNKNOWN),
    Case("ZJ09", "没有抽样", GENERAL, SKIP),
    Case("ZJ10", "告知结果", SAMPLED, PASS),
    Case("ZJ10", "没有告知", change(SAMPLED, testing__0__told_on=ABSENT), FAIL, SERIOUS),
    Case("ZJ10", "决定后才告知", change(SAMPLED, testing__0__told_on="2026-03-25"), FAIL, SERIOUS),
    Case("ZJ10", "决定当日告知", change(SAMPLED, testing__0__told_on="2026-03-24"), PASS),
    Case("ZJ10", "有报告没有告知日", change(GENERAL, documents__6={"type": "JDBG"}), UNKNOWN),
    Case("ZJ10", "没有检测", GENERAL, SKIP),
    Case("ZJ11", "一致", GENERAL, PASS),
    Case("ZJ11", "列举的不在卷", change(GENERAL, decision__evidence_listed=["现场检查笔录", "询问笔录", "监控录像光盘"]), FAIL, SERIOUS, "监控录像光盘"),
    Case("ZJ11", "主要证据没有列举", change(GENERAL, decision__evidence_listed=["JCBL"]), FAIL, SERIOUS, "询问"),
    Case("ZJ11", "用文书代码列举", change(GENERAL, decision__evidence_listed=["JCBL", "XWBL"]), PASS),
    Case("ZJ11", "没有录全时列举的不在卷", change(GENERAL, complete=False, decision__evidence_listed=["现场检查笔录", "询问笔录", "监控录像光盘"]), UNKNOWN),
    Case("ZJ11", "证据的惯常叫法", change(GENERAL, documents__6={"type": "ZJ"}, decision__evidence_listed=["现场检查记录", "当事人陈述", "身份证复印件", "现场照片"]), PASS),
    Case("ZJ11", "照片有题名而列举的是录像", change(GENERAL, documents__6={"type": "ZJ", "title": "现场照片"}, decision__evidence_listed=["JCBL", "XWBL", "监控录像"]), FAIL, SERIOUS, "监控录像"),
    Case("ZJ11", "列举的登记保存清单不在卷", change(GENERAL, decision__evidence_listed=["JCBL", "XWBL", "先行登记保存清单"]), FAIL, SERIOUS, "登记保存"),
    Case("ZJ11", "没有列举由WS02认定", change(GENERAL, decision__evidence_listed=ABSENT), SKIP),
    Case("ZJ12", "有计算材料", GAINS, PASS),
    Case("ZJ12", "没有计算材料", change(GAINS, decision__gains_calculated=False), FAIL, SERIOUS),
    Case("ZJ12", "没有说明", change(GAINS, decision__gains_calculated=ABSENT), UNKNOWN),
    Case("ZJ12", "没有没收", GENERAL, SKIP),
    Case("ZJ13", "有身份证明", SUMMARY, PASS),
    Case("ZJ13", "没有身份证明", change(SUMMARY, documents__0=ABSENT), FAIL, MINOR),
    Case("ZJ13", "没有录全时没有身份证明", change(SUMMARY, complete=False, documents__0=ABSENT), UNKNOWN),
    Case("ZJ13", "强制措施不适用", MEASURE, SKIP),
    Case("ZJ14", "有校验值", change(GENERAL, evidence=[{"kind": "电子数据", "sha256": "ab12"}]), PASS),
    Case("ZJ14", "没有校验值", change(GENERAL, evidence=[{"kind": "电子数据"}]), FAIL, MINOR),
    Case("ZJ14", "没有证据清单", GENERAL, UNKNOWN),
    Case("ZJ14", "没有电子数据", change(GENERAL, evidence=[PHOTO]), SKIP),
    Case("ZJ16", "基数有依据", change(GENERAL, decision__base_amount=50000, decision__base_proven=True), PASS),
    Case("ZJ16", "基数没有依据", change(GENERAL, decision__base_amount=50000, decision__base_proven=False), FAIL, SERIOUS),
    Case("ZJ16", "没有说明", change(GENERAL, item=ABSENT), UNKNOWN),
    Case("ZJ16", "按工程造价的事项没有说明", change(GENERAL, item="CG004"), UNKNOWN),
    Case("ZJ16", "罚款是固定幅度的事项不适用", GENERAL, SKIP),
    Case("ZJ16", "警告不适用", change(GENERAL, decision__penalties=["warning"], decision__fine=ABSENT), SKIP),
]


@examples(CASES)
def test_evidence(case):
    assert_case(case)
