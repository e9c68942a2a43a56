"""Every address, walked by somebody of every role: who may, who may not, whose it is, and what the page says."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from typing import Any

import openpyxl
import pytest
from django.db.models import Model
from django.test import Client, TransactionTestCase
from django.urls import reverse

from cases.models import Recommendation, RectificationItem, SupervisionCase, Transfer
from pengjiang.access import PUBLIC, can, permissions_of
from pengjiang.accounts.enums import OrganisationKind, Role
from pengjiang.accounts.models import Membership, User
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.refs import ObjectRef
from pengjiang.dashboard.queries import desks
from pengjiang.dashboard.registry import TODOS
from pengjiang.documents.models import IssuedDocument
from pengjiang.dossiers.models import Dossier
from pengjiang.files.models import StoredFile
from pengjiang.web.views.base import DetailPage
from pengjiang.web.views.listing import ListPage
from tests.factories import TODAY
from tests.support.api import ELSEWHERE, answer_faults, answers_expected, queries_for, readable, resources
from tests.support.fuzz import operations, token_headers, tries
from tests.support.matters import full_district
from tests.support.walk import Address, Words, addresses, api_addresses, is_page, read, sign_in, things

OPENED = {200, 302, 303}
# Pages of a visible object that exist for its own side only.
NARROWER = {"cases:recommendation-versions", "cases:volume-main", "cases:volume-inner", "reviews:differences", "reviews:say", "reviews:speak", "reviews:matrix", "reviews:calibration"}
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
# Those whose pages are read word by word.
READERS = (Role.CHIEF, Role.DEPT_HEAD, Role.PROCURATOR, Role.CLERK, Role.CASE_MANAGER, Role.TOWN_OFFICER, Role.TOWN_LEADER, Role.BUREAU_CLERK, *ADMINISTRATORS)
SIDES = (Role.PROCURATOR, Role.TOWN_OFFICER)
# The specimens of all parts (by their names), a code to be thought of, a secret to be typed in, people's addresses, the audit trail, which names kinds and keys as it stores them, the last letters of a token, and the pages on the interface.
LETTERED = {"accounts:second-factor", "console:organisation-new", "components", "console:people", "console:person", "console:audit", "console:audit-entry", "api:token-revoke", *(f"api-reader:{page}" for page in ("start", "room", "operation"))} | {
    # Addresses of other systems.
    "api:hook-edit",
    "api:hook-switch",
    "api:hook-test",
    "api:hook-remove",
}
OWN = "duruan"


@pytest.fixture(scope="module", autouse=True)
def _matters(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A district in full, in a database that is given back afterwards."""
    with django_db_blocker.unblock(), clock.at(TODAY):
        full_district()
        _things.cache_clear()
        _sign_ins.cache_clear()
        refused.cache_clear()
        readable.cache_clear()
        yield
        TransactionTestCase._fixture_teardown(None)


def somebody(role: str) -> User:
    """Who has this role, and only this; in the towns of 杜阮镇."""
    held = Membership.objects.filter(role=role).order_by("pk")
    return User.objects.get(pk=(held.filter(organisation__code=OWN).first() or held.first()).user_id)


def is_visible(user: User, address: Address, obj: Any) -> bool:
    rows = address.model._default_manager.all() if address.model and obj is not None else None
    return rows is None or not hasattr(rows, "visible_to") or rows.visible_to(user).filter(pk=obj.pk).exists()


def expected(user: User, address: Address, obj: Any) -> set[int]:
    """What a GET of an address with a permission must answer."""
    if not is_visible(user, address, obj):
        return {404}
    if not can(user, address.permission, obj if address.model and is_scoped(address.model) else None).ok:
        return {403}
    return OPENED | ({404} if address.name in NARROWER else set()) if address.is_readable else {405}


def is_scoped(model: type[Model]) -> bool:
    return hasattr(model._default_manager.all(), "visible_to")


def walk(
    addressed: Callable[[Address], bool] = lambda address: True, *, first: int = 0, most: int | None = None
) -> Iterator[tuple[Address, str, Any]]:
    """(address, URL, object) for every address that fits, with each of its objects from the first wanted on, or so many of them."""
    for address in addresses():
        if addressed(address):
            for arguments, obj in _things(address.name)[first:most]:
                yield address, address.url(**arguments), obj


@cache
def _things(name: str) -> list[tuple[dict[str, Any], Any]]:
    return things(next(address for address in addresses() if address.name == name))


def say(wrong: list[tuple]) -> str:
    """Each fault once, with the first of its addresses."""
    first: dict[str, list[str]] = {}
    for url, *fault in wrong:
        first.setdefault("，".join(map(str, fault)), []).append(url)
    return "\n".join(f"{fault}：{urls[0]}（共{len(urls)}处）" for fault, urls in first.items())


