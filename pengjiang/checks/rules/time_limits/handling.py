"""期限之一: 立案、办结、延长、登记保存、追诉、复查、结案、归档."""

from dataclasses import dataclass
from datetime import date, timedelta

from pengjiang.checks.basis import ENVIRONMENT_CODE, NEW_PENALTY_LAW, REVIEW_PRACTICE, basis, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import FileFacts
from pengjiang.checks.groups import Extension
from pengjiang.checks.rule import MINOR, SERIOUS, VETO, Verdict, rule
from pengjiang.law.rows import SectorLimit

HANDLING_DAYS, EXTENSION_DAYS, PRESERVATION_DAYS = 90, 30, 7
APPROVER_RANKS = {"head": 1, "collective": 2, "upper": 3}
EXCLUDED_WORDS = {
    "hearing": "听证",
    "announce": "公告",
    "test": "检测",
    "appraisal": "鉴定",
    "monitor": "监测",
    "service": "送达",
    "stay": "中止",
}
BUILDING_LAWS = frozenset({"城乡规划法", "土地管理法"})


@dataclass(frozen=True)
class Handling:
    """The end of the time to decide, with its count."""

    strict: date
    rolled: date
    sentence: str
    doubtful: bool = False


def handling_end(f: FileFacts, c: Context) -> Handling:
    """Filing day plus the field's limit, valid extensions, and the days that the rule leaves out."""
    filed = f.filed_on
    limit = c.library.sector_limit(f.field, filed)
    base, said = _base_end(limit, filed, c)
    valid = sum(one.days or 0 for one, good in judge_extensions(f, c) if good)
    end = c.days.add_cd(base, valid)
    if valid:
        said += f"，经批准延长{valid}日"
    pauses = merged(
        [(pause.from_, pause.to) for pause in f.case.suspensions if pause.from_ and pause.to and pause.from_ <= pause.to], after=filed
    )
    doubtful = bool(limit and limit.excluded) and any(not _is_excluded(pause.kind, limit) for pause in f.case.suspensions)
    left_out = 0
    for first, last in pauses:
        if first <= end:
            left_out += (last - first).days + 1
            end = c.days.add_cd(end, (last - first).days + 1)
    if left_out:
        said += f"，扣除{left_out}日"
    return Handling(end, c.days.roll(end), f"{said}，应在{say(end)}以前作出决定", doubtful and left_out > 0)


def _base_end(limit: SectorLimit | None, filed: date, c: Context) -> tuple[date, str]:
    if limit is None or (limit.handling, limit.handling_unit) == (HANDLING_DAYS, "natural_days"):
        return c.days.add_cd(filed, HANDLING_DAYS), f"{say(filed)}立案，期限九十日"
    if limit.handling_unit == "months":
        return c.days.add_month(filed, limit.handling), f"{say(filed)}立案，{limit.rule}规定的期限{limit.handling}个月"
    end = c.days.add_wd(filed, limit.handling) if limit.handling_unit == "working_days" else c.days.add_cd(filed, limit.handling)
    return end, f"{say(filed)}立案，{limit.rule}规定的期限{limit.handling}日"


def _is_excluded(kind: str, limit: SectorLimit) -> bool:
    words = [EXCLUDED_WORDS[word] for word in EXCLUDED_WORDS if word in kind.lower()] + [kind]
    return any(word and (word in allowed or allowed in word) for word in words for allowed in limit.excluded)


def merged(pauses: list[tuple[date, date]], *, after: date) -> list[tuple[date, date]]:
    """Overlapping pauses as one, what lies before the start left out."""
    joined: list[tuple[date, date]] = []
    for first, last in sorted((max(first, after + timedelta(days=1)), last) for first, last in pauses):
        if last < first:
            continue
        if joined and first <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return joined


def judge_extensions(f: FileFacts, c: Context) -> list[tuple[Extension, bool]]:
    """Each extension, in the order of approval, and whether it was approved before the time then running was over."""
    filed = f.filed_on
    if filed is None:
        return []
    limit = c.library.sector_limit(f.field, filed)
    end, _ = _base_end(limit, filed, c)
    for first, last in merged(
        [(pause.from_, pause.to) for pause in f.case.suspensions if pause.from_ and pause.to and pause.from_ <= pause.to], after=filed
    ):
        if first <= end:
            end = c.days.add_cd(end, (last - first).days + 1)
    judged = []
    for extension in sorted(f.case.extensions, key=lambda one: one.approved_on or date.max):
        good = extension.approved_on is not None and extension.approved_on <= c.days.roll(end)
        judged.append((extension, good))
        if good:
            end = c.days.add_cd(end, extension.days or 0)
    return judged


