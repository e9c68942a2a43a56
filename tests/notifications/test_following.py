"""关注: who follows what, who is told, and who is told nothing."""

from __future__ import annotations

import inspect
import pkgutil
from datetime import timedelta
from importlib import import_module

import pytest
from django.urls import reverse

from cases.services import transfers
from pengjiang.accounts import standing_in
from pengjiang.accounts.models import Membership
from pengjiang.accounts.services import end_role
from pengjiang.audit.models import AuditEntry
from pengjiang.common import clock
from pengjiang.common.errors import NotAllowed
from pengjiang.common.refs import ObjectRef
from pengjiang.documents.models import IssuedDocument
from pengjiang.events.reading import STORIES, handles
from pengjiang.events.services import drain
from pengjiang.notifications import following, services
from pengjiang.notifications.models import Follow, MailRow, Notice
from pengjiang.web.views.base import DetailPage
from tests import factories as f
from tests.disputes import steps as s
from tests.meta.tree import CODE

# Pages of an object without a story of its own: what happens to it stands on the page of what it belongs to.
# Registers and administration: nothing that goes its way and could be followed.
WITHOUT_STORY = {
    "accounts.user",
    "accounts.organisationchange",
    "api.client",
    "cases.listener",
    "checkups.checkrun",
    "checkups.checkjob",
    "exchange.unitexport",
}


def told(person) -> list[str]:
    """Titles of what one was told for following, oldest first."""
    while drain():
        pass
    return list(Notice.objects.filter(person=person.pk, kind=following.KIND).order_by("pk").values_list("title", flat=True))


@pytest.mark.django_db
def test_followers_read_what_the_timeline_lets_them_read_and_no_more(district, today):
    d = district
    row = f.accepted(d)
    for person in (d.officer, d.head, d.deputy):
        following.follow(row, actor=person)
    following.follow(row, actor=d.deputy)
    transfers.assign_transfer(row, holder=d.procurator, actor=d.head)
    transfers.hand_over_transfer(row, actor=d.procurator, handed_to="公益诉讼检察部门", answer="涉及公共利益。")
    row.refresh_from_db()
    transfers.close_transfer(row, actor=d.procurator, note="已转办。")

    # The handling side reads internal acts, the town what is shared; who acted knows already.
    assert told(d.deputy) == [f"{row}：分案给陈喆", f"{row}：转公益诉讼检察部门：涉及公共利益。", f"{row}：线索办结：已转办。"]
    assert told(d.head) == [f"{row}：转公益诉讼检察部门：涉及公共利益。", f"{row}：线索办结：已转办。"]
    assert [title for title in told(d.officer) if "分案" in title or "公益" in title] == []
    # Whom a rule told of the same event is not told twice.
    once = Notice.objects.filter(person=d.officer.pk).values_list("entry", flat=True)
    assert len(once) == len(set(once))
    assert Notice.objects.filter(person=d.deputy.pk, kind=following.KIND).values_list("url", flat=True)[0] == row.get_absolute_url()


@pytest.mark.django_db
def test_who_can_no_longer_see_it_gets_nothing_not_even_by_mail(district, today):
    d = district
    row = f.accepted(d)
    for person in (d.deputy, d.policy):
        person.email = f"{person.username}@example.cn"
        person.save()
        following.follow(row, actor=person)
    transfers.assign_transfer(row, holder=d.procurator, actor=d.head)
    assert len(told(d.policy)) == 1

    end_role(Membership.objects.get(user=d.policy), until=today - timedelta(days=1), actor=d.security_admin)
    transfers.file_transfer(row, actor=d.procurator, answer="未发现问题。")
    assert len(told(d.deputy)) == 2
    assert len(told(d.policy)) == 1
    for person in (d.deputy, d.policy):
        services.queue_digest(f.person_again(person), day=today + timedelta(days=1))
    with clock.at(today + timedelta(days=1)):
        letters = dict(MailRow.objects.filter(kind="digest").values_list("person__username", "body"))
    assert set(letters) == {"deputy"}
    assert "分案给陈喆" in letters["deputy"]


@pytest.mark.django_db
def test_what_is_confidential_stays_so(district, today):
    """A measure of mediation is told by its kind alone; of a part that does not exist for the follower nothing is told."""
    d = district
    dispute = s.mediating_(d)
    for person in (d.town_head, d.deputy):
        following.follow(dispute, actor=person)
    s.meeting(d, dispute)

    assert [title for title in told(d.town_head) if "笔录" in title or "调解" in title] == []
    for title in told(d.deputy):
        assert "当事人意见" not in title
    papers = IssuedDocument.objects.filter(type_code="mediation_record").values_list("title", flat=True)
    assert [title for title in told(d.deputy) for paper in papers if paper in title] == []