def reason_of(response: Any) -> str:
    return response.context["reason"] if response.context is not None else ""


def test_every_address_has_real_objects_to_be_walked_with():
    assert [address.name for address in addresses() if not things(address)] == []


def test_whoever_is_not_signed_in_sees_the_public_pages_only():
    client, wrong = Client(raise_request_exception=False), []
    for address, url, _ in walk():
        response = read(client, url)
        asked = response.status_code == 302 and response["Location"].startswith("/sign-in/")
        if address.permission == PUBLIC:
            fits = response.status_code in ({200, 404} if address.is_readable else {405})
        else:
            # What only scripts send to is told so in their own way.
            fits = asked or (not address.is_readable and response.status_code == 401)
        if not fits:
            wrong.append((url, response.status_code))

    assert wrong == [], say(wrong)


@pytest.mark.parametrize("role", list(Role), ids=[role.label for role in Role])
def test_pages_open_to_those_who_may_and_say_why_to_the_others(role):
    """The first object of each address; what opens is whole and speaks Chinese."""
    user = somebody(role)
    client, wrong = sign_in(user), []
    for address, url, obj in walk(lambda address: address.asks or address.is_readable, most=1):
        if address.asks and address.permission not in permissions_of(user) and role not in refused()[address.name]:
            continue
        response = read(client, url)
        if address.asks and response.status_code not in expected(user, address, obj):
            wrong.append((url, response.status_code, expected(user, address, obj)))
        elif response.status_code == 403 and not _is_reasoned(response):
            wrong.append((url, "没有说明理由"))
        elif role in READERS:
            wrong += page_faults(address, url, response)

    assert wrong == [], say(wrong)


@cache
def refused() -> dict[str, set[Role]]:
    """For each address a third of those who may not, by turns: refusing is the same few lines for all."""
    people = {role: permissions_of(somebody(role)) for role in Role}
    found = {}
    for turn, address in enumerate(address for address in addresses() if address.asks):
        without = [role for role, permissions in people.items() if address.permission not in permissions]
        found[address.name] = set(without[turn % 3 :: 3] or without[:1])
    return found


def _is_reasoned(response: Any) -> bool:
    reason = reason_of(response)
    return reason.endswith("。") and reason in response.content.decode()


@pytest.mark.parametrize("role", SIDES, ids=[role.label for role in SIDES])
def test_pages_of_every_state_are_whole_and_speak_chinese(role):
    """For the two sides of the matter, an object of each state on its own page, some on the pages of what is done with it."""
    client, wrong = sign_in(somebody(role)), []
    pages = [address for address in addresses() if address.is_readable]
    own = {address.name for address in pages if issubclass(address.view, DetailPage)}
    for address, url, _ in (*walk(lambda a: a.name in own, first=1), *walk(lambda a: a in pages and a.name not in own, first=1, most=4)):
        wrong += page_faults(address, url, read(client, url))

    assert wrong == [], say(wrong)


def page_faults(address: Address, url: str, response: Any) -> list[tuple]:
    """What is wrong with an answer that was let through."""
    if response.status_code >= 500:
        return [(url, response.status_code)]
    if not is_page(response):
        return []
    found = faults_of(Words(response.content.decode()), lettered=address.name in LETTERED)
    return [(url, fault) for fault in found if address.name != "components" or fault.startswith("<")]


@pytest.mark.parametrize("role", [*SIDES, Role.BUREAU_CLERK], ids=lambda role: role.label)
def test_every_list_goes_into_a_workbook_as_it_shows(role):
    client, wrong, made = sign_in(somebody(role)), [], 0
    for _, url, _ in walk(lambda address: issubclass(address.view, ListPage) and not address.arguments):
        response = read(client, url)
        if response.status_code != 200 or not response.context["listing"].exportable:
            continue
        exported = client.post(url, {"do": "export"})
        if exported.status_code == 200:
            rows = list(openpyxl.load_workbook(io.BytesIO(exported.content)).active.iter_rows(min_row=4, values_only=True))
            fits = len(rows) >= len(response.context["listing"].page.rows) and not any(re.search(r"[<>]| object at ", str(cell)) for row in rows for cell in row)
        else:
            fits = exported.status_code == 303
        made += 1
        if not fits:
            wrong.append((url, exported.status_code))

    assert wrong == [], say(wrong)
    assert made > 5


