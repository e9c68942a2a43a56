"""适用法律: which law, which article, which sum."""

import re
from collections.abc import Iterator
from datetime import date

from pengjiang.checks.basis import ENVIRONMENT_CODE, NEW_PENALTY_LAW, basis, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say, yuan
from pengjiang.checks.facts import CITIZENS, MEASURE, SUMMARY, FileFacts
from pengjiang.checks.library import is_statute_name, plain
from pengjiang.checks.patterns import KIND_NAMES
from pengjiang.checks.remedy_periods import LAND_LAW, cited
from pengjiang.checks.rule import MINOR, SERIOUS, VETO, Verdict, manual, rule
from pengjiang.law.citations import Citation
from pengjiang.law.laws import Law
from pengjiang.law.rows import Mark, PowerItem

CODE = "中华人民共和国生态环境法典"
CODE_BASIS = basis(CODE, "1057 1242", since=ENVIRONMENT_CODE)
PLANNING_LAW = "城乡规划法"
# 行政处罚法 before 2021-07-15: notice 31, defence 32, summary 33, hearing 42, decision 38 and 39, surcharge 51.
OLD_PROCEDURE = {31: "告知（现第四十四条）", 32: "陈述申辩（现第四十五条）", 33: "当场处罚（现第五十一条）", 38: "决定（现第五十七条）",
                 39: "决定书载明事项（现第五十九条）", 42: "听证（现第六十三条、第六十四条）", 51: "加处罚款（现第七十二条）"}  # fmt: skip


def _basis_of(f: FileFacts) -> tuple[Citation, ...]:
    """What the file rests on: the provisions violated and applied, or those of the measure."""
    if f.file_type == MEASURE:
        return f.measure.basis if f.measure else ()
    return cited(f)


@rule(
    "FL01", "引用的法律现行有效", VETO, "PG PS ME", penalty("37"), basis("中华人民共和国立法法"),
    facts="decision.violated[] decision.penalised_by[] decision.law_comparison_noted measure.basis[] case.violation_to case.violation_from decision.dated_on",
)  # fmt: skip
def law_in_force(f: FileFacts, c: Context, v: Verdict) -> None:
    """适用违法行为发生时有效的法律；决定时法律已经修改且较轻的，适用新法并作比较说明。引用已经废止或者尚未施行的法律，没有依据。"""
    acted = f.measure_on if f.file_type == MEASURE else f.violation_on or f.discovered_on
    decided = f.measure_on if f.file_type == MEASURE else f.decided_on
    acted = acted or decided
    if acted is None or decided is None:
        return
    v.act(decided)
    noted = f.decision.law_comparison_noted if f.decision else None
    for citation in dict.fromkeys(_basis_of(f)):
        law = c.library.law_named(citation.law)
        if law is None:
            v.lacks(f"法规库中没有收录《{citation.law}》。")
        else:
            _judge_version(c, v, citation, law, acted, decided, noted=noted)


def _judge_version(c: Context, v: Verdict, citation: Citation, law: Law, acted: date, decided: date, *, noted: bool | None) -> None:
    then = law.version_on(acted)
    text = law.version_on(citation.version) if citation.version else then or law.version_on(decided)
    if text is None:
        ended = law.versions[-1].effective.until
        if citation.version and then:
            v.fail(f"{citation}注明的{say(citation.version)}文本不存在。", severity=SERIOUS)
        elif ended and ended < acted:
            v.fail(
                f"{citation}所在的法律已于{say(ended)}停止施行，违法行为终了于{say(acted)}，没有依据。",
                lawful="适用违法行为发生时有效的法律。",
            )
        else:
            v.fail(f"{say(decided)}作出决定时，{citation}尚未施行。", lawful="适用违法行为发生时有效的法律。")
        return
    since, until = text.effective.since, text.effective.until
    if acted in text.effective:
        _judge_place(c, v, citation, acted)
    elif until and until < acted:
        gone = then is None
        v.fail(
            f"{citation}引用的文本于{say(until)}失效，违法行为终了于{say(acted)}。",
            severity=VETO if gone else SERIOUS,
            lawful="适用违法行为发生时有效的文本。",
        )
    elif since and since > decided:
        v.fail(f"{citation}引用的文本{say(since)}才施行，{say(decided)}作出决定时没有依据。", lawful="适用违法行为发生时有效的法律。")
    elif noted:
        v.ok(f"{citation}在违法行为终了（{say(acted)}）以后施行，决定作了新旧法比较。")
    elif noted is None:
        v.lacks(f"{citation}在违法行为终了（{say(acted)}）以后施行，没有说明是否因新法较轻而适用。")
    else:
        v.fail(
            f"{citation}在违法行为终了（{say(acted)}）以后施行，没有新旧法比较。",
            severity=SERIOUS,
            lawful="适用行为时的法律；新法较轻的，写明比较后适用新法。",
        )


