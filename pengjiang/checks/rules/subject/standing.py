"""主体资格之一: own name, seal, item list, place, power to seize."""

from datetime import date

from pengjiang.checks.basis import basis, compulsion, penalty
from pengjiang.checks.context import Context
from pengjiang.checks.days import say
from pengjiang.checks.facts import EXTERNAL_PAPERS, FileFacts, paper_name
from pengjiang.checks.groups import Document
from pengjiang.checks.library import plain
from pengjiang.checks.rule import NOTE, SERIOUS, VETO, Verdict, rule
from pengjiang.law.laws import Rank

TOWN_ANNOUNCEMENT = basis("广东省人民政府关于乡镇街道综合行政执法的公告")


@rule(
    "ZT01",
    "以镇街自身名义执法",
    VETO,
    "ALL",
    penalty("17 24-1 38", "15 16"),
    TOWN_ANNOUNCEMENT,
    facts="body documents[].type documents[].issuer",
)
def own_name(f: FileFacts, c: Context, v: Verdict) -> None:
    """对外的执法文书应当以镇人民政府、街道办事处自己的名义作出，不得以综合行政执法办公室、执法队或者区级部门的名义作出。"""
    body = c.library.body(f.body)
    for document in _external(f):
        day = document.dated_on or f.act_on or c.today
        v.act(day)
        if body and body.effective.since and day < body.effective.since:
            continue
        paper = _called(document)
        if not document.issuer:
            v.absent(f"{paper}没有署名机关。", lawful=_own_names(f, c, day))
        elif c.library.accepts_seal(f.body, document.issuer, day):
            v.ok(f"{paper}由{document.issuer}作出。")
        elif document.entrusted_by and plain(document.entrusted_by) == plain(document.issuer):
            _entrusted(f, v, document)
        else:
            v.fail(f"{paper}署名为“{document.issuer}”，不是{body.name if body else f.body}的镇人民政府、街道办事处。", lawful=_own_names(f, c, day))


def _own_names(f: FileFacts, c: Context, day: date) -> str:
    names = c.library.names_of(f.body, day)
    return f"署名应为{names[0]}（或者{'、'.join(names[1:])}）。" if names else ""


def _entrusted(f: FileFacts, v: Verdict, document: Document) -> None:
    if f.paper("WTS"):
        v.ok(f"{_called(document)}以委托机关{document.issuer}的名义作出，卷内有委托书。")
    else:
        v.absent(
            f"{_called(document)}以委托机关{document.issuer}的名义作出，卷内没有委托书。",
            lawful="受委托执法的，应当有书面并已公布的委托书。",
        )


@rule(
    "ZT02",
    "职权事项在镇街清单内",
    VETO,
    "PG PS PN IN ME",
    penalty("24-1 38", "16 3-2"),
    TOWN_ANNOUNCEMENT,
    facts="body item case.filed_on decision.dated_on",
)
def item_on_list(f: FileFacts, c: Context, v: Verdict) -> None:
    """所办事项应当在立案至作出决定期间属于下放给该镇街的职权；清单收回以前已经立案的，通常由原立案机关办结，请人工判断。"""
    if not f.item:
        v.unknown("没有填写职权事项代码，无法对照职权清单。")
        return
    rows = c.library.rows_of(f.item)
    if not rows:
        v.unknown(f"职权清单中没有收录事项“{f.item}”，无法判断。")
        return
    first = f.filed_on or f.inspected_on or f.act_on
    last = f.decided_on or f.measure_on or first
    if first is None or last is None:
        v.unknown("没有立案日和决定日，无法确定适用哪一时期的清单。")
        return
    v.act(first)
    held = [row for row in rows if not row.bodies or f.body in row.bodies]
    spans = "；".join(f"{row.effective}" for row in held) or "该镇街不在清单内"
    v.see(item_periods=[str(row.effective) for row in held])
    if any(first in row.effective and last in row.effective for row in held):
        v.ok(f"事项“{held[0].name}”{say(first)}至{say(last)}在职权清单内。")
    elif any(first in row.effective for row in held):
        v.manual(f"事项“{held[0].name}”在{say(first)}立案时在清单内，{say(last)}作出决定时已经收回（{spans}），请核实是否依原清单办结。")
    else:
        body = c.library.body(f.body)
        v.fail(f"{say(first)}时，事项“{rows[0].name}”不在{body.name if body else f.body}的职权清单内（{spans}）。", lawful="应当移送有管辖权的县级行政执法部门。")