@pytest.mark.django_db
def test_nothing_followed_costs_no_outbox_row(district, today):
    row = f.accepted(district)
    transfers.assign_transfer(row, holder=district.procurator, actor=district.head)
    transfers.file_transfer(row, actor=district.procurator, answer="未发现问题。")
    entry = AuditEntry.objects.get(event="cases.transfer.file")
    assert "notifications.inbox" not in entry.outbox.values_list("subscriber", flat=True)

    following.follow(row, actor=district.deputy)
    row.refresh_from_db()
    transfers.reopen_transfer(row, actor=district.procurator, note="重新审查。")
    assert "notifications.inbox" in AuditEntry.objects.get(event="cases.transfer.reopen").outbox.values_list("subscriber", flat=True)


@pytest.mark.django_db
def test_button_list_and_end(client, district, today):
    d = district
    row = f.accepted(d)
    client.force_login(d.deputy)
    ref = ObjectRef.of(row)
    assert f'formaction="{reverse("notifications:follow", args=[ref])}"' in client.get(row.get_absolute_url()).content.decode()

    answer = client.post(reverse("notifications:follow", args=[ref]))
    assert (answer.status_code, answer["Location"]) == (303, row.get_absolute_url())
    assert "取消关注" in client.get(row.get_absolute_url()).content.decode()
    page = client.get("/notices/follows/").content.decode()
    assert str(row) in page
    assert "?kind=cases.transfer" not in page
    assert str(row) in client.get("/notices/follows/?kind=cases.transfer").content.decode()

    client.post("/notices/follows/", {"do": "bulk:unfollow", "id": [Follow.objects.get().pk], "confirmed": "1", "keys": str(Follow.objects.get().pk)})
    assert not Follow.objects.exists()
    assert "还没有关注的事项" in client.get("/notices/follows/").content.decode()


@pytest.mark.django_db
def test_what_does_not_exist_for_one_is_not_followed(client, district, today):
    d = district
    row = f.accepted(d)
    client.force_login(d.stranger)
    assert client.post(reverse("notifications:follow", args=[ObjectRef.of(row)])).status_code == 404
    for ref in ("nothing.such:1", "accounts.user:1", "cases.transfer:0", "garbage"):
        assert client.post(reverse("notifications:follow", args=[ref])).status_code == 404
    client.force_login(d.system_admin)
    assert client.post(reverse("notifications:follow", args=[ObjectRef.of(row)])).status_code == 403
    assert not Follow.objects.exists()
    with pytest.raises(NotAllowed):
        following.follow(row, actor=d.stranger)


@pytest.mark.django_db
def test_a_delegate_does_not_follow_for_the_principal(client, district, today):
    d = district
    row = f.assigned(d)
    held = standing_in.give_delegation(
        d.procurator, delegate=d.other_procurator, since=today, until=today + timedelta(days=3), reason="外出培训", actor=d.procurator
    )
    acting = standing_in.begin(held, actor=d.other_procurator)

    with pytest.raises(NotAllowed, match="代办期间"):
        following.follow(row, actor=acting)
    client.force_login(d.other_procurator)
    client.post(reverse("accounts:delegation-begin", args=[held.pk]))
    assert "notices/follow/" not in client.get(row.get_absolute_url()).content.decode()


@pytest.mark.django_db
def test_list_of_what_is_closed_tells_nothing(client, district, today):
    d = district
    row = f.accepted(d)
    Follow.objects.create(person=d.stranger, target=str(ObjectRef.of(row)))
    client.force_login(d.stranger)
    page = client.get("/notices/follows/").content.decode()

    assert "（您已无权查看）" in page
    assert row.title not in page


@pytest.mark.django_db
def test_list_asks_as_often_for_thirty(client, district, today, constant_queries):
    d = district
    client.force_login(d.deputy)
    numbers = iter(range(200, 400))

    def follow_more(count):
        for _ in range(count):
            following.follow(f.referral(d, number=f"杜阮综执罚字〔2026〕{next(numbers)}号"), actor=d.officer)
            Follow.objects.update(person=d.deputy)

    constant_queries("/notices/follows/", follow_more)


def test_every_page_of_an_object_has_a_story_or_says_why_not():
    for package in CODE:
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            if ".views" in module.name:
                import_module(module.name)

    def below(kind):
        return {kind} | {one for child in kind.__subclasses__() for one in below(child)}

    pages = {page for page in below(DetailPage) if not page.__module__.startswith("tests.") and inspect.isclass(getattr(page, "model", None))}
    kinds = {page.model._meta.label_lower for page in pages}

    assert len(pages) > 20
    assert kinds - WITHOUT_STORY == set(STORIES.keys())


@pytest.mark.django_db
def test_every_story_says_for_each_role_which_side_it_stands_on(district, today):
    row = f.docketed(district)
    assert handles(district.procurator, row)
    assert not handles(district.officer, row)
    assert handles(district.officer, row.dossiers.get())
    assert not handles(district.stranger, row.dossiers.get())