def _judge_place(c: Context, v: Verdict, citation: Citation, acted: date) -> None:
    if c.library.article_exists(citation, citation.version or acted) is False:
        v.fail(f"{say(acted)}有效的文本中没有{citation}。", severity=SERIOUS, lawful="核对法律文本，写明正确的条、款、项。")
    else:
        v.ok(f"{citation}在违法行为发生时有效。")


@rule(
    "FL02",
    "条款项引用完整",
    SERIOUS,
    "PG PS",
    penalty("59-1#3", "39-1#3"),
    facts="decision.violated[] decision.penalised_by[] case.violation_to",
)
def full_pinpoint(f: FileFacts, c: Context, v: Verdict) -> None:
    """法条有数款、数项的，应当引用到所适用的款、项。"""
    v.act(f.decided_on)
    for citation in dict.fromkeys(cited(f)):
        if citation.article is None:
            v.fail(f"{citation}没有引用到条。", lawful="引用到条、款、项。")
            continue
        day = citation.version or f.violation_on or f.decided_on
        full = c.library.pinpointed(citation, day)
        if full is None:
            v.lacks(f"法规库中没有{citation.at_article()}的款、项结构。")
        else:
            v.judge(
                full,
                f"{citation}引用完整。",
                f"{citation.at_article()}有数款或者数项，只引用到{citation.place}。",
                lawful="引用到所适用的款、项。",
            )


@rule(
    "FL03",
    "违反条款与处罚条款配对",
    SERIOUS,
    "PG PS",
    penalty("59-1#3", "39-1#3"),
    facts="item decision.violated[] decision.penalised_by[]",
)
def provisions_paired(f: FileFacts, c: Context, v: Verdict) -> None:
    """认定违反的条款与据以处罚的条款应当是同一事项的一对。"""
    if f.decision is None or not f.decision.penalised_by:
        return
    v.act(f.decided_on)
    rows = [row for row in c.library.rows_of(f.item) if row.violated and row.penalised_by] if f.item else []
    if not rows or not f.decision.violated:
        v.unknown("没有事项代码、违反的条款，或者职权清单中没有该事项的条款配对。")
        return
    matches = [row for row in rows if _meets(f.decision.violated, row.violated) and _meets(f.decision.penalised_by, row.penalised_by)]
    wanted = "；".join(f"违反{'、'.join(map(str, row.violated))}，依据{'、'.join(map(str, row.penalised_by))}处罚" for row in rows)
    v.judge(
        bool(matches), "违反条款与处罚条款配对。", f"违反条款与处罚条款不是事项“{rows[0].name}”的一对。", lawful=f"该事项为：{wanted}。"
    )


def _meets(found: tuple[Citation, ...], wanted: tuple[Citation, ...]) -> bool:
    return any(one.covers(other) or other.covers(one) for one in found for other in wanted)


