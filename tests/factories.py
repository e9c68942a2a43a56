"""A district built through the services, and a matter walked as far as a test needs it.

``District.build()`` makes the organisations, a person for each post, number schemes and two files. Each function below takes a matter one
step on, from the step before, by the people whose step it is; ``drafted(d)`` is a matter whose recommendation lies as a draft.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.db import models

from cases.case_types import CASE_TYPES
from cases.enums import Adoption, InvestigationMeans, Parallel, Problem, Reasonableness, RecommendationKind, ServiceMethod, Tool
from cases.models import Recommendation, RectificationItem, SupervisionCase, Transfer
from cases.queries.approvals import current_step
from cases.services import recommendations, rectifications, supervision, transfers
from cases.workflow.supervision import REPORT_PARTS
from pengjiang.accounts.enums import Role
from pengjiang.accounts.models import Membership, Organisation, User
from pengjiang.accounts.services import create_organisation, create_user, grant_role
from pengjiang.documents.models import NumberScheme
from pengjiang.documents.services import add_scheme
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import create_dossier

# A plain Monday: three weeks after Spring Festival, six before Labour Day.
TODAY = date(2026, 3, 16)
SINCE = date(2020, 1, 1)
PASSWORD = "Lianzhou#2026-demo"

OFFICE = ("procuratorate", "江门市蓬江区人民检察院", "蓬江区检察院", "procuratorate")
BUREAU = ("bureau", "江门市蓬江区司法局", "蓬江区司法局", "bureau")
TOWNS = (("duruan", "江门市蓬江区杜阮镇人民政府", "杜阮镇", "town"), ("tangxia", "江门市蓬江区棠下镇人民政府", "棠下镇", "town"))
PEOPLE = (
    ("chief", "梁晓峰", Role.CHIEF, "procuratorate"),
    ("deputy", "区嘉敏", Role.DEPUTY_CHIEF, "procuratorate"),
    ("head", "麦志远", Role.DEPT_HEAD, "procuratorate"),
    ("procurator", "陈喆", Role.PROCURATOR, "procuratorate"),
    ("other_procurator", "黄犇", Role.PROCURATOR, "procuratorate"),
    ("assistant", "谭莉", Role.ASSISTANT, "procuratorate"),
    ("clerk", "冯雪", Role.CLERK, "procuratorate"),
    ("manager", "朱镕之", Role.CASE_MANAGER, "procuratorate"),
    ("other_manager", "温敏", Role.CASE_MANAGER, "procuratorate"),
    ("policy", "苏琬", Role.POLICY_REVIEWER, "procuratorate"),
    ("secretary", "容海", Role.COMMITTEE_SECRETARY, "procuratorate"),
    ("bureau_clerk", "甄妮", Role.BUREAU_CLERK, "bureau"),
    ("reconsiderer", "莫知远", Role.BUREAU_RECONSIDERATION, "bureau"),
    ("bureau_leader", "伍敬贤", Role.BUREAU_LEADER, "bureau"),
    ("bureau_officer", "甄可心", Role.BUREAU_SUPERVISION, "bureau"),
    ("officer", "李堃", Role.TOWN_OFFICER, "duruan"),
    ("town_head", "何𬭎", Role.TOWN_HEAD, "duruan"),
    ("town_legal", "阮明", Role.TOWN_LEGAL, "duruan"),
    ("town_leader", "张骥", Role.TOWN_LEADER, "duruan"),
    ("stranger", "邱棠", Role.TOWN_OFFICER, "tangxia"),
    ("system_admin", "系统管理员", Role.SYSTEM_ADMIN, "procuratorate"),
    ("security_admin", "安全管理员", Role.SECURITY_ADMIN, "procuratorate"),
    ("audit_admin", "审计管理员", Role.AUDIT_ADMIN, "procuratorate"),
)
OFFICE_SCHEMES = (
    ("transfer", "线索编号", "江蓬检线"),
    ("recommendation_serial", "检察建议登记号", "江蓬检建登"),
    ("recommendation", "检察建议书文号", "江蓬检行建"),
    ("urging_letter", "催办函文号", "江蓬检行催"),
    ("dispatch", "函件文号", "江蓬检行函"),
    ("opinion", "检察意见书文号", "江蓬检行意"),
    ("dispute", "争议化解编号", "江蓬争解"),
    ("typical_case", "典型案例编号", "蓬联典案"),
    ("liaison_notice", "联络室通报编号", "蓬联通"),
    ("meeting_minutes", "联席会议纪要编号", "蓬联纪"),
)
GATE = {
    "origin": "town_referral",
    "duty_note": "在办理该镇非诉执行监督案件时，发现同一当事人的处罚案卷存在程序问题。",
    "parallel": Parallel.NONE,
    "reasonableness": Reasonableness.LEGALITY,
    "effect": "影响当事人陈述申辩的权利。",
    "tool": Tool.RECOMMENDATION,
}
ARTICLE = {"law": "中华人民共和国行政处罚法", "article": "44"}
ADVICES = (
    {"text": "对该案处罚决定依法自行纠正。", "basis": "《中华人民共和国行政处罚法》第七十五条第二款", "rectify_days": 30},
    {"text": "组织执法人员开展程序专题培训。", "basis": "《中华人民共和国行政处罚法》第四十二条第一款", "rectify_days": 60},
)
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"


_kept: tuple | None = None


def _copies(rows: Iterable[models.Model], **keys: dict[int, models.Model]) -> dict[int, models.Model]:
    """New rows like the old ones, by the old key; ``keys`` say where foreign keys point now."""
    rows = list(rows)
    made = []
    for row in rows:
        values = {column.attname: getattr(row, column.attname) for column in row._meta.concrete_fields if not column.primary_key}
        made.append(type(row)(**values | {name: new[values[name]].pk for name, new in keys.items()}))
    type(rows[0])._default_manager.bulk_create(made)
    return {old.pk: new for old, new in zip(rows, made, strict=True)}


@dataclass
class District:
    """Organisations by code, people by post; ``district.chief`` is the chief procurator."""

    organisations: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> User:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def office(self) -> Organisation:
        return self.organisations["procuratorate"]

    @property
    def town(self) -> Organisation:
        return self.organisations["duruan"]

    @property
    def other_town(self) -> Organisation:
        return self.organisations["tangxia"]

    @classmethod
    def build(cls) -> District:
        """Everything but a matter: through the services the first time, then as copies of those rows."""
        global _kept  # noqa: PLW0603 — one value per process
        if _kept is None:
            district = cls._through_services()
            # Copied from what the first test may still change in memory: an account it disables stays its own.
            _kept = (deepcopy(district), list(NumberScheme.objects.order_by("pk")), list(Membership.objects.order_by("pk")))
            return district
        return cls._copied(*_kept)

    @classmethod
    def _copied(cls, first: District, schemes: list[NumberScheme], memberships: list[Membership]) -> District:
        bodies = _copies(first.organisations.values())
        people = _copies(first.people.values())
        _copies(memberships, user_id=people, organisation_id=bodies)
        _copies(schemes, organisation_id=bodies)
        return cls(
            {code: bodies[body.pk] for code, body in first.organisations.items()}, {key: people[user.pk] for key, user in first.people.items()}
        )

    @classmethod
    def _through_services(cls) -> District:
        district = cls()
        for order, (code, name, short, kind) in enumerate((OFFICE, BUREAU, *TOWNS)):
            district.organisations[code] = create_organisation(
                code=code, name=name, short_name=short, kind=kind, order=order, telephone="1990000000" + str(order), actor=None
            )
        for key, name, role, body in PEOPLE:
            district.join(key, name, role, body)
        for code, name, prefix in OFFICE_SCHEMES:
            add_scheme(code=code, name=name, prefix=prefix, organisation=district.office, since=SINCE, actor=None)
        for kind in CASE_TYPES.values():
            add_scheme(
                code="case", variant=kind.code, name=f"案号：{kind.label}", prefix=f"江蓬检{kind.word}", organisation=district.office, since=SINCE, actor=None
            )
        for body, sign in (("procuratorate", "检"), ("bureau", "司")):
            add_scheme(code="handoff", name="检司衔接编号", prefix=f"江蓬{sign}衔", organisation=district.organisations[body], since=SINCE, actor=None)
        for code, sign in (("duruan", "杜"), ("tangxia", "棠")):
            town = district.organisations[code]
            add_scheme(code="transfer_letter", name="移送函", prefix=f"{sign}府移函", organisation=town, since=SINCE, actor=None)
            add_scheme(code="reply_letter", name="回复函", prefix=f"{sign}府函", organisation=town, since=SINCE, actor=None)
        return district

    def join(self, key: str, name: str, role: str, body: str, *, since: date = SINCE, until: date | None = None) -> User:
        """One more person, with a post."""
        user = self.people.get(key) or create_user(username=key.replace("_", "-"), name=name, password=PASSWORD, actor=None, must_change_password=False)
        grant_role(user, organisation=self.organisations[body], role=role, since=since, until=until, actor=None)
        self.people[key] = user
        return user


def person_again(user: User) -> User:
    """The person as another request would find them: nothing remembered."""
    return User.objects.get(pk=user.pk)


def photo(name: str = "现场照片.jpg", content: str = "整改后") -> ContentFile:
    """A small upload; equal contents are refused as twins."""
    return ContentFile(PHOTO + content.encode(), name=name)


def dossier(d: District, *, number: str = "杜阮综执罚字〔2026〕15号", actor: User | None = None, **facts: Any) -> Dossier:
    """A penalty file of the officer's town."""
    actor = actor or d.officer
    document = dossier_document(number=number, body=actor.organisation.code, **facts)
    return create_dossier(organisation=actor.organisation, facts=document, actor=actor)


