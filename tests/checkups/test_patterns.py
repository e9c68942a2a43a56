"""Patterns across files: what each points at, what a town may read of it, and the one referral that comes of it."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.urls import reverse

from cases.models import Transfer
from pengjiang.checkups.catalogue import MODELS
from pengjiang.checkups.models import AttachedCheck, Pattern, PatternHit
from pengjiang.checkups.services import patterns
from pengjiang.common import clock
from tests.checks.lawful import NON_PENALTY, change
from tests.checkups.files import late_summary, lawful, make, wrong_organ
from tests.support.district import person

pytestmark = pytest.mark.django_db
BACKEND = "pengjiang.accounts.backends.PersonBackend"


@pytest.fixture(autouse=True)
def _today():
    with clock.at(date(2026, 9, 1)):
        yield


@pytest.fixture
def procurator(client):
    user = person("procurator")
    client.force_login(user, backend=BACKEND)
    return user


def hits(code):
    return set(PatternHit.objects.filter(pattern__code=code).values_list("dossier", flat=True))


def test_every_model_of_the_catalogue_is_computed(procurator):
    make(lawful())

    assert patterns.refresh() == 1
    assert set(Pattern.objects.values_list("code", flat=True)) == set(MODELS) == {f"LM{n:02d}" for n in range(1, 11)} | {"ZJ04", "FL06", "CL09"}


def test_wrong_templates_are_one_group(procurator):
    first, second = make(wrong_organ()), make(wrong_organ(number="蓬杜罚〔2026〕13号"))
    make(lawful(number="蓬杜罚〔2026〕14号"))

    patterns.refresh()

    assert hits("LM05") == {first.pk, second.pk}
    assert set(PatternHit.objects.filter(pattern__code="LM05").values_list("group", flat=True)) == {"写成“蓬江区司法局”"}
    figure = Pattern.objects.get(code="LM05").figures[0]
    assert (figure["body"], figure["count"]) == ("duruan", 2)


def test_summary_files_decided_elsewhere(procurator):
    late = make(late_summary())

    patterns.refresh()

    assert hits("LM06") == {late.pk}
    assert Pattern.objects.get(code="LM06").figures[0]["period"] == "2026年第1季度"


def test_officers_in_two_places(procurator):
    first = make(lawful())
    second = make(lawful(number="蓬杜罚〔2026〕13号", records__0__place="杜阮镇中心广场"))

    patterns.refresh()

    assert hits("ZJ04") == hits("LM03") == {first.pk, second.pk}


def test_fined_twice_is_told_to_towns_without_the_others_file(client, procurator):
    first = make(lawful())
    other = make(lawful(number="蓬棠罚〔2026〕1号"), code="tangxia")

    patterns.refresh()

    assert hits("FL06") == {first.pk, other.pk}
    page = client.get(reverse("checkups:pattern", args=["FL06"])).content.decode()
    assert other.number in page
    assert first.number in page
    client.force_login(person("town_officer"), backend=BACKEND)
    page = client.get(reverse("checkups:pattern", args=["FL06"])).content.decode()
    assert first.number in page
    assert other.number not in page
    assert "具体情形由检察院核查" in page
    book = client.post(reverse("checkups:pattern", args=["FL06"]), {"do": "export"})
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(book.content)).active.iter_rows(values_only=True) for cell in row]
    assert not any(other.number in str(cell) for cell in cells)


def test_fines_are_compared_only_from_the_minimum_on(client, procurator):
    def fine(number, amount):
        return make(lawful(number=f"蓬杜罚〔2026〕{number}号", decision__fine=amount, parties__0__name=f"某{number}", case__violation_place=f"{number}号门前"))

    for number in range(20, 27):
        fine(number, 500 + number)
    patterns.refresh()
    assert hits("LM04") == set()
    assert "mean" not in Pattern.objects.get(code="LM04").figures[0]
    assert "另有 1 组不足 8 件" in client.get(reverse("checkups:pattern", args=["LM04"])).content.decode()

    fine(27, 2000)
    patterns.refresh()

    pattern = Pattern.objects.get(code="LM04")
    figure = pattern.figures[0]
    assert (len(hits("LM04")), figure["count"], figure["low"], figure["high"], pattern.minimum) == (8, 8, 520, 2000, 8)
    assert "8件" in client.get(pattern.get_absolute_url()).content.decode()


def test_the_same_place_fined_again_without_a_recheck(procurator):
    first = make(lawful())
    second = make(lawful(number="蓬杜罚〔2026〕13号", decision__dated_on="2026-05-20", parties__0__name="王某"))
    elsewhere = make(lawful(number="蓬杜罚〔2026〕14号", case__violation_place="别处"))

    patterns.refresh()

    assert hits("LM07") == {first.pk, second.pk}
    assert elsewhere.pk not in hits("LM07")


def test_exempt_in_one_town_and_fined_in_another(client, procurator):
    fined = make(lawful())
    exempt = make(change(NON_PENALTY, number="蓬棠不罚〔2026〕1号", exemption__ground="first_violation"), code="tangxia")

    patterns.refresh()

    assert hits("LM09") == {fined.pk, exempt.pk}
    assert "不予处罚" in client.get(reverse("checkups:pattern", args=["LM09"])).content.decode()


def test_a_town_reads_its_own_figures(client, procurator):
    make(wrong_organ())
    make(wrong_organ(number="蓬棠罚〔2026〕1号"), code="tangxia")
    patterns.refresh()
    client.force_login(person("town_officer"), backend=BACKEND)

    page = client.get(reverse("checkups:pattern", args=["LM05"])).content.decode()

    assert "蓬棠罚〔2026〕1号" not in page
    assert "棠下镇" not in page
    assert "<b>1</b> 件" in client.get(reverse("checkups:patterns")).content.decode()


def test_the_button_asks_a_worker_and_the_sweep_stands_in_for_it(client, procurator, monkeypatch):
    monkeypatch.setattr(patterns, "nudge", lambda: None)
    make(wrong_organ())

    assert client.post(reverse("checkups:refresh-patterns")).status_code == 303
    assert "正在重新计算" in client.get(reverse("checkups:patterns")).content.decode()
    assert patterns.refresh_asked() == 0
    with clock.at(clock.now() + timedelta(minutes=11)):
        assert patterns.refresh_asked() == 1
        assert patterns.refresh_asked() == 0

    assert "正在重新计算" not in client.get(reverse("checkups:patterns")).content.decode()


def test_one_button_opens_one_referral_with_all_files(client, procurator):
    first, second = make(wrong_organ()), make(wrong_organ(number="蓬杜罚〔2026〕13号"))
    patterns.refresh()
    pattern = Pattern.objects.get(code="LM05")

    assert "登记类案线索" in client.get(pattern.get_absolute_url()).content.decode()
    form = client.get(reverse("cases:refer-pattern", args=[pattern.pk])).context["form"]
    data = {name: form.initial.get(name) or "" for name in form.fields}
    refused = client.post(reverse("cases:refer-pattern", args=[pattern.pk]), {**data, "dossiers": []})
    response = client.post(reverse("cases:refer-pattern", args=[pattern.pk]), data)

    assert refused.status_code == 422
    transfer = Transfer.objects.get()
    assert response["Location"] == transfer.get_absolute_url()
    assert (transfer.channel, transfer.problem, transfer.state, transfer.subject) == ("data_model", "remedy", "pending", first.organisation)
    assert set(transfer.dossiers.all()) == {first, second}
    assert AttachedCheck.objects.filter(target=f"cases.transfer:{transfer.pk}").count() == 2
    assert "随附的案卷体检" in client.get(transfer.get_absolute_url()).content.decode()


@pytest.mark.parametrize(("role", "status"), [("town_officer", 403), ("bureau_clerk", 403), ("case_manager", 200)])
def test_who_may_refer_a_pattern(client, procurator, role, status):
    make(wrong_organ())
    patterns.refresh()
    client.force_login(person(role), backend=BACKEND)

    assert client.get(reverse("cases:refer-pattern", args=[Pattern.objects.get(code="LM05").pk])).status_code == status


def test_files_of_a_pattern_cost_the_same(client, procurator, constant_queries):
    numbers = iter(range(100, 200))

    def some(count):
        for _ in range(count):
            make(wrong_organ(number=f"蓬杜罚〔2026〕{next(numbers)}号"))
        patterns.refresh()

    constant_queries(reverse("checkups:pattern", args=["LM05"]), some)
