"""What each kind of paper states."""

from __future__ import annotations

import re
from collections.abc import Callable

from pengjiang.readings.reading import law
from pengjiang.readings.reading.contact import inspection_record, questioning_record
from pengjiang.readings.reading.finding import Finder, Found, tidy
from pengjiang.readings.reading.head import frame
from pengjiang.readings.reading.people import NAME, officers, party, put_officers
from pengjiang.readings.reading.receipts import receipt
from pengjiang.readings.reading.remedy import remedy
from pengjiang.readings.reading.sheet import Sheet
from pengjiang.readings.reading.steps import answered, defence, discussion, lifting, recheck
from pengjiang.readings.reading.values import CLOCK, DATE, NUMERAL, as_money, clock, count, day, money


def moment(found: Found | None) -> str | None:
    """A day with its hour and minute."""
    if found is None:
        return None
    on, at = day(found.value), clock(re.sub(DATE, "", found.value, count=1))
    return f"{on}T{at}" if on and at else None


def _penalty(sheet: Sheet, at: str) -> None:
    """Provisions and penalty under ``/decision`` or ``/notice``."""
    finder = sheet.finder
    violated, where = law.broken(finder)
    punished, basis, start = law.punished_by(finder)
    begin, end = law.operative(finder, start)
    if at == "/notice":
        rows = [*violated, *(row for row in punished if row not in violated)]
        for place, row in enumerate(rows):
            sheet.put(f"/notice/basis/{place}", row, where if place < len(violated) else basis)
    else:
        for place, row in enumerate(violated):
            sheet.put(f"{at}/violated/{place}", row, where)
        for place, row in enumerate(punished):
            sheet.put(f"{at}/penalised_by/{place}", row, basis)
    kinds = law.penalties(finder.flat[begin:end])
    if kinds and basis:
        sheet.put(
            f"{at}/penalties", kinds, Found("", tidy(finder.flat[begin:end].lstrip("的规定,，之")), basis.page, basis.score), sure=0.9
        )
    amount, words, seen = law.fine(finder, begin, end)
    sheet.put(f"{at}/fine", amount, seen)
    if at == "/decision":
        sheet.put("/decision/fine_in_words", words, seen)


def decision(sheet: Sheet) -> None:
    """行政处罚决定书, of the general procedure."""
    frame(sheet, "CFJD", dated="/decision/dated_on", numbered="/number")
    party(sheet)
    _discovered(sheet)
    _penalty(sheet, "/decision")
    law.standard(sheet)
    law.pay(sheet)
    _correction(sheet)
    answered(sheet)
    remedy(sheet, "/decision/remedy")


def on_the_spot(sheet: Sheet) -> None:
    """当场行政处罚决定书."""
    frame(sheet, "CFJD", dated="/decision/dated_on", numbered="/number")
    party(sheet)
    finder = sheet.finder
    at = finder.label("决定作出时间", "作出决定时间", "处罚决定时间", "处罚时间", "作出处罚的时间", "当场处罚时间", "时间")
    sheet.put("/decision/decided_at", moment(at), at)
    place = finder.label("决定作出地点", "作出决定地点", "处罚决定地点", "处罚地点", "作出处罚的地点", "当场处罚地点", "地点")
    if place and len(place.value) <= 50:
        sheet.put("/decision/place", place.value, place)
    _penalty(sheet, "/decision")
    law.pay(sheet)
    _correction(sheet)
    remedy(sheet, "/decision/remedy")
    names, seen = officers(finder, "执法人员", "行政执法人员", "执法人员签名及执法证号", "执法人员签名", "办案人员", "处罚人员")
    put_officers(sheet, names, seen)


def no_penalty(sheet: Sheet) -> None:
    """不予行政处罚决定书."""
    frame(sheet, "BYCF", dated="/decision/dated_on", numbered="/number")
    party(sheet)
    violated, where = law.broken(sheet.finder)
    for place, row in enumerate(violated):
        sheet.put(f"/decision/violated/{place}", row, where)
    grounds = {
        "first_violation": r"(初次违法[^\n。]{0,24}(?:危害后果轻微|后果轻微)[^\n。]{0,12}(?:及时)?改正)",
        "minor": r"(违法行为轻微[^\n。]{0,12}(?:及时)?改正)",
        "no_fault": r"(没有主观过错|无主观过错)",
        "not_proven": r"(违法事实不能成立|违法事实不成立)",
    }
    matches = [(code, found) for code, pattern in grounds.items() if (found := sheet.finder.search(pattern))]
    if len(matches) == 1:
        sheet.put("/exemption/ground", *matches[0], sure=0.9)
    remedy(sheet, "/decision/remedy")