def test_nothing_is_posted_without_the_permission():
    """Of the roles that may not, two for each address, so that every role has its share."""
    people = {role: somebody(role) for role in Role}
    clients = {role: sign_in(user) for role, user in people.items()}
    wrong, before, turn = [], AuditEntry.objects.count(), count()
    for address, url, obj in walk(lambda address: address.asks, most=1):
        without = [role for role, user in people.items() if address.permission not in permissions_of(user)]
        for role in {without[next(turn) % len(without)] for _ in range(2)} if without else ():
            status = clients[role].post(url, {"note": "试", "answer": "试", "opinion": "试"}).status_code
            if status != (403 if is_visible(people[role], address, obj) else 404):
                wrong.append((url, role, status))

    assert wrong == [], say(wrong)
    assert AuditEntry.objects.count() == before
    assert next(turn) > 2 * len(people)


TABS = (
    *("approval", "items", "papers", "timeline", "findings", "records", "report", "contacts", "hearing"),
    *("mediation", "similar", "agreement", "leniency", "support", "closing"),
    *("duties", "people"),
)


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("role", SIDES, ids=[role.label for role in SIDES])
def test_tabs_are_whole_and_speak_chinese(role, tab):
    user = somebody(role)
    client, wrong = sign_in(user), []
    for address, url, obj in walk(lambda address: address.name in {"cases:case", "cases:recommendation", "cases:transfer", "cases:item", "disputes:dispute", "liaison:agreement", "liaison:course"}, most=5):
        response = client.get(url, {"tab": tab})
        if response.status_code not in expected(user, address, obj):
            wrong.append((url, response.status_code, expected(user, address, obj)))
        elif response.status_code == 200:
            wrong += [(url, fault) for fault in faults_of(Words(response.content.decode()))]

    assert wrong == [], say(wrong)


def faults_of(words: Words, *, lettered: bool = False) -> list[str]:
    """What a page lacks."""
    faults = [*words.inline]
    if words.heads != 1:
        faults.append(f"{words.heads}个一级标题")
    if not words.title.partition("·")[0].strip():
        faults.append("没有标题")
    # The menu of one's own account names one's sign-in.
    return faults if lettered else faults + sorted(words.foreign - _sign_ins())


@cache
def _sign_ins() -> set[str]:
    return set(re.findall(r"[A-Za-z]{3,}", " ".join(User.objects.values_list("username", flat=True))))


# Whose it is


def pages_of(*objects: Model) -> list[str]:
    """Every address with one of these objects in it, their papers and files included."""
    refs = [str(ObjectRef.of(obj)) for obj in objects]
    found = []
    for address in addresses():
        if address.arguments == ("pk",) and address.model is not None:
            found += [address.url(pk=obj.pk) for obj in objects if isinstance(obj, address.model)]
    for file in StoredFile.objects.filter(target__in=refs):
        found += [reverse("files:download", args=[file.uuid]), reverse("files:page", args=[file.uuid, 1]), reverse("files:remove", args=[file.uuid])]
        found.append(reverse("files:volume", args=[file.target, file.kind]))
    for document in IssuedDocument.objects.all():
        if str(document.target) in refs:
            found += [reverse("documents:detail", args=[document.pk]), reverse("documents:download", args=[document.pk, "pdf"])]
    return found


def of_other_town() -> list[Model]:
    """棠下镇's file, referral, recommendation, items, proofs and reply."""
    recommendation = Recommendation.objects.get(addressee__code="tangxia")
    items = list(recommendation.items.all())
    proofs = [proof for item in items for proof in item.rounds.all()]
    case = recommendation.case
    return [case.transfer, case, *case.dossiers.all(), recommendation, *items, *proofs, recommendation.reply, *recommendation.deliveries.all()]


@pytest.mark.parametrize("role", [role for role in Role if role.value.startswith("town_")], ids=lambda role: role.label)
def test_what_is_another_town_s_does_not_exist(role):
    urls, client = pages_of(*of_other_town()), sign_in(somebody(role))

    assert len(urls) > 40
    assert {url: status for url in urls if (status := read(client, url).status_code) not in {404, 405}} == {}


@pytest.mark.parametrize("role", [role for role in Role if role.value.startswith("bureau_")], ids=lambda role: role.label)
def test_the_procuratorate_s_matters_do_not_exist_for_the_bureau(role):
    matters = [*Transfer.objects.all()[:2], *SupervisionCase.objects.all()[:2], *Recommendation.objects.all()[:2], *RectificationItem.objects.all()[:2]]
    client = sign_in(somebody(role))
    urls = pages_of(*matters)

    assert len(urls) > 100
    assert {url: status for url in urls if (status := read(client, url).status_code) not in {404, 405}} == {}