@rule(
    "FL04", "生态环境法典衔接", VETO, "PG PS", CODE_BASIS, penalty("37"),
    facts="field case.violation_to decision.dated_on decision.violated[] decision.penalised_by[] decision.law_comparison_noted",
)  # fmt: skip
def code_switch(f: FileFacts, c: Context, v: Verdict) -> None:
    """2026年8月15日生态环境法典施行，十部法律同时废止：此前不得引用法典；此后只引用旧法的，应当说明行为发生在此前并经新旧法比较；行为在此后的，应当引用法典。"""
    decided, places = f.decided_on, cited(f)
    if f.field not in ("environment", "urban") or decided is None or not places:
        return
    laws = [c.library.law_named(citation.law) for citation in places]
    code = any(law and law.name == CODE for law in laws)
    old = [law for law in laws if law and c.library.replaced_by_code(law)]
    if not code and not old:
        return
    v.act(decided)
    acted, noted = f.violation_on or f.discovered_on, f.decision.law_comparison_noted
    names = "、".join(dict.fromkeys(f"《{law.name}》" for law in old))
    compare = "写明行为时的法律与法典的比较，适用较轻的。"
    if decided < ENVIRONMENT_CODE:
        v.judge(
            not code,
            f"{say(decided)}作出决定，引用{names}。",
            f"{say(decided)}作出决定，法典2026年8月15日才施行，却引用了法典。",
            lawful="引用当时有效的单行法。",
        )
    elif acted and acted >= ENVIRONMENT_CODE:
        v.judge(
            code,
            f"违法行为终了于{say(acted)}，引用法典。",
            f"违法行为终了于{say(acted)}，法典已经施行，仍只引用已废止的{names}。",
            lawful="引用法典的相应条款。",
        )
    elif noted or code:
        # An older act under the Code is for FL01, which asks for the comparison.
        v.ok(f"{say(decided)}作出决定，{'决定作了新旧法比较' if noted else '引用了法典'}。")
    elif acted is None:
        v.unknown("没有违法行为终了的日期。")
    elif noted is None:
        v.lacks(f"违法行为在法典施行以前，{say(decided)}作出决定，没有说明是否作了新旧法比较。")
    else:
        v.fail(f"违法行为在法典施行以前，{say(decided)}作出决定，没有新旧法比较。", severity=SERIOUS, lawful=compare)


@rule(
    "FL05",
    "程序条款不用旧条号",
    SERIOUS,
    "PG PS",
    penalty("44 45 51 57 59 63 64 72"),
    since=NEW_PENALTY_LAW,
    facts="decision.procedure_cited[] decision.dated_on",
)
def new_numbers(f: FileFacts, c: Context, v: Verdict) -> None:
    """2021年7月15日以后的程序行为，应当引用修订后行政处罚法的条号，不得按旧法条号引用告知、听证、决定等程序条款。"""
    if f.decision is None or not v.act(f.decided_on):
        return
    places = [citation for citation in f.decision.procedure_cited if citation.short_law == "行政处罚法"]
    if not f.decision.procedure_cited:
        v.lacks("没有录入决定书引用的程序条款。")
        return
    allowed = {51} if f.file_type == SUMMARY else set()
    old = [citation for citation in places if _is_old(citation) and citation.article not in allowed]
    if old:
        meant = "、".join(f"{citation.place}（旧法{OLD_PROCEDURE.get(citation.article, '条号')}）" for citation in old)
        v.fail(f"{say(f.decided_on)}的决定按旧法条号引用了行政处罚法{meant}。", lawful="改引2021年修订文本的相应条款。")
    else:
        v.ok("程序条款没有使用旧法条号。")


def _is_old(citation: Citation) -> bool:
    if citation.version:
        return citation.version < NEW_PENALTY_LAW
    return citation.article in OLD_PROCEDURE


manual(
    "FL06",
    "一事不二罚",
    VETO,
    "PG PS",
    penalty("29", "24"),
    demand="对当事人的同一个违法行为，不得给予两次以上罚款；责令改正后继续的行为是新的行为。",
    look="请查询本镇街、其他镇街和区级部门是否已对同一当事人的同一行为作出罚款（决定书编号、日期、行为）。",
    across_files=True,
)