def notice(sheet: Sheet) -> None:
    """行政处罚事先告知书, with or without the right to a hearing."""
    finder = sheet.finder
    frame(sheet, "GZS", dated="/notice/dated_on")
    party(sheet, salutation=True)
    _penalty(sheet, "/notice")
    facts = finder.search(r"((?:经查|查明|违法事实|认定事实|事实如下|你(?:单位|公司)?于)[^\n。]{6,60})")
    sheet.put("/notice/facts", True if facts else None, facts, sure=0.9)
    reasons = finder.search(r"(违反了?《[^》]+》)")
    sheet.put("/notice/reasons", True if reasons else None, reasons, sure=0.9)
    rights = finder.search(r"((?:陈述|申辩)[^\n。]{0,12}(?:权利|意见)|有权[^\n。]{0,10}陈述|进行陈述和申辩|书面陈述)")
    sheet.put("/notice/rights", True if rights else None, rights, sure=0.9)
    hearing = finder.search(r"((?:有权|可以|可)?(?:要求|申请)(?:举行)?听证)")
    sheet.put("/notice/hearing_told", True if hearing else None, hearing, sure=0.9)
    period = finder.search(
        rf"(?:收到|接到|送达)[^\n。;]{{0,16}}?(?:之日起|后)({NUMERAL})(?:个)?(?:工作)?日(?:之)?内[^\n。]{{0,40}}?(?:提出|陈述|申辩|听证)"
    )
    if period:
        sheet.put("/notice/period_days", count(period.value), period)


def filing(sheet: Sheet) -> None:
    """立案审批表: the head's day is the day of filing."""
    frame(sheet, "LASP")
    party(sheet)
    source = sheet.finder.label("案件来源", "案源", "线索来源", "案件线索来源")
    if source and len(source.value) <= 20:
        sheet.put("/case/source_kind", source.value, source)
    approver, on = _approved(sheet.finder)
    if on:
        sheet.put("/case/filed_on", on.value, on)
        sheet.put("/documents/0/approved_on", on.value, on)
    if approver:
        sheet.put("/documents/0/approver", approver.value, approver)


def approval(sheet: Sheet) -> None:
    """行政处罚决定审批表."""
    frame(sheet, "CFSP")
    approver, on = _approved(sheet.finder)
    if on:
        sheet.put("/approval/approved_on", on.value, on)
    if approver:
        sheet.put("/approval/approver", approver.value, approver)


def closing(sheet: Sheet) -> None:
    """结案审批表."""
    frame(sheet, "JASP")
    _, on = _approved(sheet.finder)
    if on:
        sheet.put("/case/closed_on", on.value, on)


def legal_review(sheet: Sheet) -> None:
    """法制审核意见书."""
    frame(sheet, "FZSH", dated="/legal_review/reviewed_on")
    reviewer = sheet.finder.label("审核人员", "审核人")
    if reviewer and re.fullmatch(NAME, reviewer.value):
        sheet.put("/legal_review/reviewer", reviewer.value, reviewer)


def _approved(finder: Finder) -> tuple[Found | None, Found | None]:
    """Who approved, and when: beside the head of the organ, not of the section."""
    for found in finder.labels(
        "机关负责人审批意见", "行政机关负责人意见", "机关负责人意见", "负责人审批意见", "镇领导审批意见", "街道领导审批意见", "领导审批意见", "行政负责人意见", "审批意见", "分管领导审批意见", "分管领导意见"
    ):
        bare = re.sub(r"\s", "", found.value + "".join(cell.text for cell in finder.after(found)))
        on = re.search(DATE, bare)
        if not on or not day(on[0]):
            continue
        name = re.search(rf"(?:[。;:]|签名:?)({NAME})$", bare[: on.start()])
        seen = Found(day(on[0]), found.words, found.page, found.score)
        return (Found(name[1], found.words, found.page, found.score) if name else None), seen
    return None, None


def demand(sheet: Sheet) -> None:
    """催告书."""
    frame(sheet, "CGS")
    party(sheet, salutation=True)


def measure(sheet: Sheet) -> None:
    """查封、扣押决定书."""
    finder = sheet.finder
    frame(sheet, "QZCS")
    party(sheet, salutation=True)
    title = "".join(cell.text for row in finder.head[:4] for cell in row)
    kind = {"查封决定书": "seal", "扣押决定书": "seize"}.get(
        next((name for name in ("查封决定书", "扣押决定书") if name in re.sub(r"\s", "", title)), "")
    )
    seen = finder.search(r"((?:予以|决定)[^\n。]{0,40}(?:扣押|查封))")
    sheet.put("/measure/kind", kind, seen)
    rows, basis, _ = _measure_basis(finder)
    for place, row in enumerate(rows):
        sheet.put(f"/measure/basis/{place}", row, basis)
    until = finder.search(rf"期限[^\n。]{{0,10}}?自?{DATE}(?:起)?(?:至|到)({DATE})")
    if until:
        sheet.put("/measure/until", day(until.value), until)
    remedy(sheet, "/measure/remedy")


