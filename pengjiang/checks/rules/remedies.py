"""救济告知: organ, period, court, order, starting point; and the text as it should read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pengjiang.checks.basis import NEW_RECONSIDERATION_LAW, basis, compulsion, litigation, penalty, reconsideration
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.groups import Remedy
from pengjiang.checks.remedy_periods import RECONSIDERATION_DAYS, SUIT_AFTER_RECONSIDERATION_DAYS, SUIT_MONTHS, is_land_demolition
from pengjiang.checks.remedy_text import Act, differences, is_organ, remedy_text
from pengjiang.checks.rule import MINOR, SERIOUS, Verdict, rule

COLLECTION_RULES = basis("罚款决定与罚款收缴分离实施办法", "7")
BLOCKS = "decision.remedy.{0} measure.remedy.{0} enforcement.remedy.{0}"


@dataclass(frozen=True)
class Block:
    """One remedy notice of the file."""

    remedy: Remedy
    act: Act
    codes: tuple[str, ...]

    @property
    def day(self) -> date | None:
        return self.act.day


def blocks(f: FileFacts) -> Iterator[Block]:
    """The remedy notices that are there."""
    if f.decision and f.decision.remedy:
        yield Block(f.decision.remedy, Act.of_decision(f), f.decision_codes)
    if f.measure and f.measure.remedy:
        yield Block(f.measure.remedy, Act("查封（扣押）决定书", f.measure_on), ("QZCS",))
    if f.enforcement and f.enforcement.remedy:
        yield Block(
            f.enforcement.remedy, Act("强制执行决定书", f.enforcement_decided_on, land=bool(is_land_demolition(f))), ("QZJD", "DLXJ")
        )


def _lawful(f: FileFacts, c: Context, block: Block) -> str:
    return f"{block.act.paper}应当写明：“{remedy_text(block.act, f.body, c)}”"


def _see_text(f: FileFacts, c: Context, v: Verdict, block: Block) -> None:
    v.see(correct_text=remedy_text(block.act, f.body, c))


@rule(
    "JJ01",
    "复议机关正确",
    SERIOUS,
    "PG PS PN ME EN",
    reconsideration("24-1#2 24-1#3", "13-1 15-1#1"),
    facts=BLOCKS.format("reconsider_organ"),
)
def organ_right(f: FileFacts, c: Context, v: Verdict) -> None:
    """对镇人民政府、街道办事处的行政行为不服的，向区人民政府申请复议；司法局是承办机构，只可以写作收件地址，区级、市级部门都不是复议机关。"""
    for block in blocks(f):
        day = block.day or f.act_on or c.today
        v.act(block.day)
        right = c.library.organ(f.body, day)
        written = block.remedy.reconsider_organ
        if right is None:
            v.unknown("参照数据中没有该镇街的复议机关。")
        elif not written:
            v.absent(f"{block.act.paper}没有写明复议机关。", lawful=_lawful(f, c, block))
        elif is_organ(written, right):
            v.ok(f"复议机关写为{written}。")
        else:
            _see_text(f, c, v, block)
            v.fail(f"{block.act.paper}把复议机关写成“{written}”，应为{right.name}。", lawful=_lawful(f, c, block))


@rule("JJ02", "复议期限六十日", SERIOUS, "PG PS PN ME EN", reconsideration("20-1", "9-1"), facts=BLOCKS.format("reconsider_days"))
def reconsideration_days(f: FileFacts, c: Context, v: Verdict) -> None:
    """申请复议的期限为知道行政行为之日起六十日，法律规定更长的除外。"""
    for block in blocks(f):
        v.act(block.day)
        days = block.remedy.reconsider_days
        if days is None:
            v.absent(f"{block.act.paper}没有写明复议期限。", lawful=_lawful(f, c, block))
        elif days == RECONSIDERATION_DAYS:
            v.ok("复议期限写为六十日。")
        else:
            _see_text(f, c, v, block)
            v.fail(f"{block.act.paper}把复议期限写成{days}日，应为六十日。", lawful=_lawful(f, c, block))


@rule(
    "JJ03", "诉讼期限正确", SERIOUS, "PG PN ME EN", litigation("46-1"), basis("中华人民共和国土地管理法", "83"),
    facts=f"{BLOCKS.format('suit_value')} {BLOCKS.format('suit_unit')} decision.penalised_by[]",
)  # fmt: skip
def suit_period(f: FileFacts, c: Context, v: Verdict) -> None:
    """直接起诉的期限为六个月，法律另有规定的除外：依土地管理法责令限期拆除的为十五日。写“三个月”是2015年以前的旧法。"""
    for block in blocks(f):
        v.act(block.day)
        written = _written_period(block.remedy)
        special = block.act.land if block.act.land is not None else None
        normal, fifteen = written == (SUIT_MONTHS, "months"), written == (SUIT_AFTER_RECONSIDERATION_DAYS, "days")
        if written is None:
            v.absent(f"{block.act.paper}没有写明起诉期限。", lawful=_lawful(f, c, block))
        elif (normal and not special) or (fifteen and special):
            v.ok(f"起诉期限写为{_period_name(written)}。")
        elif special is None and fifteen:
            v.manual("起诉期限写为十五日；是否依土地管理法责令限期拆除，请判断。")
        else:
            _see_text(f, c, v, block)
            wanted = "十五日（土地管理法第八十三条）" if special else "六个月"
            v.fail(f"{block.act.paper}把起诉期限写成{_period_name(written)}，应为{wanted}。", lawful=_lawful(f, c, block))


def _written_period(remedy: Remedy) -> tuple[int, str] | None:
    return (remedy.suit_value, remedy.suit_unit) if remedy.suit_value is not None and remedy.suit_unit else None


def _period_name(period: tuple[int, str]) -> str:
    return f"{period[0]}{'个月' if period[1] == 'months' else '日'}"


@rule("JJ04", "诉讼法院正确", SERIOUS, "PG PN ME EN", litigation("18"), facts=BLOCKS.format("court"))
def court_right(f: FileFacts, c: Context, v: Verdict) -> None:
    """应当写明有管辖权的人民法院；江门市基层行政案件集中管辖，法院见参照数据。"""
    for block in blocks(f):
        day = block.day or f.act_on or c.today
        v.act(block.day)
        right = c.library.court(f.body, day)
        written = block.remedy.court
        if right is None:
            v.unknown("参照数据中没有该镇街的管辖法院。")
        elif not written:
            v.absent(f"{block.act.paper}没有写明起诉的法院。", lawful=_lawful(f, c, block))
        elif is_organ(written, right):
            v.ok(f"法院写为{written}。")
        else:
            _see_text(f, c, v, block)
            v.fail(f"{block.act.paper}把法院写成“{written}”，应为{right.name}。", lawful=_lawful(f, c, block))


@rule(
    "JJ05",
    "复议前置",
    SERIOUS,
    "PS",
    reconsideration("23-1#1 23-2"),
    since=NEW_RECONSIDERATION_LAW,
    facts="decision.remedy.mode decision.dated_on",
)
def reconsider_first(f: FileFacts, c: Context, v: Verdict) -> None:
    """2024年1月1日起，对当场作出的行政处罚决定不服的，应当先申请复议，对复议决定不服的再起诉；告知时必须写明。"""
    for block in blocks(f):
        if block.day is None:
            v.unknown("没有决定日期，无法确定适用哪一文本的行政复议法。")
            continue
        if not v.act(block.day):
            continue
        mode = block.remedy.mode
        _see_text(f, c, v, block)
        if mode == "reconsider_first":
            v.ok(f"{say(block.day)}的当场处罚决定书写明先申请复议。")
        elif mode:
            v.fail(f"{say(block.day)}作出当场处罚决定，告知书写成可以在复议、诉讼中任选其一。", lawful=_lawful(f, c, block))
        else:
            v.absent(f"{say(block.day)}作出当场处罚决定，没有写明应当先申请复议。", lawful=_lawful(f, c, block))


@rule("JJ06", "不误写复议前置", SERIOUS, "PG ME", litigation("44-1"), reconsideration("23-1", "30"), facts=BLOCKS.format("mode"))
def not_wrongly_first(f: FileFacts, c: Context, v: Verdict) -> None:
    """普通程序的处罚、强制措施不属于复议前置，当事人可以选择复议或者直接起诉；侵犯已经取得的自然资源权利的除外。"""
    for block in blocks(f):
        v.act(block.day)
        if not block.remedy.mode:
            v.unknown("没有说明复议与诉讼的关系。")
        elif block.remedy.mode == "choice":
            v.ok("写明可以选择复议或者诉讼。")
        elif f.field == "resources":
            v.manual("写明先复议；是否属于侵犯已取得的自然资源权利的案件，请判断。")
        else:
            _see_text(f, c, v, block)
            v.fail(f"{block.act.paper}写成必须先申请复议，当事人本可以直接起诉。", lawful=_lawful(f, c, block))


@rule(
    "JJ07",
    "写明期限的起算点",
    MINOR,
    "PG PS ME",
    penalty("59-1#5", "39-1#5"),
    facts=f"{BLOCKS.format('reconsider_start')} {BLOCKS.format('suit_start')}",
)
def start_given(f: FileFacts, c: Context, v: Verdict) -> None:
    """复议、诉讼期限都应当写明从何时起算，通常为收到本决定书之日；应当先复议的，只须写明复议的起算点。"""
    for block in blocks(f):
        v.act(block.day)
        parts = {"复议期限": block.remedy.reconsider_start}
        if not block.act.reconsider_first:
            parts["起诉期限"] = block.remedy.suit_start
        missing = [name for name, text in parts.items() if not text]
        if missing:
            v.absent(f"{block.act.paper}没有写明{'、'.join(missing)}的起算点。", lawful="写明“自收到本决定书之日起”。")
        else:
            v.ok("写明了期限的起算点。")


@rule(
    "JJ08",
    "不误用行政法规的十五日",
    SERIOUS,
    "PG",
    litigation("46-1"),
    reconsideration("20-1", "9-1"),
    facts=f"{BLOCKS.format('suit_value')} {BLOCKS.format('suit_unit')} {BLOCKS.format('reconsider_days')}",
)
def no_old_fifteen_days(f: FileFacts, c: Context, v: Verdict) -> None:
    """城市市容、绿化、公共场所等行政法规里的“十五日”不能缩短法律规定的六十日、六个月；只有法律可以另行规定。"""
    for block in blocks(f):
        v.act(block.day)
        suit = _written_period(block.remedy)
        shortened = []
        if suit == (15, "days") and not block.act.land:
            shortened.append("起诉期限")
        if block.remedy.reconsider_days == 15:
            shortened.append("复议期限")
        if not shortened:
            v.ok("没有把行政法规的十五日写作复议、起诉期限。")
        elif shortened == ["起诉期限"] and block.act.land is None:
            v.manual("起诉期限写为十五日；是否依土地管理法责令限期拆除，请判断。")
        else:
            _see_text(f, c, v, block)
            v.fail(f"{block.act.paper}把{'、'.join(shortened)}写成十五日。", lawful=_lawful(f, c, block))


@rule("JJ09", "强制措施告知救济", SERIOUS, "ME", compulsion("24-2#4"), facts="measure.acted_at measure.remedy")
def measure_has_remedy(f: FileFacts, c: Context, v: Verdict) -> None:
    """查封、扣押决定书应当载明申请复议或者提起诉讼的途径和期限。"""
    if f.measure is None:
        return
    v.act(f.measure_on)
    act = Act("查封（扣押）决定书", f.measure_on)
    if f.measure.remedy:
        v.ok("决定书写有救济途径。")
    else:
        v.see(correct_text=remedy_text(act, f.body, c))
        v.absent("查封（扣押）决定书没有写明复议、诉讼的途径和期限。", lawful=f"写明：“{remedy_text(act, f.body, c)}”")


@rule(
    "JJ10",
    "强制执行决定告知救济",
    SERIOUS,
    "EN",
    compulsion("37-2#4"),
    facts="enforcement.own_power enforcement.decision_on enforcement.remedy",
)
def enforcement_has_remedy(f: FileFacts, c: Context, v: Verdict) -> None:
    """行政机关自己作出的强制执行决定书应当载明申请复议或者提起诉讼的途径和期限；催告书和申请法院执行的不在此限。"""
    enforcement = f.enforcement
    if enforcement is None or not enforcement.own_power or f.enforcement_decided_on is None:
        return
    v.act(f.enforcement_decided_on)
    act = Act("强制执行决定书", f.enforcement_decided_on)
    if enforcement.remedy:
        v.ok("决定书写有救济途径。")
    else:
        v.see(correct_text=remedy_text(act, f.body, c))
        v.absent("强制执行决定书没有写明复议、诉讼的途径和期限。", lawful=f"写明：“{remedy_text(act, f.body, c)}”")


@rule(
    "JJ11", "电子送达的告知网上复议渠道", MINOR, "ALL", reconsideration("22-2"), since=NEW_RECONSIDERATION_LAW,
    facts=f"{BLOCKS.format('online_channel')} services[].document services[].method services[].on",
)  # fmt: skip
def online_channel(f: FileFacts, c: Context, v: Verdict) -> None:
    """通过互联网送达行政行为决定书的，应当同时提供网上申请行政复议的渠道。"""
    for block in blocks(f):
        served = [service for service in f.services_of(*block.codes) if service.method == "electronic"]
        if not served or not v.act(next((service.on for service in served if service.on), block.day)):
            continue
        if block.remedy.online_channel:
            v.ok(f"告知了网上复议渠道：{block.remedy.online_channel}。")
        else:
            v.absent(f"{block.act.paper}电子送达，没有告知网上申请复议的渠道。", lawful="写明网上申请行政复议的平台和方式。")


@rule(
    "JJ12", "告知缴款机构和加处罚款", MINOR, "PG PS", penalty("72 73", "45 51"), COLLECTION_RULES,
    facts="decision.surcharge_told decision.pay_institution decision.fine payment.channel",
)  # fmt: skip
def payment_told(f: FileFacts, c: Context, v: Verdict) -> None:
    """处以罚款的决定书应当写明代收机构和逾期不缴是否加处罚款；复议、诉讼不停止执行。"""
    if not f.decision or not f.decision.remedy or not f.fine_imposed or f.collected_on_the_spot:
        return
    v.act(f.decided_on)
    missing = [name for name, value in (("代收机构", f.decision.pay_institution), ("逾期加处罚款", f.decision.surcharge_told)) if not value]
    if missing:
        v.absent(
            f"决定书没有告知{'、'.join(missing)}。",
            given=f.decision.surcharge_told,
            lawful="写明代收机构的名称、地址或者电子支付方式，逾期每日按罚款数额的百分之三加处罚款，加处总额不超过罚款数额。",
        )
    else:
        v.ok("决定书告知了代收机构和逾期加处罚款。")


@rule("JJ13", "不予处罚也告知救济", MINOR, "PN", reconsideration("11", "6"), litigation("12"), facts="decision.dated_on decision.remedy")
def non_penalty_has_remedy(f: FileFacts, c: Context, v: Verdict) -> None:
    """不予行政处罚决定书也应当告知复议、诉讼的途径；举报人等利害关系人可能寻求救济。"""
    if not f.has_decision:
        return
    v.act(f.decided_on)
    act = Act.of_decision(f)
    if f.decision and f.decision.remedy:
        v.ok("决定书写有救济途径。")
    else:
        v.see(correct_text=remedy_text(act, f.body, c))
        v.absent("不予行政处罚决定书没有告知救济途径。", lawful=f"写明：“{remedy_text(act, f.body, c)}”")


LATER_ACTS = {"QZCS": "查封（扣押）决定书", "QZJD": "强制执行决定书", "DLXJ": "代履行决定书"}


def _act_of(f: FileFacts, code: str) -> Act:
    """What the notice in a paper of this type belongs to."""
    if code in LATER_ACTS:
        return Act(LATER_ACTS[code], f.measure_on if code == "QZCS" else f.enforcement_decided_on)
    return Act.of_decision(f)


@rule(
    "JJ14", "救济语句与文书类型相符", SERIOUS, "ALL", reconsideration("20 23 24", "9 13 15"), litigation("46-1"),
    facts="documents[].type documents[].dated_on documents[].text",
)  # fmt: skip
def text_fits(f: FileFacts, c: Context, v: Verdict) -> None:
    """决定书正文中的救济语句，其复议机关、期限、法院和先后顺序应当与文书类型相符。"""
    for code in (*f.decision_codes, *LATER_ACTS):
        papers = f.papers(code)
        act = _act_of(f, code) if papers else None
        for paper in papers:
            v.act(act.day or paper.dated_on)
            if not paper.text:
                v.lacks(f"没有录入{act.paper}的正文。")
                continue
            faults = differences(paper.text, act, f.body, c)
            if faults is None:
                v.lacks(f"{act.paper}的正文中没有找到救济语句。")
            elif faults:
                v.see(correct_text=remedy_text(act, f.body, c))
                v.fail(f"{act.paper}的救济语句{'；'.join(faults)}。", lawful=f"改为：“{remedy_text(act, f.body, c)}”")
            else:
                v.ok(f"{act.paper}的救济语句与文书类型相符。")