def dossier_document(*, number: str = "杜阮综执罚字〔2026〕15号", body: str = "duruan", **facts: Any) -> dict[str, Any]:
    """Its facts in the public format."""
    return {
        "format": "dossier/1",
        "complete": False,
        "number": number,
        "body": body,
        "file_type": "P_GEN",
        "field": "urban",
        "title": "某建材经营部擅自占用城市道路案",
        "parties": [{"type": "individual_business", "name": "蓬江区某建材经营部"}],
        **facts,
    }


def referral(d: District, *, number: str = "杜阮综执罚字〔2026〕15号", **values: Any) -> Transfer:
    """A town's draft about one file."""
    given = {
        "title": "某建材经营部占道处罚案程序问题",
        "problem": Problem.PROCEDURE,
        "reason": "处罚决定作出前未告知陈述申辩权利。",
        "parties": "蓬江区某建材经营部",
        "contact": "李堃 19900000012",
    }
    return transfers.draft_transfer(dossiers=[dossier(d, number=number)], actor=d.officer, **{**given, **values})


def submitted(d: District, **values: Any) -> Transfer:
    return transfers.submit_transfer(referral(d, **values), actor=d.officer)


def accepted(d: District, **values: Any) -> Transfer:
    return transfers.accept_transfer(submitted(d, **values), actor=d.manager, **GATE)