@rule(
    "QX01", "九十日内办结", SERIOUS, "PG PN", penalty("60"),
    facts="field case.filed_on decision.dated_on case.extensions[].approved_on case.extensions[].days case.suspensions[].kind case.suspensions[].from case.suspensions[].to",
)  # fmt: skip
def handled_in_time(f: FileFacts, c: Context, v: Verdict) -> None:
    """应当自立案之日起九十日内作出决定，法律、法规、规章另有规定的从其规定；按自然日计算，立案当日不计。末日为休息日、决定在顺延期内的，由人判断。"""
    filed, decided = f.filed_on, f.decided_on
    if decided is None or decided < NEW_PENALTY_LAW:
        return
    v.act(decided)
    if filed is None:
        if f.has_decision and not f.complete:
            v.unknown("没有立案日期。")
        return
    handling = handling_end(f, c)
    v.see(strict_end=handling.strict, rolled_end=handling.rolled)
    days = (decided - filed).days
    said = f"{handling.sentence}，{say(decided)}作出决定，历时{days}日"
    lawful = f"{say(handling.strict)}以前作出决定；不能按期的，在期满以前报经批准延长。"
    if decided <= handling.strict and not handling.doubtful:
        v.ok(f"{said}。")
    elif decided <= handling.strict:
        v.manual(f"{said}；扣除的期间有的不在规定的不计入办案期限的情形之内，请判断。")
    elif filed < NEW_PENALTY_LAW:
        v.manual(f"{said}；立案早于2021年7月15日，当时法律没有规定办案期限，是否从该日起算请判断。")
    elif decided <= handling.rolled:
        v.manual(
            f"{said}；期限末日{say(handling.strict)}是{c.days.describe(handling.strict)}，顺延至{say(handling.rolled)}，是否逾期请判断。",
            lawful=lawful,
        )
    else:
        v.fail(f"{said}，超过{(decided - handling.strict).days}日{'' if f.case.extensions else '，没有延长审批'}。", lawful=lawful)


@rule(
    "QX02", "延长审批有效", SERIOUS, "PG", penalty("60"),
    facts="field case.filed_on case.extensions[].approved_on case.extensions[].days case.extensions[].approver case.extensions[].approver_kind",
)  # fmt: skip
def extensions_valid(f: FileFacts, c: Context, v: Verdict) -> None:
    """延长办案期限应当在期满以前、由规定的人批准，总天数不超过规定。"""
    if not f.case.extensions:
        return
    if f.filed_on is None:
        v.unknown("没有立案日期，无法判断延长审批是否在期满以前。")
        return
    v.act(f.filed_on)
    limit = c.library.sector_limit(f.field, f.filed_on)
    for place, (extension, good) in enumerate(judge_extensions(f, c)):
        if extension.approved_on is None:
            v.absent("延长没有批准日期。", lawful="期满以前报批，写明批准日期。")
        else:
            v.judge(
                good,
                f"{say(extension.approved_on)}批准延长{extension.days or 0}日。",
                f"{say(extension.approved_on)}才批准延长，原期限已经届满。",
                lawful="期满以前报批。",
            )
        _judge_approver(v, limit, place, extension)
    total, most = sum(one.days or 0 for one in f.case.extensions), _most_days(limit)
    if most is not None:
        v.judge(total <= most, f"共延长{total}日。", f"共延长{total}日，超过{limit.rule if limit else '通常'}规定的{most}日。")


def _judge_approver(v: Verdict, limit: SectorLimit | None, place: int, extension: Extension) -> None:
    needed = (limit.first_approver if place == 0 else limit.second_approver) if limit else ("head" if place == 0 else "collective")
    names = {"head": "负责人", "collective": "集体讨论", "upper": "上级机关"}
    if not extension.approver_kind:
        v.lacks("没有说明延长由谁批准。")
    elif needed and APPROVER_RANKS[extension.approver_kind] < APPROVER_RANKS[needed]:
        v.fail(f"第{place + 1}次延长由{names[extension.approver_kind]}批准，应当经{names[needed]}批准。")


def _most_days(limit: SectorLimit | None) -> int | None:
    """The total that may be added; ``None`` where the rule leaves it open."""
    if limit is None:
        return 2 * EXTENSION_DAYS
    if not limit.first_extension or (limit.second_approver and limit.second_extension is None):
        return None
    return limit.first_extension + (limit.second_extension or 0)


