"""A district with a matter in every state, through the services: enough for every page to have something to show."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from cases.enums import Adoption, Channel, Problem, RecusalGround
from cases.services import (
    combining,
    dispatches,
    extensions,
    handovers,
    hearings,
    recommendations,
    rectifications,
    recusals,
    supervision,
    transfers,
    unpaid,
    ways,
)
from pengjiang.accounts import standing_in
from pengjiang.accounts.enums import ROLE_KIND, Role
from pengjiang.api.services.hooks import create_hook, try_hook
from pengjiang.checkups.models import Finding
from pengjiang.checkups.services import jobs, patterns
from pengjiang.checkups.services.answers import answer_finding
from pengjiang.checkups.services.reports import order_report
from pengjiang.checkups.services.runs import run_check
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.services import printing
from pengjiang.documents.services.making import make_one
from pengjiang.dossiers.demo_cases import id_number
from pengjiang.dossiers.models import Dossier
from pengjiang.events.services import drain
from pengjiang.exchange.services import exports, imports
from pengjiang.exchange.spec import EXPORTS
from pengjiang.files.enums import FileKind
from pengjiang.files.services import process, store_bytes
from pengjiang.library import demo as library
from pengjiang.library.services import import_texts
from pengjiang.notifications import following
from pengjiang.web.services import bulk
from pengjiang.web.views.bulk import doer_of
from tests import factories as f
from tests import links, units, volumes
from tests import ways as w
from tests.api.doors import token_of, town_client
from tests.disputes import matters as disputes
from tests.liaison import matters as liaison
from tests.reviews.story import Story
from tests.support import parts
from tests.support.papers import pdf

LEDGER = Path(__file__).parents[1] / "data" / "penalty-ledger-2026q1.xlsx"
HOME = {"procuratorate": "procuratorate", "bureau": "bureau", "town": "duruan"}


def full_district() -> f.District:
    """Somebody in every role, every state of referral, case, recommendation and item, papers, files, a ledger taken in."""
    d = f.District.build()
    held = {role for _, _, role, _ in f.PEOPLE}
    for role in Role:
        if role not in held:
            d.join(role.value, role.label, role.value, HOME[ROLE_KIND[role]])
    numbers = (f"杜阮综执罚字〔2026〕{serial}号" for serial in count(101))
    _referrals(d, numbers)
    _cases(d, numbers)
    _recommendations(d, numbers)
    _off_the_path(d, numbers)
    _other_town(d)
    _absence(d, numbers)
    recusals.declare_recusal(person=d.other_procurator, ground=RecusalGround.OTHER, organisation=d.other_town, note="曾任职", actor=d.head)
    _reviews(d)
    _things_of_the_desk(d)
    _checks(d)
    import_texts([(f"{version['year']}.md", library.text_of(version).encode()) for version in library.VERSIONS], actor=None)
    disputes.every_state(d)
    volumes.every_state(d)
    liaison.every_state(d)
    links.every_state(d)
    units.every_state(d)
    _doors(d)
    parts.one_of_each(d)
    while drain():
        pass
    for document in (*IssuedDocument.objects.filter(standing="issued").order_by("pk")[:1], IssuedDocument.objects.filter(type_code="recommendation").first()):
        make_one(document.pk)
    return d


def _doors(d: f.District) -> None:
    """A client of each town with a token, an address that is told of referrals, and a trial on its way."""
    for person in (d.officer, d.stranger):
        client = town_client(d, person=person)
        token_of(client, by=d.system_admin)
        hook = create_hook(client, url="http://127.0.0.1:9/hooks", events=["cases.transfer.submit"], secret="k" * 40, actor=d.system_admin)
        try_hook(hook, actor=d.system_admin)


def _checks(d: f.District) -> None:
    """A faulty file of each town checked, answered and reported; a batch of each side, patterns."""
    for actor in (d.officer, d.stranger):
        remedy = {"reconsider_organ": "蓬江区司法局", "reconsider_days": 60, "mode": "choice"}
        decision = {"dated_on": "2026-03-05", "penalties": ["fine"], "fine": 500, "remedy": remedy}
        file = f.dossier(d, number=f"{actor.organisation.short_name}综执罚字〔2026〕900号", actor=actor, decision=decision)
        order_report(run_check(file, actor=actor), actor=actor)
        for finding in Finding.objects.filter(dossier=file)[:1]:
            answer_finding(finding, actor=actor, answer="disputed", reason="写作收件地址。")
        jobs.go_on(jobs.order_job([file.pk], actor=actor).pk)
        listed = {"path": "/dossiers/", "action": "complete", "label": "标为已录全", "title": "执法案卷", "scope": "", "answers": ""}
        bulk.go_on(bulk.order_bulk([file.pk, 0], actor=actor, **listed).pk, doer=doer_of)
    bulk.order_bulk([file.pk], actor=d.stranger, **listed)
    jobs.order_job([file.pk], actor=d.bureau_clerk)
    patterns.refresh()


def _referrals(d: f.District, numbers: Any) -> None:
    f.referral(d, number=next(numbers))
    f.submitted(d, number=next(numbers))
    transfers.return_transfer(f.submitted(d, number=next(numbers)), actor=d.manager, answer="请补充送达回证。")
    transfers.refuse_transfer(f.submitted(d, number=next(numbers)), actor=d.manager, answer="不属于监督范围。")
    accepted = f.accepted(d, number=next(numbers))
    transfers.merge_transfer(f.accepted(d, number=next(numbers)), actor=d.head, other=accepted)
    transfers.investigate_transfer(f.assigned(d, number=next(numbers)), actor=d.procurator, note="先行调取案卷。")
    transfers.file_transfer(f.assigned(d, number=next(numbers)), actor=d.procurator, answer="未发现问题。")
    transfers.hand_over_transfer(f.assigned(d, number=next(numbers)), actor=d.procurator, handed_to="公益诉讼检察部门", answer="涉及公共利益。")
    transfers.register_transfer(
        actor=d.procurator, channel=Channel.DATA_MODEL, title="超期扣押线索", subject=d.other_town, problem=Problem.PROCEDURE, reason="数据比对发现扣押超过三十日。"
    )


def _cases(d: f.District, numbers: Any) -> None:
    f.docketed(d, number=next(numbers))
    supervision.suspend_case(supervision.review_case(f.docketed(d, number=next(numbers)), actor=d.procurator), actor=d.procurator, note="等待判决。")
    f.asked(d, number=next(numbers))
    f.investigating(d, number=next(numbers))
    f.concluded(d, number=next(numbers))
    supervision.end_case(f.concluded(d, number=next(numbers)), actor=d.procurator, note="行政机关已自行纠正。")


def _recommendations(d: f.District, numbers: Any) -> None:
    f.drafted(d, number=next(numbers))
    returned = f.approving(d, number=next(numbers))
    for _ in range(2):
        returned = recommendations.decide_step(returned, actor=d.head, approve=False, opinion="请补充依据。", remarks={"facts_text": "写明页码。"})
        returned = recommendations.send_for_approval(returned, actor=d.procurator)
    recommendations.decide_step(returned, actor=d.head, approve=False, opinion="仍不完整。", remarks={})
    f.approving(d, number=next(numbers))
    f.approved(d, number=next(numbers))
    f.issued(d, number=next(numbers), unified="江蓬检行建〔2026〕3号")
    f.served(d, number=next(numbers), unified="江蓬检行建〔2026〕4号")
    rectifying = recommendations.begin_rectifying(f.served(d, number=next(numbers), unified="江蓬检行建〔2026〕5号"), actor=d.town_head)
    rectifications.draft_urging_letter(rectifying, deadline=Deadline.objects.filter(limit="TM20").last())
    planned, proved = rectifying.items.all()
    rectifications.plan_item(planned, actor=d.officer, measure="撤销原决定。", person="李堃")
    proved = rectifications.plan_item(proved, actor=d.officer, measure="开展培训。", person="李堃")
    rectifications.submit_proof(proved, actor=d.officer, note="已培训。", files=[ContentFile(pdf(), name="培训签到.pdf")])
    f.replied(d, number=next(numbers), unified="江蓬检行建〔2026〕6号")
    assessed = f.replied(d, number=next(numbers), unified="江蓬检行建〔2026〕7号")
    recommendations.assess_recommendation(assessed, actor=d.procurator, adoption=Adoption.FULL)
    f.closed(d, number=next(numbers), unified="江蓬检行建〔2026〕8号")
    closed = f.closed(d, number=next(numbers), unified="江蓬检行建〔2026〕9号")
    recommendations.archive_recommendation(closed, actor=d.clerk)


def _off_the_path(d: f.District, numbers: Any) -> None:
    """Objections and changes, extensions, letters in each state, hearings, unpaid fines."""
    w.objected(d, number=next(numbers), unified="江蓬检行建〔2026〕51号")
    w.rechecked(d, number=next(numbers), unified="江蓬检行建〔2026〕52号")
    w.amending(d, number=next(numbers), unified="江蓬检行建〔2026〕53号")
    changed = w.amending(d, number=next(numbers), unified="江蓬检行建〔2026〕54号")
    f.serve(d, w.replacement(d, changed, number="江蓬检行建〔2026〕55号"), f.TODAY)
    ways.withdraw_recommendation(f.served(d, number=next(numbers), unified="江蓬检行建〔2026〕56号"), actor=d.chief, note="事实有误。")
    asked = f.served(d, number=next(numbers), unified="江蓬检行建〔2026〕57号")
    extensions.refuse_extension(w.extension(d, asked), actor=d.deputy, note="理由不足。")
    w.extension(d, asked)
    unheeded = w.assessed(d, number=next(numbers), unified="江蓬检行建〔2026〕58号")
    extensions.grant_extension(w.extension(d, unheeded, item=unheeded.items.last()), actor=d.chief)
    w.sent(d, unheeded, "upper")
    w.follow(d, unheeded, kind="visit")
    f.serve(d, w.to_court(d, number=next(numbers)), f.TODAY)
    case = supervision.review_case(f.docketed(d, number=next(numbers), case_type="reverse_link"), actor=d.procurator)
    w.follow(d, case)
    w.letter(d, case, "police_lead")
    dispatches.ask_dispatch(w.letter(d, case, "discipline_lead"), actor=d.procurator)
    dispatches.drop_dispatch(w.letter(d, case, "police_lead"), actor=d.procurator, note="另案移送。")
    w.sent(d, case, "opinion", organisation=d.town)
    dispatches.record_receipt(w.sent(d, case, "opinion", organisation=d.town), actor=d.procurator, receiver="何𬭎", received_on=f.TODAY)
    dispatches.reply_dispatch(w.sent(d, case, "opinion", organisation=d.town), actor=d.officer, answer="已处罚。")
    w.hearing_asked(d, f.concluded(d, number=next(numbers)))
    refused = w.hearing_asked(d, f.concluded(d, number=next(numbers)))
    hearings.refuse_hearing(refused, actor=d.chief, note="没有争议。")
    w.hearing_arranged(d, refused.case)
    w.hearing_notified(d, f.concluded(d, number=next(numbers)))
    row = w.unpaid_row(d)
    unpaid.record_court_answer(row, actor=d.procurator, kind="accepted", on=f.TODAY, applied_on=f.TODAY)
    w.unpaid_row(d, number=next(numbers), served="2026-01-05")


def _absence(d: f.District, numbers: Any) -> None:
    """A delegation, and one handover in each state."""
    given = {"since": f.TODAY, "until": f.TODAY, "reason": "外出培训"}
    standing_in.give_delegation(d.chief, delegate=d.deputy, actor=d.chief, **given)
    for receives in (True, False):
        case = f.docketed(f.District(d.organisations, d.people | {"procurator": d.other_procurator}), number=next(numbers), assistant=False)
        row = handovers.hand_over(actor=d.head, giver=case.holder, taker=d.procurator, reason="产假")
        if receives:
            handovers.receive_handover(row, actor=d.procurator)
    merged, other = f.docketed(d, number=next(numbers)), f.docketed(d, number=next(numbers))
    combining.merge_case(merged, actor=d.procurator, other=other, note="同一当事人。")


def _other_town(d: f.District) -> None:
    """What the people of 杜阮镇 must never see: a file with a scan, a referral, a recommendation with its items."""
    other = f.District(d.organisations | {"duruan": d.other_town}, d.people | {"officer": d.stranger, "town_head": d.stranger})
    recommendation = f.replied(other, number="棠下综执罚字〔2026〕1号", unified="江蓬检行建〔2026〕20号")
    f.rectify(other, recommendation.items.first())
    store_bytes(pdf(2), name="棠下案卷.pdf", actor=d.stranger, target=recommendation.case.dossiers.get(), kind=FileKind.VOLUME)


def _reviews(d: f.District) -> None:
    """Rounds as far as planned, marked apart, objected to and published."""
    Story.of(d).register(each=2).planned(size=2, minimum=1)
    Story.of(d).register(each=2, volumes=True).scored(size=2, minimum=1, marks=(("5", "13"), ("2", "3")))
    Story.of(d).register(each=2).consulted(size=2, minimum=1).object_to_one(answer=False)
    Story.of(d).register(each=2).published(size=2, minimum=1)


def _things_of_the_desk(d: f.District) -> None:
    """A ledger before it is taken in, an export, a scanned volume drawn, a party with a number that is hidden."""
    number = id_number("19900101", 7)
    made = f.dossier(d, number="杜阮综执罚字〔2026〕99号", parties=[{"type": "person", "name": "欧阳某", "id_no": number}])
    process(store_bytes(pdf(2, shade=200), name="卷宗.pdf", actor=d.officer, target=made, kind=FileKind.VOLUME))
    imports.start_import(ContentFile(LEDGER.read_bytes(), name="台账.xlsx"), spec="dossiers.penalties", actor=d.bureau_clerk)
    exports.order_export(next(iter(EXPORTS)), keys=[made.pk], actor=d.officer)
    for _ in range(2):
        listed = printing.order_print(Dossier.objects.filter(pk=made.pk), actor=d.officer, path="/dossiers/", title="执法案卷")
    printing.make(listed.pk)
    for person in (d.officer, d.procurator):
        following.follow(made, actor=person)