@pytest.mark.parametrize("role", ADMINISTRATORS, ids=[role.label for role in ADMINISTRATORS])
def test_no_matter_exists_for_an_administrator(role):
    client = sign_in(somebody(role))
    urls = pages_of(*Dossier.objects.all()[:2], *Transfer.objects.all()[:2], *SupervisionCase.objects.all()[:2], *Recommendation.objects.all()[:3])

    assert {url: status for url in urls if (status := read(client, url).status_code) not in {404, 405}} == {}


@pytest.mark.parametrize("kind", [OrganisationKind.TOWN, OrganisationKind.BUREAU])
def test_a_case_of_the_office_does_not_exist_outside(kind):
    urls = pages_of(*SupervisionCase.objects.all()[:5])
    client = sign_in(somebody({"town": Role.TOWN_HEAD, "bureau": Role.BUREAU_LEADER}[kind]))

    assert {url: status for url in urls if (status := read(client, url).status_code) not in {404, 405}} == {}


def test_every_todo_says_why_it_is_here_and_where_its_day_comes_from():
    """A to-do cannot be made without its reason; each provider has one for somebody here, but for those that have no row in this district."""
    elsewhere = {"console.calendar", "console.outbox", "console.audit", "cases.unattended", "console.year", "console.tokens", "exchange.units", "checkups.findings", "reviews.rounds", "reviews.leading"}
    silent = {name for name, provider in TODOS.items() if name not in elsewhere and not any(list(provider(user)) for user in User.objects.order_by("pk"))}
    todos = [(user, item) for user in User.objects.order_by("pk") for found in [desks(user)] for item in (*found.todo, *found.watch)]
    mute = {(user.role_label, item.title) for user, item in todos if not item.because.startswith(("您", "本单位", "期限由", "由本单位", "责任人是", "审批到", "承办人"))}
    undated = {(user.role_label, item.title) for user, item in todos if item.due and not item.day_from.startswith("末日")}

    assert len(todos) > 100
    assert silent == set()
    assert mute == set()
    assert {(user.role_label, item.title) for user, item in todos if not item.because.endswith("。")} == set()
    assert undated == set()


# The API, in the same district: to build a second one would take longer than all of this.


def test_every_address_of_the_api_is_walked_with_real_objects():
    walked = {address.name for address, _, _ in readable()}

    assert {address.name for address in api_addresses() if "get" in address.view.operations()} - walked == ELSEWHERE


def test_the_api_lets_nobody_in():
    client, wrong = Client(raise_request_exception=False), []
    for address, url, _ in readable():
        response = client.get(url)
        if response.status_code != 401 or response["Content-Type"] != "application/problem+json":
            wrong.append((address.name, response.status_code))

    assert wrong == []


@pytest.mark.parametrize("role", list(Role), ids=lambda role: role.label)
def test_answers_of_the_api_are_those_of_its_document_and_of_ones_own_organisation(role):
    """The two sides and the bureau read everything, the others a part by turns: what refuses is the same few lines."""
    user, wrong, turn = somebody(role), [], list(Role).index(role)
    client = sign_in(user)
    for number, (address, url, obj) in enumerate(readable()):
        if role not in (*SIDES, Role.BUREAU_RECONSIDERATION) and number % len(Role) not in {turn, (turn + 7) % len(Role)}:
            continue
        response = client.get(url)
        if response.status_code not in answers_expected(user, address, obj):
            wrong.append((url, response.status_code))
        wrong += [(url, fault) for fault in answer_faults(address, response)]

    assert wrong == [], say(wrong)


@pytest.mark.parametrize("declared", resources(), ids=lambda declared: declared.path)
def test_a_list_of_the_api_asks_as_often_for_thirty_rows_as_for_one(declared):
    readers = [somebody(role) for role in (*SIDES, Role.BUREAU_RECONSIDERATION, Role.BUREAU_REVIEWER, Role.BUREAU_SUPERVISION, Role.SYSTEM_ADMIN)]
    few, many = zip(*[(queries_for(declared, reader, 1), queries_for(declared, reader, 30)) for reader in readers], strict=True)

    assert many == few
    assert any(count is not None for count in few), "没有可读的行"


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.label if role else "无人")
def test_the_api_withstands_whatever_it_is_sent(role):
    """By turns an eighth of the operations for each role and for nobody: about three tries of fitting and of spoiled values each."""
    turn = list(Role).index(role) + 1 if role else 0
    headers = token_headers(somebody(role)) if role else {}
    wrong = [fault for operation, address in operations()[turn % 8 :: 8] for fault in tries(operation, address, headers=headers, examples=1)]

    assert wrong == [], "\n".join(wrong)