@rule("QX03", "立案及时", MINOR, "PG", penalty("54-2 60"), facts="field case.discovered_at case.filed_on")
def filed_in_time(f: FileFacts, c: Context, v: Verdict) -> None:
    """发现违法线索后，应当在所属领域程序规定的期限内决定是否立案。"""
    if f.filed_on is None:
        return
    limit = c.library.sector_limit(f.field, f.filed_on)
    if limit is None or not limit.filing:
        return
    v.act(f.filed_on)
    if f.discovered_on is None:
        v.unknown("没有发现时间。")
        return
    working = limit.filing_unit == "working_days"
    last = c.days.add_wd(f.discovered_on, limit.filing) if working else c.days.roll(c.days.add_cd(f.discovered_on, limit.filing))
    v.see(file_by=last)
    said = f"{say(f.discovered_on)}发现，{limit.rule}规定{limit.filing}{'个工作日' if working else '日'}内立案，末日{say(last)}，{say(f.filed_on)}立案"
    v.judge(f.filed_on <= last, f"{said}。", f"{said}，逾期{(f.filed_on - last).days}日。", lawful=f"{say(last)}以前决定是否立案。")


@rule("QX04", "登记保存七日内处理", SERIOUS, "PG", penalty("56 85", "37-2"), facts="preservation.on preservation.handled_on")
def preservation_handled(f: FileFacts, c: Context, v: Verdict) -> None:
    """先行登记保存的证据，应当在七个工作日内作出处理决定（2021年7月15日以前为七个自然日）。"""
    if f.preservation is None and f.paper("XXDJ") is None:
        return
    started = (f.preservation.on if f.preservation else None) or f.paper_day("XXDJ")
    handled = f.preservation.handled_on if f.preservation else None
    if started is None:
        v.unknown("没有登记保存的日期。")
        return
    v.act(started)
    working = started >= NEW_PENALTY_LAW
    last = c.days.add_wd(started, PRESERVATION_DAYS) if working else c.days.roll(c.days.add_cd(started, PRESERVATION_DAYS))
    v.see(handle_by=last)
    said = f"{say(started)}登记保存，七{'个工作日' if working else '日'}的末日是{say(last)}"
    lawful = f"{say(last)}以前作出退还、送检、移送、查封扣押等处理决定，逾期自动解除。"
    if handled is None:
        if c.today > last:
            v.absent(f"{said}，没有处理决定。", lawful=lawful)
        else:
            v.ok(f"{said}，尚在期限以内。")
    else:
        v.judge(handled <= last, f"{said}，{say(handled)}处理。", f"{said}，{say(handled)}才处理。", lawful=lawful)


@rule(
    "QX08", "没有超过追诉时效", VETO, "PG PS", penalty("36", "29"), basis("中华人民共和国生态环境法典", "1054", since=ENVIRONMENT_CODE),
    facts="case.violation_from case.violation_to case.continuous case.discovered_at case.harm case.life_safety_or_finance field",
)  # fmt: skip
def within_limitation(f: FileFacts, c: Context, v: Verdict) -> None:
    """违法行为在二年内未被发现的不再处罚；涉及公民生命健康安全、金融安全且有危害后果的为五年（2021年7月15日起）；污染环境、破坏生态有危害后果的为五年（2026年8月15日起）。连续、继续的，从终了之日起算。"""
    if not f.has_decision:
        return
    ended, found = f.violation_on, f.discovered_on
    if f.case.continuous and f.case.violation_to is None:
        v.act(found or f.decided_on)
        v.ok("违法行为处于继续状态，没有终了。")
        return
    v.act(ended)
    if ended is None or found is None:
        v.unknown("没有违法行为终了之日或者发现时间。")
        return
    years = _limitation_years(f, ended)
    last = c.days.add_month(ended, 12 * years)
    v.see(limitation_years=years, last_day=last)
    said = f"违法行为{say(ended)}终了，{'五' if years == 5 else '二'}年的追诉期到{say(last)}届满，{say(found)}被发现"
    if found <= last:
        v.ok(f"{said}。")
    elif _is_lasting(f):
        v.manual(f"{said}；违法建设、违法占地通常处于继续状态，请判断是否已经终了。")
    else:
        v.fail(f"{said}，已经超过追诉时效。", lawful="不再给予行政处罚；可以依法责令改正。")