@rule("FL07", "处罚种类法定", VETO, "PG PS", penalty("9 16", "8 14"), facts="item decision.penalties")
def kinds_provided(f: FileFacts, c: Context, v: Verdict) -> None:
    """处罚的种类应当是所依据的条款规定的种类。"""
    if f.decision is None or not f.decision.penalties:
        return
    v.act(f.decided_on)
    rows = [row for row in c.library.rows_of(f.item) if row.kinds] if f.item else []
    if not rows:
        v.unknown("没有事项代码，或者职权清单中没有该事项的处罚种类。")
        return
    allowed = {kind for row in rows for kind in row.kinds}
    extra = [KIND_NAMES[kind] for kind in f.decision.penalties if kind not in allowed and kind != "other"]
    listed = "、".join(KIND_NAMES[kind] for kind in KIND_NAMES if kind in allowed)
    if not extra:
        v.ok(f"处罚种类在事项“{rows[0].name}”规定的种类以内（{listed}）。")
    elif all(row.mark is Mark.VERIFIED for row in rows):
        v.fail(f"{'、'.join(extra)}不是事项“{rows[0].name}”规定的处罚种类（{listed}）。", lawful="只适用条款规定的处罚种类。")
    else:
        v.manual(f"{'、'.join(extra)}不在清单所录的处罚种类（{listed}）之内，清单该项尚未核对，请对照条款判断。")


def fine_range(f: FileFacts, c: Context) -> tuple[object, object, bool] | None:
    """Statutory minimum and maximum for this file, and whether they are certain (stated in the file, not taken from the item list)."""
    decision = f.decision
    if decision.law_min is not None or decision.law_max is not None:
        return decision.law_min, decision.law_max, True
    rows = [row for row in c.library.rows_of(f.item) if row.base_kind == "fixed"] if f.item else []
    ranges = [_range_of(row, f) for row in rows]
    ranges = [pair for pair in ranges if pair != (None, None)]
    if not ranges:
        return None
    lows, highs = [low for low, _ in ranges if low is not None], [high for _, high in ranges if high is not None]
    return min(lows, default=None), max(highs, default=None), False


def _range_of(row: PowerItem, f: FileFacts) -> tuple[object, object]:
    citizen = f.party_types and f.party_types <= CITIZENS
    return (row.person_min, row.person_max) if citizen else (row.unit_min, row.unit_max)


@rule(
    "FL08", "罚款在法定幅度内", VETO, "PG PS", penalty("4 76-1#2", "3 55"),
    facts="decision.fine decision.law_min decision.law_max decision.mitigating item",
)  # fmt: skip
def fine_in_range(f: FileFacts, c: Context, v: Verdict) -> None:
    """罚款应当在法定幅度以内；低于下限的是减轻处罚，须有法定情节（见CL05）。"""
    if f.fine is None:
        return
    v.act(f.decided_on)
    found = fine_range(f, c)
    if found is None:
        v.lacks("没有法定罚款幅度。")
        return
    low, high, certain = found
    said = f"罚款{yuan(f.fine)}，法定幅度为{yuan(low) if low is not None else '不设下限'}至{yuan(high) if high is not None else '不设上限'}"
    lawful = "在法定幅度以内裁量；有法定减轻情节的，经集体讨论并写明。"
    if high is not None and f.fine > high:
        _out_of_range(v, f"{said}，超过上限{yuan(f.fine - high)}", lawful, certain=certain)
    elif low is not None and f.fine < low and not f.decision.mitigating:
        _out_of_range(v, f"{said}，低于下限而没有减轻情节", lawful, certain=certain)
    elif low is not None and f.fine < low:
        v.ok(f"{said}，有减轻情节。")
    else:
        v.ok(f"{said}。")


def _out_of_range(v: Verdict, sentence: str, lawful: str, *, certain: bool) -> None:
    if certain:
        v.fail(f"{sentence}。", lawful=lawful)
    else:
        v.manual(f"{sentence}；幅度取自职权清单，是否另有加重、拒不改正等档次请判断。", lawful=lawful)


@rule("FL09", "处罚依据的层级", VETO, "PG PS", penalty("16 38-1", "14 3-2"), facts="decision.penalised_by[]")
def basis_rank(f: FileFacts, c: Context, v: Verdict) -> None:
    """只有法律、法规、规章可以作为处罚依据；裁量基准等规范性文件只能用来说理，不能单独作为依据。"""
    if f.decision is None or not f.decision.penalised_by:
        return
    v.act(f.decided_on)
    ranks = {citation.law: c.library.rank(citation.law) for citation in f.decision.penalised_by}
    if any(rank and rank.may_found_penalties for rank in ranks.values()):
        v.ok("处罚依据中有法律、法规或者规章。")
    elif any(rank is None for rank in ranks.values()):
        v.lacks(f"不知道{'、'.join(f'《{law}》' for law, rank in ranks.items() if rank is None)}的层级。")
    else:
        v.fail(
            f"只引用了{'、'.join(f'《{law}》（{rank.label}）' for law, rank in ranks.items())}作为处罚依据。",
            lawful="引用法律、法规、规章的处罚条款。",
        )