def _measure_basis(finder: Finder):
    for match in re.finditer(r"(?:依据|根据|依照)(《[^《》\n]{3,40}》[^,，。\n]{0,40}?)(?:的规定|之规定|规定|,)", finder.flat):
        rows = law.citations(match[1])
        if rows and re.search(r"查封|扣押", finder.flat[match.end() : match.end() + 60]):
            return rows, finder.found(match), match.start()
    return [], None, -1


def payment(sheet: Sheet) -> None:
    """票据, 缴款凭证."""
    finder = sheet.finder
    number = finder.label("票据号码", "缴款书编号", "票据编号", "凭证号码", "缴款书号", "缴款通知书号", "缴款码", "No")
    own = re.fullmatch(r"[A-Z]{0,4}\d{6,24}", number.value) if number else None
    title = next((cell for row in finder.head for cell in row), None)
    sheet.put("/documents/0/type", "JKPJ", number or (Found("", title.text, title.page, title.score) if title else None))
    if own:
        sheet.put("/documents/0/number", number.value, number)
        sheet.put("/payment/receipt_no", number.value, number)
    on = finder.label("缴款日期", "缴款时间", "支付时间", "开票日期", "收款日期", "交易日期", "日期")
    if on:
        sheet.put("/payment/paid_on", day(on.value), on)
    total = finder.label("缴款金额", "小写", "(小写)", "金额合计(小写)", "合计金额", "金额合计", "缴费金额", "实缴金额", "支付金额")
    shown = finder.search(r"小写\)?\n?:?(?:人民币)?[¥]?(\d[\d,]*\.\d\d)") or total
    amount = money(shown.value if re.search("[元圆]|\\d", shown.value) else "") if shown else None
    if amount:
        sheet.put("/payment/amount", as_money(amount), shown)
    channel = finder.search(r"((?:收款|缴款|支付)(?:方式|渠道)\n?:?(?:银行代收|银行转账|银行|网上支付|微信支付|支付宝|扫码支付|电子支付|现金))")
    if channel:
        code = "bank" if "银行" in channel.value else "electronic" if "现金" not in channel.value else None
        sheet.put("/payment/channel", code, channel, sure=0.9)


def correction(sheet: Sheet) -> None:
    """责令改正通知书."""
    finder = sheet.finder
    frame(sheet, "ZLGZ")
    party(sheet, salutation=True)
    due = finder.search(rf"(?:责令|限)[^\n。]{{0,30}}?(?:于|在)({DATE})(?:之?前|以前)[^\n。]{{0,16}}(?:改正|整改|拆除|完成)")
    if due:
        sheet.put("/correction_order/due_on", day(due.value), due)


def hearing_notice(sheet: Sheet) -> None:
    """听证通知书."""
    finder = sheet.finder
    frame(sheet, "TZTZ")
    party(sheet, salutation=True)
    held = finder.search(rf"(?:定于|于)({DATE})[^\n。]{{0,30}}(?:举行|召开)[^\n。]{{0,8}}听证")
    if held:
        sheet.put("/hearing/held_on", day(held.value), held)
    host = finder.search(rf"(?:听证)?主持人(?:为|:|是)?({NAME})(?=[,，。;、(（\n])")
    if host:
        sheet.put("/hearing/host", host.value, host, sure=0.9)


def _discovered(sheet: Sheet) -> None:
    """The minute at which officers came upon the violation."""
    found = sheet.finder.search(rf"({DATE}{CLOCK})[^\n。]{{0,60}}?(?:巡查|检查)[^\n。]{{0,12}}?(?:发现)") or sheet.finder.search(
        rf"执法人员于({DATE}{CLOCK})[^\n。]{{0,40}}(?:检查|巡查)"
    )
    if found:
        sheet.put("/case/discovered_at", moment(found), found, sure=0.85)


def _correction(sheet: Sheet) -> None:
    found = sheet.finder.search(r"(责令(?:你单位|当事人|你|其)?(?:单位)?(?:立即|限期)?(?:改正|整改|停止|拆除|清理|清除|恢复|补办|采取))")
    if found:
        sheet.put("/decision/correction_ordered", True, found, sure=0.9)


READERS: dict[str, Callable[[Sheet], None]] = {
    "CFJD": decision,
    "DCCF": on_the_spot,
    "BYCF": no_penalty,
    "GZS": notice,
    "TZTZ": hearing_notice,
    "SDHZ": receipt,
    "JCBL": inspection_record,
    "XWBL": questioning_record,
    "LASP": filing,
    "CFSP": approval,
    "JASP": closing,
    "FZSH": legal_review,
    "CGS": demand,
    "QZCS": measure,
    "JKPJ": payment,
    "ZLGZ": correction,
    "CSSB": defence,
    "CSFH": recheck,
    "JTTL": discussion,
    "JCJD": lifting,
}
