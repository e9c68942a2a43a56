"""Agreements with their duties, typical cases, notices, a joint meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from cases.demo.proofs import proof_file
from disputes.models import Dispute
from liaison.demo.texts import BUREAU, FOURTEEN, HEALTH
from liaison.models import DutyTask, Receipt, TypicalCase
from liaison.queries.sharing import quarter_of
from liaison.services import agreements as mechanisms
from liaison.services import meetings as joint
from liaison.services import notices as circulars
from liaison.services import typical
from pengjiang.common import clock

if TYPE_CHECKING:
    from pengjiang.demo.district import District

SHARED = ["circulars", "news", "standards", "cases", "counts"]
# In the order of the district's own papers; the last of them has not signed yet.
TOWNS = ("tangxia", "hetang", "duruan", "huanshi", "chaolian", "baisha")
UNSIGNED = TOWNS[-1]


def agreements(district: District) -> Iterator[datetime]:
    """The fourteen articles with each town, the bureau's mechanism, the health bureau's; duties that come back."""
    keeper = district.person("procurator")
    yield district.ago(130, 9, 30)
    for code in TOWNS:
        town = district.organisation(code)
        row = mechanisms.draft(
            actor=keeper,
            name=f"关于与{town.short_name}建立行政检察与综合行政执法衔接工作机制的若干意见",
            kind="town",
            organisations=[town],
            topics=SHARED,
            text=FOURTEEN,
        )
        for party in row.parties.select_related("organisation"):
            if party.organisation.code != UNSIGNED:
                row = mechanisms.sign(row, actor=keeper, party=party, signed_on=clock.today(), signer="单位负责人")
        if code != UNSIGNED:
            row = mechanisms.begin(row, actor=keeper, since=clock.today())
            article = row.articles.get(order=4)
            given = {"every": "quarter", "within": 10, "since": clock.today(), "article": article}
            mechanisms.add_duty(row, actor=keeper, bound=town, informs="蓬江区人民检察院", what="通报本季度行政执法情况", **given)
    bureau = mechanisms.draft(
        actor=keeper,
        name="蓬江区行政、民事检察与法律援助、行政执法监督衔接工作机制",
        kind="bureau",
        organisations=[district.organisation("bureau")],
        topics=SHARED,
        text=BUREAU,
    )
    for party in bureau.parties.all():
        bureau = mechanisms.sign(bureau, actor=keeper, party=party, signed_on=clock.today(), signer="单位负责人")
    bureau = mechanisms.begin(bureau, actor=keeper, since=clock.today())
    mechanisms.add_duty(
        bureau, actor=keeper, bound=district.office, informs="蓬江区司法局", what="通报检察监督情况", every="half", within=15, since=clock.today()
    )
    mechanisms.draft(actor=keeper, name="行政检察与卫生健康执法协作机制", kind="health", organisations=[], others="蓬江区卫生健康局", text=HEALTH)
    yield district.ago(20, 8, 40)
    mechanisms.let_duties_fall_due()
    yield district.ago(12, 15)
    for code in TOWNS[:3]:
        for task in DutyTask.objects.filter(state="open", duty__bound=district.organisation(code)).select_related("duty__bound"):
            head = district.person("town_head", code)
            title = f"{head.organisation.short_name}{task.period}执法情况通报"
            proof = proof_file(title, head.organisation.name, "本季度行政执法情况已书面通报。")
            mechanisms.tick(task, actor=head, note="已书面通报。", done_on=clock.today(), files=[proof])


def typical_cases(district: District) -> Iterator[datetime]:
    """The case everybody knows, published; one to be reviewed, one withdrawn."""
    writer, head = district.person("procurator"), district.person("dept_head")
    yield district.ago(24, 10)
    dispute = Dispute.objects.filter(typical_on__isnull=False).first()
    case = typical.draft_from(dispute, actor=writer) if dispute else None
    if case is not None:
        case = typical.edit(
            case,
            actor=writer,
            title=case.title,
            facts=case.facts,
            course=case.course,
            meaning=case.meaning,
            articles="《中华人民共和国行政处罚法》第三十三条第一款",
            rules="CL06 CL07",
        )
        _publish(case, writer, head)
    yield district.ago(18, 10)
    case = typical.draft(
        actor=writer,
        title="梁某餐厅油烟扰民督促治理案",
        facts="梁某经营的餐厅未正常使用油烟净化设施，邻居多次投诉。镇街拟顶格罚款。",
        course="检察机关建议综合考虑初次违法、已经加装设施并检测达标等情节，镇街重新裁量，处以较轻阶次的罚款。",
        meaning="裁量应当与违法行为的事实、性质、情节和危害程度相当，说理应当写明从轻的依据。",
        articles="《中华人民共和国行政处罚法》第五条第二款\n《中华人民共和国行政处罚法》第三十二条",
        rules="CL03 CL10",
        field="environment",
        cause="餐饮油烟",
    )
    _publish(case, writer, head)
    yield district.ago(6, 10)
    case = typical.draft(
        actor=writer,
        title="某厂简易程序处罚未当场作出决定监督案",
        facts="某镇执法人员对某厂适用简易程序，立案后第九日才作出处罚决定。",
        course="检察机关提出检察建议，镇街采纳并开展专项培训。",
        meaning="简易程序的要义在当场，不能当场作出决定的，应当转为普通程序。",
        articles="《中华人民共和国行政处罚法》第五十一条\n《中华人民共和国行政处罚法》第五十二条",
        rules="CX18",
        field="emergency",
    )
    _confirm(case, writer)


def _confirm(case: TypicalCase, writer) -> TypicalCase:
    from liaison.queries.masking import doubts_in  # noqa: PLC0415 — the one place

    return typical.confirm(case, actor=writer, read_through=True, cleared=doubts_in(case))


def _publish(case: TypicalCase, writer, head) -> TypicalCase:
    return typical.publish(typical.review(_confirm(case, writer), actor=head), actor=head)


def notices(district: District) -> Iterator[datetime]:
    """A quarter's circular to those who have signed, read by most and answered by some; news to everybody."""
    writer = district.person("procurator")
    signed = [district.organisation(code) for code in TOWNS if code != UNSIGNED]
    yield district.ago(15, 9, 20)
    since, until = quarter_of(clock.today())
    row = circulars.draw(actor=writer, since=since, until=until, addressees=signed)
    row = circulars.edit(row, actor=writer, title=row.title, body=row.body, answer_by=clock.today() + timedelta(days=30))
    row = circulars.issue(row, actor=writer)
    yield district.ago(13, 11)
    for code in TOWNS[:3]:
        receipt = circulars.read(Receipt.objects.get(notice=row, organisation=district.organisation(code)), actor=district.person("town_head", code))
        if code == TOWNS[0]:
            circulars.answer(receipt, actor=district.person("town_head", code), text="已组织自查，对发现的送达问题逐件补正。")
    yield district.ago(4, 16)
    everybody = [district.organisation(code) for code in (*TOWNS, "bureau")]
    row = circulars.write(
        actor=writer,
        kind="news",
        title="生态环境法典施行后处罚依据的衔接",
        body="2026年8月15日起生态环境法典施行，原分散在多部法律中的罚则条文已经变化，作出决定前请在法规库核对条文和裁量基准的效力。",
        addressees=everybody,
    )
    circulars.issue(row, actor=writer)