@rule(
    "FL10",
    "城乡规划案件的法律路径",
    SERIOUS,
    "PG EN",
    basis("中华人民共和国城乡规划法", "64 65"),
    facts="case.region_type decision.violated[] decision.penalised_by[]",
)
def planning_path(f: FileFacts, c: Context, v: Verdict) -> None:
    """城镇规划区的违法建设依城乡规划法第六十四条处理，乡、村庄规划区的依第六十五条由乡镇人民政府处理，两条不得混用。"""
    articles = {citation.article for citation in cited(f) if citation.short_law == PLANNING_LAW} & {64, 65}
    if not articles:
        return
    v.act(f.decided_on or f.act_on)
    region = f.case.region_type
    if not region:
        v.unknown("没有说明违法建设在城镇规划区还是乡、村庄规划区。")
        return
    name, right, wrong = ("乡、村庄规划区", "第六十五条", 64) if region == "village_plan" else ("城镇规划区", "第六十四条", 65)
    v.judge(
        wrong not in articles,
        f"违法建设在{name}，引用{right}。",
        f"违法建设在{name}，却引用城乡规划法第{'六十四' if wrong == 64 else '六十五'}条。",
        lawful=f"改引城乡规划法{right}。",
    )


HOUSE_WORDS = ("住宅", "宅基地", "建房", "rural_house", "homestead", "rural_residence")


@rule(
    "FL11",
    "土地案件的主体和条款",
    SERIOUS,
    "PG",
    basis("中华人民共和国土地管理法", "75 77 78"),
    facts="case.land_kind parties[].type decision.penalised_by[]",
)
def land_article(f: FileFacts, c: Context, v: Verdict) -> None:
    """农村村民非法占地建住宅适用土地管理法第七十八条（农业农村主管部门的职责），其他非法占地适用第七十七条。"""
    articles = {citation.article for citation in cited(f) if citation.short_law == LAND_LAW} & {75, 77, 78}
    if not articles & {77, 78}:
        return
    v.act(f.decided_on)
    kind = f.case.land_kind
    if not kind:
        v.lacks("没有说明占用土地的性质和用途。")
        return
    house = any(word in kind.lower() for word in HOUSE_WORDS) and not (f.party_types and f.party_types <= {"legal_person", "other_org"})
    if house:
        v.judge(
            77 not in articles,
            "农村村民建住宅，引用第七十八条。",
            f"土地用途为“{kind}”，属于农村村民建住宅，却引用第七十七条。",
            lawful="改引土地管理法第七十八条。",
        )
    else:
        v.judge(
            78 not in articles,
            "不是农村村民建住宅，引用第七十七条。",
            f"土地用途为“{kind}”，不属于农村村民建住宅，却引用第七十八条。",
            lawful="改引土地管理法第七十七条。",
        )


@rule("FL12", "责令类措施不作为处罚", MINOR, "PG", penalty("9 28-1", "8 23"), facts="decision.penalties")
def orders_are_no_penalty(f: FileFacts, c: Context, v: Verdict) -> None:
    """责令改正、限期改正不是行政处罚，不得列为处罚种类；责令限期拆除的性质有争议，由人判断。"""
    if f.decision is None or not f.decision.penalties:
        return
    v.act(f.decided_on)
    if "other" in f.decision.penalties:
        v.manual("处罚种类中有“其他”，请核对是否把责令改正、责令限期拆除列为处罚。")
    else:
        v.ok("处罚种类都是法定种类。")