def _limitation_years(f: FileFacts, ended: date) -> int:
    """Longer periods are no lighter for the party, so they hold only for acts that ended under the law that made them (Art. 37)."""
    if ended >= NEW_PENALTY_LAW and f.case.harm and f.case.life_safety_or_finance:
        return 5
    if ended >= ENVIRONMENT_CODE and f.case.harm and f.field == "environment":
        return 5
    return 2


def _is_lasting(f: FileFacts) -> bool:
    """Buildings and land use, where the file does not itself say that the act is over."""
    if f.case.continuous is not None:
        return False
    laws = {citation.short_law for citation in (*f.decision.violated, *f.decision.penalised_by)} if f.decision else set()
    return bool(f.case.region_type or f.case.land_kind or laws & BUILDING_LAWS)


@rule(
    "QX18",
    "责令改正后及时复查",
    MINOR,
    "PG IN",
    penalty("28-1", "23"),
    facts="correction_order.due_on correction_order.rechecked_on documents[].type",
)
def rechecked_in_time(f: FileFacts, c: Context, v: Verdict) -> None:
    """责令限期改正的，期满后应当及时复查并有记录；本单位的复查期限见参照数据。"""
    order = f.correction_order
    if order is None:
        if f.paper("ZLGZ"):
            v.unknown("有责令改正通知书，没有改正期限和复查日期。")
        return
    v.act(order.served_on or order.due_on)
    if order.due_on is None:
        v.lacks("没有改正期限。")
        return
    days = c.library.length_of("recheck", order.due_on, 10)
    last = c.days.add_wd(order.due_on, days)
    v.see(recheck_by=last)
    said = f"改正期限{say(order.due_on)}，应在其后{days}个工作日即{say(last)}以前复查"
    if order.rechecked_on:
        v.judge(order.rechecked_on <= last, f"{said}，{say(order.rechecked_on)}复查。", f"{said}，{say(order.rechecked_on)}才复查。")
    elif c.today > last:
        v.absent(f"{said}，没有复查记录。", lawful="改正期满后到现场复查，制作复查笔录。")
    else:
        v.ok(f"{said}，尚在期限以内。")


@rule(
    "QX19",
    "执行后及时结案",
    MINOR,
    "PG PS",
    REVIEW_PRACTICE,
    facts="payment.paid_on payment.deferral[].until enforcement.executed_at case.closed_on",
)
def closed_in_time(f: FileFacts, c: Context, v: Verdict) -> None:
    """处罚决定执行完毕后，应当及时结案；法律没有规定天数，本单位的期限见参照数据。"""
    if not f.has_decision:
        return
    days = [f.payment.paid_on if f.payment and not f.payment.unpaid else None, f.executed_on]
    if not f.fine_imposed:
        days.append(f.decision_served_on or f.decided_on)
    done = max((day for day in days if day), default=None)
    if done is None:
        return
    v.act(done)
    length = c.library.length_of("closing", done, 30)
    last = c.days.roll(c.days.add_cd(done, length))
    v.see(close_by=last)
    said = f"{say(done)}执行完毕，本单位期限为{length}日，末日{say(last)}"
    if f.case.closed_on:
        v.judge(
            f.case.closed_on <= last,
            f"{said}，{say(f.case.closed_on)}结案。",
            f"{said}，{say(f.case.closed_on)}才结案。",
            lawful=f"{say(last)}以前结案。",
        )
    elif c.today > last:
        v.absent(f"{said}，没有结案日期。", lawful="填写结案审批表，报负责人批准结案。")
    else:
        v.ok(f"{said}，尚在期限以内。")


@rule("QX20", "结案后及时归档", MINOR, "ALL", basis("机关档案管理规定"), facts="case.closed_on case.archived_on")
def archived_in_time(f: FileFacts, c: Context, v: Verdict) -> None:
    """结案后应当及时立卷归档；本单位的期限见参照数据。"""
    closed, archived = f.case.closed_on, f.case.archived_on
    if closed is None:
        return
    v.act(closed)
    length = c.library.length_of("archiving", closed, 30)
    last = c.days.roll(c.days.add_cd(closed, length))
    v.see(archive_by=last)
    said = f"{say(closed)}结案，本单位归档期限为{length}日，末日{say(last)}"
    if archived:
        v.judge(archived <= last, f"{said}，{say(archived)}归档。", f"{said}，{say(archived)}才归档。", lawful=f"{say(last)}以前归档。")
    elif c.today > last:
        v.absent(f"{said}，没有归档日期。", lawful="整理立卷，移交档案室并记明日期。")
    else:
        v.ok(f"{said}，尚在期限以内。")