@rule(
    "ZT03",
    "印章与署名一致",
    SERIOUS,
    "ALL",
    penalty("59-2", "39-2"),
    compulsion("24 37"),
    facts="documents[].type documents[].issuer documents[].seal",
)
def seal_matches(f: FileFacts, c: Context, v: Verdict) -> None:
    """对外文书应当加盖作出机关的印章，印章名称与署名一致；已备案的行政执法专用章可以使用。"""
    for document in _external(f):
        day = document.dated_on or f.act_on or c.today
        v.act(day)
        paper = _called(document)
        seal = c.library.without_seal_suffix(document.seal, day)
        if not document.seal:
            v.absent(f"{paper}没有加盖印章。", lawful="加盖与署名一致的机关印章或者行政执法专用章。")
        elif document.issuer and seal == c.library.without_seal_suffix(document.issuer, day):
            v.ok(f"{paper}的印章与署名一致。")
        else:
            same_body = c.library.accepts_seal(f.body, document.seal, day) and (
                not document.issuer or c.library.accepts_seal(f.body, document.issuer, day)
            )
            v.judge(same_body, f"{paper}加盖{document.seal}。", f"{paper}署名“{document.issuer or '（空）'}”，印章却是“{document.seal}”。")


def _external(f: FileFacts) -> list[Document]:
    return [document for document in f.documents if document.type.upper() in EXTERNAL_PAPERS]


def _called(document: Document) -> str:
    return f"《{document.title or paper_name(document.type)}》{document.number}"


@rule(
    "ZT16",
    "违法行为地在辖区内",
    SERIOUS,
    "ALL",
    penalty("22 25", "20 21"),
    facts="case.violation_place case.inside_area case.designated_by",
)
def inside_area(f: FileFacts, c: Context, v: Verdict) -> None:
    """案件由违法行为发生地的镇街管辖；发生地在辖区外的，须有共同上级的指定。"""
    v.act(f.act_on)
    place = f.case.violation_place or "违法行为地"
    if f.case.inside_area is None:
        v.unknown("没有说明违法行为地是否在辖区内。")
    elif f.case.inside_area:
        v.ok(f"{place}在辖区内。")
    else:
        v.judge(
            bool(f.case.designated_by),
            f"{place}不在辖区内，由{f.case.designated_by}指定管辖。",
            f"{place}不在辖区内，又没有指定管辖。",
            lawful="移送有管辖权的机关，或者报请共同上级指定管辖。",
        )


@rule("ZT17", "重大、跨区案件归县级部门", NOTE, "PG", TOWN_ANNOUNCEMENT, facts="case.complex_or_major case.cross_area case.designated_by")
def major_cases(f: FileFacts, c: Context, v: Verdict) -> None:
    """跨行政区域的案件和有较大影响的案件，由县级行政执法部门办理；镇街办理的，应有县级的授权或者交办。"""
    v.act(f.filed_on or f.act_on)
    if f.case.designated_by:
        v.ok(f"由{f.case.designated_by}指定或者交办。")
    elif f.case.complex_or_major or f.case.cross_area:
        what = "跨行政区域" if f.case.cross_area else "情节复杂或者重大"
        v.manual(f"本案{what}，请判断是否属于应由县级部门办理的案件。")
    else:
        v.ok("没有跨区域或者较大影响的记载。")


@rule("ZT18", "对该事项有查封扣押权", VETO, "ME", compulsion("10 17-1 22"), TOWN_ANNOUNCEMENT, facts="item measure.kind measure.basis[]")
def measure_power(f: FileFacts, c: Context, v: Verdict) -> None:
    """查封、扣押只能由法律、法规授权的机关在授权事项内实施；镇街对该事项应当有与处罚权相关的强制措施权。"""
    day = f.measure_on
    v.act(day)
    ranks = {c.library.rank(citation.law) for citation in f.measure.basis} if f.measure else set()
    if ranks and ranks <= {Rank.RULE, Rank.DOCUMENT, Rank.HOUSE}:
        v.fail("采取强制措施只引用了规章或者规范性文件。", lawful="强制措施须有法律、法规的依据。")
    rows = c.library.rows_of(f.item)
    if not f.item or not rows or day is None:
        v.unknown("没有事项代码、实施日期，或者职权清单中没有收录该事项，无法判断有无强制措施权。")
        return
    held = [row for row in rows if day in row.effective and (not row.bodies or f.body in row.bodies)]
    if not held:
        v.fail(f"{say(day)}时，事项“{rows[0].name}”不在该镇街的职权清单内。")
    else:
        v.judge(
            any(row.measure_ok for row in held),
            f"事项“{held[0].name}”可以查封、扣押。",
            f"法律、法规没有对事项“{held[0].name}”授予查封、扣押权。",
        )