def meeting(district: District) -> Iterator[datetime]:
    """Contacts, the duty table, a meeting held with minutes and tasks, the next one called."""
    keeper = district.person("procurator")
    yield district.ago(40, 9)
    for code in TOWNS:
        joint.name_contact(actor=keeper, person=district.person("town_clerk", code), telephone=district.organisation(code).telephone or "0750-3200000")
    joint.name_contact(actor=keeper, person=district.person("assistant"), telephone="0750-3200001")
    joint.name_contact(actor=keeper, person=district.person("bureau_supervision"), telephone="0750-3200002")
    invited = [district.organisation(code) for code in (*TOWNS, "bureau")]
    row = joint.call(
        actor=keeper,
        title="行政检察与镇街综合行政执法联席会议",
        # The day itself where a holiday throws both on one.
        starts_at=district.ago(39),
        place="检察院三楼会议室",
        agenda="通报案卷评查情况\n研究首违不罚适用\n部署下一季度工作",
        invited=invited,
    )
    yield district.ago(39, 10)
    row = joint.hold(
        row,
        actor=keeper,
        host=district.person("dept_head").name,
        present="检察院行政检察部、司法局执法监督股、各镇街综合行政执法办公室负责人",
        minutes="会议通报了最近一次联合案卷评查情况。\n会议议定，各镇街统一救济途径告知文本；首违不罚案件逐项核实三项条件并留存复查记录。",
    )
    for code in TOWNS[:4]:
        joint.add_task(
            row, actor=keeper, organisation=district.organisation(code), text="统一救济途径告知文本并报联络室", due_on=district.today + timedelta(days=12)
        )
    row = joint.issue(row, actor=keeper)
    yield district.ago(10, 10)
    joint.finish(row.tasks.get(organisation=district.organisation(TOWNS[0])), actor=district.person("town_head", TOWNS[0]), result="已统一文本并报送。")
    yield district.ago(1, 10)
    joint.call(
        actor=keeper,
        title="年终联席会议",
        starts_at=clock.now() + timedelta(days=20),
        place="司法局会议室",
        agenda="总结全年协作\n商定明年评查计划",
        invited=invited,
    )
    yield district.ago(0, 9)
    people = [district.person("procurator"), district.person("assistant"), district.person("bureau_supervision")]
    for number in range(9):
        joint.set_duty(actor=keeper, day=district.today + timedelta(days=number), person=people[number % 3])
