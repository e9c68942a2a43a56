"""年度切换清单: each line's state follows from what is stored, and leads to where it is done; a to-do in December and January."""

from __future__ import annotations

from datetime import date

import pytest

from pengjiang.accounts import standing_in
from pengjiang.accounts.services import end_role
from pengjiang.common import clock
from pengjiang.console.yearly import checklist, open_lines
from pengjiang.dashboard.queries import desks
from pengjiang.deadlines.models import Deadline
from pengjiang.deadlines.services import enter_year
from pengjiang.documents.models import NumberScheme
from pengjiang.documents.services import start_series, take_number
from pengjiang.law.models import ReferenceRow
from pengjiang.law.services import save_row
from tests import factories as f

pytestmark = pytest.mark.django_db

DECEMBER = date(2026, 12, 10)


def lines(d, year=2027):
    """Title → (state, what is told) as the administrator reads it."""
    return {row.title: (row.state.value, row.told) for group in checklist(d.system_admin, year) for row, _ in group.lines}


def test_calendar_and_the_limits_that_fall_into_a_year_without_notice(district):
    with clock.at(DECEMBER):
        f.investigating(district)
        assert lines(district)["2027年工作日历"] == ("open", "2027年的放假通知尚未录入")
        count = Deadline.objects.open().filter(due_on__year=2027).count()
        assert lines(district)["落在2027年的期限"] == ("open", f"{count}项未办结期限的末日落在2027年，暂按推算")
        enter_year(year=2027, notice_number="国办发明电〔2026〕9号", notice_title="2027年通知", rest_days=[date(2027, 1, 1)], make_up_days=[], actor=district.system_admin)
        after = lines(district)
        assert after["2027年工作日历"] == ("ready", "2027年通知（国办发明电〔2026〕9号）")
        assert "落在2027年的期限" not in after


def test_every_number_scheme_says_where_the_year_starts(district):
    with clock.at(DECEMBER):
        told = [row.told for group in checklist(district.system_admin, 2027) for row, _ in group.lines]
        assert len([one for one in told if "起编" in one]) == NumberScheme.objects.count()
        scheme = NumberScheme.objects.get(code="opinion")
        assert lines(district)[scheme.name] == ("note", "尚未设定，江蓬检行意〔2027〕1号起编")
        start_series(scheme, year=2027, first_serial=12, actor=district.system_admin)
        assert lines(district)[scheme.name] == ("ready", "已设定，江蓬检行意〔2027〕12号起编")
        NumberScheme.objects.filter(code="urging_letter").update(until=date(2026, 12, 31))
        assert lines(district)["催办函文号"] == ("open", "方案至2026-12-31停用，2027年没有可用的方案")
    with clock.at(date(2027, 1, 4)):
        take_number("opinion", actor=district.procurator, organisation=district.office)
        assert lines(district)[scheme.name] == ("ready", "已编1个，下一个江蓬检行意〔2027〕13号")


def test_rows_that_end_are_open_until_something_follows(district):
    row = ReferenceRow.objects.filter(kind="periods", until=None).first()
    save = {"kind": row.kind, "value": row.value, "source": "", "confidence": "SYN", "actor": district.system_admin}
    with clock.at(DECEMBER):
        save_row(row, since=row.since, until=date(2027, 3, 1), **save)
        found = next((name, line) for name, line in lines(district).items() if row.value["title"] in name)
        assert found[1] == ("open", "至2027-03-01有效，没有接续的一行")
        save_row(None, since=date(2027, 3, 2), until=None, **save)
        assert lines(district)[found[0]] == ("ready", "至2027-03-01有效，接续的一行已录入")


def test_posts_and_delegations_that_end_are_named(district):
    with clock.at(DECEMBER):
        assert lines(district)["到期的任职"] == ("ready", "没有")
        end_role(district.other_procurator.memberships.get(), until=date(2027, 1, 31), actor=district.security_admin)
        standing_in.give_delegation(district.chief, delegate=district.deputy, actor=district.chief, since=DECEMBER, until=date(2027, 1, 5), reason="外出培训")
        assert lines(district)["到期的任职"] == ("note", "黄犇（检察官，至2027-01-31）")
        assert lines(district)["到期的委托代办"] == ("note", "区嘉敏代梁晓峰（至2027-01-05）")
        # Plans of the joint review and the towns' inspection plans are looked at by the rooms that keep them.
        assert lines(district)["2027年评查方案"] == ("open", "尚未拟制")
        assert lines(district)["2027年检查计划"][0] == "note"


def test_owner_is_reminded_in_december_and_january_alone(district):
    for day, year in ((date(2026, 11, 30), None), (DECEMBER, 2027), (date(2027, 1, 4), 2027), (date(2027, 2, 1), None)):
        with clock.at(day):
            told = [(item.title, item.why) for item in desks(f.person_again(district.manager)).todo if "年度切换" in item.title]
            expected = [(f"核对{year}年度切换清单", f"{year}年的日历、文号、评查方案、依据和任职中还有{open_lines(year)}项未就绪。")] if year else []
            assert told == expected, day
    with clock.at(DECEMBER):
        assert not any("年度切换" in item.title for item in desks(district.procurator).todo)


def test_page_links_only_what_the_reader_may_do(district, client):
    with clock.at(DECEMBER):
        client.force_login(district.system_admin)
        page = client.get("/console/year/").content.decode()
        assert 'href="/console/calendar/new/"' in page
        assert "2027年评查方案" in page
        client.force_login(district.manager)
        page = client.get("/console/year/?year=2027").content.decode()
        assert 'href="/console/calendar/new/"' not in page
        assert "由系统管理员办理" in page
        assert client.get("/console/year/?year=abc").status_code == 200
        client.force_login(district.procurator)
        assert client.get("/console/year/").status_code == 403