@rule(
    "FL13", "应当先责令改正再罚款", VETO, "PG", penalty("4 28-1", "3 23"),
    facts="item decision.penalised_by[] decision.fine correction_order.served_on correction_order.due_on correction_order.complied documents[].type",
)  # fmt: skip
def ordered_first(f: FileFacts, c: Context, v: Verdict) -> None:
    """条款以“拒不改正”“逾期不改正”为罚款前提的，应当先责令改正，当事人不改正的才可以罚款。"""
    if not f.fine_imposed:
        return
    rows = _items_applied(f, c)
    if not _needs_order(rows, f):
        return
    v.act(f.decided_on)
    name = next(row.name for row in rows if row.needs_prior_order)
    order = f.correction_order
    served = (order.served_on if order else None) or f.served_day("ZLGZ") or f.paper_day("ZLGZ")
    lawful = "先送达责令（限期）改正通知书，复查确认没有改正的，再罚款。"
    if order is None and not f.paper("ZLGZ") and not f.services_of("ZLGZ"):
        v.absent(f"“{name}”以不改正为罚款前提，卷内没有在先的责令改正。", lawful=lawful)
    elif served and f.decided_on and served >= f.decided_on:
        v.fail(f"“{name}”以不改正为罚款前提，责令改正{say(served)}才送达，罚款决定在{say(f.decided_on)}。", lawful=lawful)
    elif order and order.due_on and f.decided_on and f.decided_on <= order.due_on:
        v.fail(f"“{name}”以不改正为罚款前提，改正期限{say(order.due_on)}届满，{say(f.decided_on)}即决定罚款。", lawful=lawful)
    elif order is None or order.complied is None:
        v.lacks("有责令改正，没有说明当事人是否改正。")
    else:
        v.judge(
            not order.complied,
            f"{say(served)}责令改正，当事人没有改正。",
            f"{say(served)}责令改正，当事人已经改正，仍予罚款。",
            lawful="已经改正的，不再以不改正为由罚款。",
        )


def _items_applied(f: FileFacts, c: Context) -> list[PowerItem]:
    """The item of the file, else every item whose penalty is the one cited."""
    if f.item and c.library.rows_of(f.item):
        return list(c.library.rows_of(f.item))
    return [row for citation in f.decision.penalised_by if citation.article for row in c.library.items_punished_by(citation)]


def _needs_order(rows: list[PowerItem], f: FileFacts) -> bool:
    """A lower step of the same article that needs no order, and whose range holds the fine, is enough."""
    if not any(row.needs_prior_order for row in rows):
        return False
    return not any(not row.needs_prior_order and _holds(row, f) for row in rows)


def _holds(row: PowerItem, f: FileFacts) -> bool:
    low, high = _range_of(row, f)
    return f.fine is None or ((low is None or f.fine >= low) and (high is None or f.fine <= high))


@rule(
    "FL14", "法律名称规范", MINOR, "PG PS", penalty("59-1#3", "39-1#3"), facts="decision.violated[] decision.penalised_by[] documents[].text"
)
def proper_names(f: FileFacts, c: Context, v: Verdict) -> None:
    """引用法律应当写全称并加书名号，国家法律冠以“中华人民共和国”。"""
    if f.decision is None:
        return
    v.act(f.decided_on)
    for name in dict.fromkeys(citation.law for citation in cited(f)):
        law = c.library.law_named(name)
        if law and plain(law.name) == plain(name):
            v.ok(f"《{name}》是全称。")
        elif law:
            v.fail(f"“{name}”不是全称。", lawful=f"写作《{law.name}》。")
        elif is_statute_name(plain(name)) and not plain(name).startswith("中华人民共和国"):
            v.fail(f"“{name}”不是全称。", lawful=f"写作《中华人民共和国{plain(name)}》。")
        else:
            v.lacks(f"法规库中没有收录《{name}》，不能核对名称。")
    for bare in _unmarked(f):
        v.fail(f"决定书正文中“{bare}”没有加书名号。", lawful=f"写作《{bare}》。")


_BARE = re.compile(r"(?<![《〈])(中华人民共和国[一-龥]{2,20}?法)第")


def _unmarked(f: FileFacts) -> Iterator[str]:
    for paper in f.papers("CFJD"):
        yield from dict.fromkeys(_BARE.findall(paper.text))