def assigned(d: District, **values: Any) -> Transfer:
    return transfers.assign_transfer(accepted(d, **values), actor=d.head, holder=d.procurator)


def docketed(d: District, *, case_type: str = "unlawful_act", assistant: bool = True, **values: Any) -> SupervisionCase:
    """A case of the procurator, with an assistant."""
    return supervision.docket_case(
        assigned(d, **values),
        actor=d.procurator,
        case_type=case_type,
        title="杜阮镇占道处罚程序违法监督案",
        assistant=d.assistant if assistant else None,
    )


def asked(d: District, **values: Any) -> SupervisionCase:
    case = supervision.review_case(docketed(d, **values), actor=d.procurator)
    return supervision.ask_investigation(case, actor=d.procurator, plan="调阅案卷，询问执法人员，听取镇政府意见。")


def investigating(d: District, **values: Any) -> SupervisionCase:
    return supervision.decide_investigation(asked(d, **values), actor=d.chief)


def record(d: District, case: SupervisionCase, **values: Any) -> Any:
    given = {
        "means": InvestigationMeans.ASK,
        "on": case.investigation_decided_on,
        "place": "杜阮镇综合行政执法办公室",
        "persons": "李堃",
        "officers": "陈喆、谭莉",
        "content": "李堃称：处罚前未送达事先告知书。",
    }
    return supervision.add_record(case, actor=d.procurator, **{**given, **values})


