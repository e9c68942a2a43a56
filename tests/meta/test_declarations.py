"""What the apps declare fits together: machines, permissions, papers, limits, events, tasks, citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Model

from pengjiang.access.declare import PREDICATES, Permission
from pengjiang.accounts.enums import ROLE_KIND, Role
from pengjiang.accounts.models import User
from pengjiang.beat import SCHEDULE
from pengjiang.celery import app as celery
from pengjiang.common import clock
from pengjiang.deadlines.limits import LIMITS
from pengjiang.deadlines.registry import BINDINGS
from pengjiang.documents.models import IssuedDocument
from pengjiang.documents.registry import DOCUMENT_TYPES
from pengjiang.events.types import EVENT_TYPES, SUBSCRIBERS
from pengjiang.law.laws import exists
from pengjiang.roles import ROLES
from pengjiang.workflow.machine import Machine, Transition
from pengjiang.workflow.registry import MACHINES
from tests import factories as f
from tests.meta.walk import walk_every_paper

# Models that need no answer to who may know of them: each with the place where that is answered instead.
UNSCOPED = {
    "accounts.organisation": "单位名称人人可见",
    "accounts.organisationchange": "单位页由权限把守；名称沿革人人可见",
    "accounts.user": "人员页由权限把守；姓名人人可见",
    "accounts.membership": "随人员",
    "api.uploadpart": "随续传文件",
    "accounts.rolesecurity": "安全管理员页面由权限把守",
    "audit.auditentry": "时间线先问对象的 visible_to；审计页由权限把守",
    "audit.auditlink": "随审计记录",
    "api.keptanswer": "只按调用方取用",
    "api.token": "随接口客户端，由其页面取用",
    "audit.auditversion": "随审计记录",
    "common.ratecount": "只有计数，无业务内容",
    "events.outboxrow": "发件箱页由权限把守",
    "cases.recommendationversion": "随检察建议，由其页面取用",
    "cases.approvalround": "随检察建议，由其页面取用",
    "cases.approvalstep": "随检察建议，由其页面取用",
    "cases.remark": "随检察建议，由其页面取用",
    "cases.screening": "随线索，由其页面取用",
    "console.verificationrun": "审计页由权限把守",
    "deadlines.calendaryear": "工作日历人人可见",
    "deadlines.deadlinepause": "随期限",
    "deadlines.reminder": "随期限；本人由通知取用",
    "documents.documenttypesetting": "设置页由权限把守",
    "documents.numberscheme": "设置页由权限把守",
    "documents.numberseries": "随文号方案",
    "dossiers.dossierparty": "随案卷",
    "dossiers.intakeline": "随批量案卷",
    "exchange.columnmapping": "本单位导入时取用",
    "files.pageimage": "随文件",
    "files.storedfile": "由 file_policy 逐个决定，先问所属对象的 visible_to",
    "law.referencerow": "参照数据人人可见",
    "notifications.mailrow": "发信页由权限把守",
    "web.formdraft": "只按本人取用",
    "web.heldpost": "只按本人取用",
    "web.listpreference": "只按本人取用",
    "web.savedview": "只按本人取用",
}


def machines() -> list[Machine]:
    return list(MACHINES)


def transitions() -> Iterator[tuple[str, Machine, Transition]]:
    for machine in machines():
        for transition in machine.transitions:
            yield f"{machine.name}.{transition.name}", machine, transition


def permissions() -> list[Permission]:
    """Every permission our apps declare; other tests declare some of their own."""
    return [permission for kind in Permission.__subclasses__() if not kind.__module__.startswith("tests.") for permission in kind]


def our_models() -> list[type[Model]]:
    ours = {*settings.ENGINES, *settings.APPS}
    return [model for model in apps.get_models() if model._meta.app_config.name in ours]


# -- machines


def test_there_are_machines():
    assert {machine.name for machine in machines()} >= {"cases.transfer", "cases.supervisioncase", "cases.recommendation", "cases.rectificationitem"}


@pytest.mark.parametrize("machine", machines(), ids=lambda machine: machine.name)
def test_every_state_is_reached_and_left(machine):
    assert machine.reachable() == set(machine.states)
    left = {state for state in machine.states if any(transition.target not in {None, state} for transition in machine.leaving(state))}
    assert {state for state in machine.states if not machine.states[state].final} == left


@pytest.mark.parametrize(("label", "machine"), list(MACHINES.items()), ids=lambda value: getattr(value, "name", value))
def test_a_new_object_stands_at_the_beginning(label, machine):
    field = apps.get_model(label)._meta.get_field("state")

    assert field.default == machine.initial
    assert max(map(len, machine.states)) <= field.max_length


def test_every_transition_can_be_taken_by_somebody():
    nobody = [name for name, _, transition in transitions() if not any(transition.permission in allowed for allowed in ROLES.values())]

    assert nobody == []


def test_every_transition_reads_in_chinese():
    silent = [name for name, machine, transition in transitions() if not _is_chinese(EVENT_TYPES.get(machine.event(transition)).say({}))]

    assert silent == []


def test_papers_of_transitions_are_registered():
    unknown = [name for name, _, transition in transitions() if transition.document and transition.document not in DOCUMENT_TYPES]

    assert unknown == []


def test_limits_of_transitions_exist_and_know_how_to_start():
    used = [
        (name, code)
        for name, _, transition in transitions()
        for code in (*transition.starts, *transition.stops, *transition.pauses, *transition.resumes)
    ]
    unbound = [(name, code) for name, machine, transition in transitions() for code in transition.starts if f"{machine.name}/{code}" not in BINDINGS.keys()]

    assert [(name, code) for name, code in used if code not in LIMITS] == []
    assert unbound == []


def test_every_binding_names_a_machine_and_a_limit():
    names = {machine.name for machine in machines()}

    assert [key for key in BINDINGS.keys() if key.split("/")[0] not in names or key.split("/")[1] not in LIMITS] == []


def test_what_a_machine_starts_it_also_stops():
    for machine in machines():
        started = {code for transition in machine.transitions for code in transition.starts}
        stopped = {code for transition in machine.transitions for code in transition.stops}
        assert started <= stopped, machine.name


# -- permissions


def test_every_permission_is_held_by_a_role():
    held = frozenset().union(*ROLES.values())

    assert [permission.value for permission in permissions() if permission not in held] == []


def test_permissions_have_codes_of_their_own_and_chinese_labels():
    codes = [permission.value for permission in permissions()]

    assert len(codes) == len(set(codes))
    assert [permission.value for permission in permissions() if not _is_chinese(permission.label)] == []
    assert {permission for permission in PREDICATES if not type(permission).__module__.startswith("tests.")} <= set(permissions())


def test_every_role_stands_in_the_table():
    assert set(ROLES) == set(Role) == set(ROLE_KIND)


def test_administrators_hold_no_permission_over_cases():
    business = {permission for permission in permissions() if permission.value.split(".")[0] in {"cases", "dossiers", "reviews", "disputes", "liaison"}}

    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN):
        assert not ROLES[role] & business, role


def test_the_three_administrators_share_no_writing_permission():
    hands = [ROLES[role] for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)]
    shared = (hands[0] & hands[1]) | (hands[0] & hands[2]) | (hands[1] & hands[2])

    # The role table itself may be read by all three.
    assert {permission.value for permission in shared} <= {"console.roles"}


# -- events


def test_every_event_reads_in_chinese_even_without_its_data():
    assert [kind.code for kind in EVENT_TYPES if not _is_chinese(kind.say({}))] == []


def test_every_subscriber_listens_to_something_that_happens():
    deaf = [subscriber.name for subscriber in SUBSCRIBERS if not any(subscriber.wants(code) for code in EVENT_TYPES.keys())]

    assert deaf == []


def test_every_subscriber_says_on_the_outbox_page_what_it_does():
    assert [subscriber.name for subscriber in SUBSCRIBERS if not re.search(r"[\u4e00-\u9fff]{2,}", subscriber.label)] == []


def test_every_event_has_a_name_of_its_own_in_lists():
    assert [kind.code for kind in EVENT_TYPES if not re.search(r"[\u4e00-\u9fff]", kind.label) or "{" in kind.label] == []


# -- models


def test_every_model_says_for_whom_it_exists():
    silent = [model._meta.label_lower for model in our_models() if not hasattr(model._default_manager, "visible_to")]

    assert sorted(set(silent) - set(UNSCOPED)) == []
    assert sorted(set(UNSCOPED) - set(silent)) == [], "不再需要的豁免"


@pytest.mark.django_db
def test_every_queryset_answers_every_role(district, today):
    """The base class refuses to answer; a model that forgot would fail here."""
    for model in our_models():
        if hasattr(model._default_manager, "visible_to"):
            for person in district.people.values():
                assert model._default_manager.visible_to(person).count() >= 0, (model._meta.label, person.username)


@pytest.mark.django_db
def test_administrators_see_no_case_content(district, today):
    f.served(district)
    for post in ("system_admin", "security_admin", "audit_admin"):
        for model in our_models():
            if model._meta.app_label in {"cases", "dossiers", "documents", "deadlines"} and hasattr(model._default_manager, "visible_to"):
                assert not model._default_manager.visible_to(district.people[post]).exists(), (post, model._meta.label)


# -- limits and citations


def test_the_whole_catalogue_of_limits_exists():
    # TM26 and TM28 are pairs: complaint and re-check, days and hours. TM47, the answer to a 检察意见, is the office's own.
    assert sorted({code.rstrip("AB") for code in LIMITS}) == [f"TM{number:02d}" for number in range(1, 50)]


def test_citations_name_places_that_exist():
    cited = [(name, transition.citation) for name, _, transition in transitions() if transition.citation]
    cited += [(kind.code, kind.citation) for kind in (*EVENT_TYPES, *DOCUMENT_TYPES) if kind.citation]

    assert cited != []
    assert [f"{name}：{citation}" for name, citation in cited if exists(citation) is False] == []


def test_limits_cite_the_text_of_their_own_time():
    cited = [
        (limit.code, citation, version.effective.until or date(2026, 3, 16))
        for limit in LIMITS.values()
        for version in limit.versions
        for citation in version.citations
    ]

    assert [f"{code}：{citation}（{on}）" for code, citation, on in cited if exists(citation, on) is False] == []


# -- papers


@pytest.mark.django_db
def test_every_kind_of_paper_is_made_on_the_way(district):
    """A new document type needs its step in tests.meta.walk."""
    walk_every_paper(district)

    made = IssuedDocument.objects.values_list("type_code", flat=True)
    assert {kind.code for kind in DOCUMENT_TYPES} - set(made) == set()
    for document in IssuedDocument.objects.all():
        assert document.tree.blocks, document.type_code
        assert document.tree.demo, document.type_code


@pytest.mark.django_db
def test_whatever_happens_on_the_way_reads_whole(district):
    """No sentence of the timeline lacks an element: what a wording names, the service gives."""
    from pengjiang.audit.models import AuditEntry  # noqa: PLC0415 — the one place
    from pengjiang.audit.queries import tell  # noqa: PLC0415 — the one place

    walk_every_paper(district)

    sentences = {entry.event: tell(entry).sentence for entry in AuditEntry.objects.order_by("id")}
    assert {event: sentence for event, sentence in sentences.items() if "—" in sentence} == {}


# -- tasks


def test_every_task_of_the_schedule_exists():
    celery.loader.import_default_modules()

    assert [entry["task"] for entry in SCHEDULE.values() if entry["task"] not in celery.tasks] == []


def test_every_sweep_is_on_the_schedule():
    celery.loader.import_default_modules()
    sweeps = [name for name in celery.tasks if name.startswith(("pengjiang.", "cases.")) and ".sweep_" in name]

    assert set(sweeps) <= {entry["task"] for entry in SCHEDULE.values()}


@pytest.mark.django_db
@pytest.mark.parametrize("entry", SCHEDULE.values(), ids=SCHEDULE)
def test_task_may_run_twice(district, entry, settings, tmp_path):
    """The second run finds nothing left to do: every table keeps its count."""
    settings.VAR = tmp_path
    celery.loader.import_default_modules()
    with clock.at(date(2026, 3, 16)):
        f.served(district)
        # Papers take their seconds; one is enough here.
        IssuedDocument.objects.exclude(type_code="service_receipt").update(making="failed")
    task = celery.tasks[entry["task"]]
    with clock.at(date(2026, 4, 20)):
        task.run()
        once = counts()
        task.run()

    assert counts() == once


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in our_models()}


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in text)


def test_people_are_no_domain_rows():
    """Who is who is known to all who are signed in; memberships decide what they see."""
    assert not hasattr(User.objects, "visible_to")