def found(d: District, case: SupervisionCase, **values: Any) -> Any:
    given = {
        "category": Problem.PROCEDURE,
        "fact": "卷内没有行政处罚事先告知书。",
        "problem": "处罚前未告知当事人陈述、申辩的权利。",
        "citations": [ARTICLE],
        "dossier": values.get("dossier") or case.dossiers.get(),
        "document": "行政处罚决定书",
        "page": 12,
    }
    return supervision.save_finding(case, actor=d.procurator, **{**given, **values})


def reported(d: District, case: SupervisionCase) -> SupervisionCase:
    return supervision.write_report(case, actor=d.procurator, **{key: f"{label}：已查清。" for key, label in REPORT_PARTS})


def concluded(d: District, **values: Any) -> SupervisionCase:
    """Recorded, found, reported, ended."""
    case = investigating(d, **values)
    record(d, case)
    found(d, case)
    return supervision.conclude_case(reported(d, case), actor=d.procurator)


def drafted(d: District, *, kind: str = RecommendationKind.CORRECTION, text: dict[str, Any] | None = None, **values: Any) -> Recommendation:
    """A draft with its advice; ``text`` changes what the editor would."""
    recommendation = recommendations.draft_recommendation(
        concluded(d, **values), actor=d.procurator, kind=kind, title="关于规范处罚告知程序的检察建议", addressee=d.town
    )
    return recommendations.edit_recommendation(recommendation, actor=d.procurator, advices=list(ADVICES), **(text or {}))


def approving(d: District, **values: Any) -> Recommendation:
    return recommendations.send_for_approval(drafted(d, **values), actor=d.procurator)


BY_ROLE = {
    Role.DEPT_HEAD: "head",
    Role.POLICY_REVIEWER: "policy",
    Role.DEPUTY_CHIEF: "deputy",
    Role.COMMITTEE_SECRETARY: "secretary",
    Role.CHIEF: "chief",
}


def agree(d: District, recommendation: Recommendation, *, until: str = "") -> Recommendation:
    """Every rung agrees in turn; stops before the rung of the role ``until``."""
    while (step := current_step(recommendation)) is not None and step.role != until:
        recommendation = recommendations.decide_step(recommendation, actor=d.people[BY_ROLE[Role(step.role)]], approve=True, opinion="同意。")
    return recommendation


def approved(d: District, **values: Any) -> Recommendation:
    return agree(d, approving(d, **values))


def issued(d: District, *, unified: str = "江蓬检行建〔2026〕4号", **values: Any) -> Recommendation:
    return recommendations.seal_recommendation(approved(d, **values), actor=d.clerk, number=unified)


def serve(d: District, recommendation: Recommendation, on: date, **values: Any) -> Recommendation:
    """Served on the town on a day; the object as it stands afterwards."""
    given = {
        "method": ServiceMethod.WRITTEN,
        "place": "杜阮镇人民政府",
        "receiver": "何𬭎",
        "receiver_title": "综合执法办主任",
        "servers": "陈喆、谭莉",
    }
    recommendations.serve_recommendation(recommendation, actor=d.procurator, served_on=on, **{**given, **values})
    return Recommendation.objects.get(pk=recommendation.pk)


def served(d: District, *, on: date = TODAY, **values: Any) -> Recommendation:
    return serve(d, issued(d, **values), on)


def rectify(d: District, item: RectificationItem) -> RectificationItem:
    """Planned, proved, ticked off."""
    item = rectifications.plan_item(item, actor=d.officer, measure="撤销原处罚决定，重新告知。", person="李堃")
    rectifications.submit_proof(item, actor=d.officer, note="已撤销并重新送达。", files=[photo(content=f"第{item.order}项")])
    return rectifications.tick_item(item, actor=d.procurator, remarks="核验属实。")


def replied(d: District, **values: Any) -> Recommendation:
    recommendation = served(d, **values)
    recommendations.reply_recommendation(
        recommendation, actor=d.officer, measures="召开专题会议，制定整改方案。", results="已纠正原处罚决定。", contact="李堃 19900000012"
    )
    return Recommendation.objects.get(pk=recommendation.pk)


def closed(d: District, **values: Any) -> Recommendation:
    """All items ticked off, adopted in full, done."""
    recommendation = replied(d, **values)
    for item in recommendation.items.all():
        rectify(d, item)
    recommendation = recommendations.assess_recommendation(recommendation, actor=d.procurator, adoption=Adoption.FULL)
    return recommendations.close_recommendation(recommendation, actor=d.procurator)
