"""What the parts say."""

from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.template import Context, Template

from pengjiang.access import Decision
from pengjiang.web.components import Action, Entry, Light, Paper, Step, marked_versions
from pengjiang.web.specimens import SpecimenForm
from tests.web.pages import RenameForm


def draw(text, **context):
    return " ".join(Template(text).render(Context(context)).split())


def test_link_and_button_are_what_they_look_like():
    assert draw('{% button "导出" href="/x/" %}') == '<a class="button" href="/x/">导出</a>'
    assert draw('{% button "退回" kind="danger" type="submit" name="do" value="back" %}') == (
        '<button class="button button--danger" type="submit" name="do" value="back">退回</button>'
    )
    assert draw('{% button "撤回" post="/x/" %}') == '<button class="button" type="submit" form="plain-post" formaction="/x/">撤回</button>'


def test_refused_button_says_why_beside_it():
    assert draw('{% button "办结" reason="尚有 3 项未销号" %}') == (
        '<button type="button" aria-disabled="true" class="button">办结</button><span class="button-reason">尚有 3 项未销号</span>'
    )


@pytest.mark.parametrize(
    ("code", "shape", "word"),
    [("overdue", "stop", "超期"), ("soon", "clock", "临期"), ("normal", "check-circle", "正常"), ("paused", "pause", "已中止"), ("done", "check", "已办结")],
)
def test_light_has_shape_word_and_colour(code, shape, word):
    assert draw("{% deadline_chip light %}", light=Light(code, "余 5 个工作日")) == (
        f'<span class="deadline-chip deadline-chip--{code}"><svg class="icon" aria-hidden="true"><use href="#i-{shape}"/></svg>{word}'
        '<span class="deadline-chip__detail">余 5 个工作日</span></span>'
    )


def test_no_light_for_nothing():
    assert draw("{% deadline_chip light %}", light=None) == ""


def test_day_is_chinese_and_local():
    assert draw("{% day d weekday=True %}", d=date(2026, 10, 8)) == '<time datetime="2026-10-08">2026年10月8日 星期四</time>'
    assert "2026年10月9日 01:30" in draw("{% day d %}", d=datetime(2026, 10, 8, 17, 30, tzinfo=UTC))
    assert draw("{% day d %}", d=None) == "—"


def test_missing_fact_is_seen_to_be_missing():
    assert "<dd>—</dd>" in draw('{% fact "文号" value %}', value=None)
    assert "<dd>0</dd>" in draw('{% fact "罚款" value %}', value=0)
    assert "<dd>否</dd>" in draw('{% fact "公开" value %}', value=False)
    assert "2026年8月7日" in draw('{% fact "送达" value %}', value=date(2026, 8, 7))


def test_actions_are_parted_into_lawful_and_refused():
    actions = [Action("登记回复", "/a/", primary=True), Action("签发催办函", "/b/", Decision.no("回复期未届满")), Action("撤回", "/c/", post=True)]

    html = draw("{% next_actions actions %}", actions=actions)

    assert html.index("现在可办") < html.index("登记回复") < html.index("撤回") < html.index("暂不可办") < html.index("回复期未届满")
    assert 'href="/b/"' not in html
    assert 'formaction="/c/"' in html
    assert draw("{% next_actions actions %}", actions=[]) == ""


def test_stepper_says_for_ears_and_small_screens_where_one_is():
    html = draw("{% stepper steps %}", steps=[Step("线索", "done"), Step("整改期", "now"), Step("办结")])

    assert "第 2 步，共 3 步" in html
    assert 'aria-current="step"' in html
    assert html.count("，未到") == 1


def test_timeline_groups_by_month_and_puts_the_expected_first():
    entries = [
        Entry("届满", date(2026, 10, 8), kind="future"),
        Entry("上传", date(2026, 9, 22), "邓某"),
        Entry("送达", date(2026, 8, 7), citation="规定第十八条"),
    ]

    html = draw("{% timeline entries %}", entries=entries)

    assert html.index("预计") < html.index("2026年9月") < html.index("上传") < html.index("2026年8月") < html.index("规定第十八条")


def test_paper_under_way_asks_again_and_a_ready_one_does_not():
    under_way = draw("{% document_card paper %}", paper=Paper("催办函", "rendering", poll_url="/p/", percent=60))
    ready = draw("{% document_card paper %}", paper=Paper("催办函", download_url="/d/", poll_url="/p/"))

    assert 'hx-get="/p/"' in under_way
    assert 'value="60"' in under_way
    assert "hx-get" not in ready
    assert 'aria-label="下载催办函"' in ready


def test_versions_mark_what_went_and_what_came():
    left, right = marked_versions("可以在六十日内<申请>", "应当在六十日内<申请>复议")

    assert left == "<del>可以</del>在六十日内&lt;申请&gt;"
    assert right == "<ins>应当</ins>在六十日内&lt;申请&gt;<ins>复议</ins>"


def test_field_ties_label_help_and_error_together():
    form = RenameForm({"name": ""})

    html = draw("{% field form.name help='与身份证一致' %}", form=form)

    assert '<label class="field__label" for="id_name">姓名<span class="field__need">必填</span></label>' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html
    assert "请填写姓名。" in html
    assert "与身份证一致" in html


def test_groups_are_fieldsets_and_boxes_carry_their_label():
    html = draw("{% field form.way %}{% field form.checked %}", form=SpecimenForm())

    assert "<legend" in html
    assert html.count('type="radio"') == 2
    assert '<label class="choice" for="id_checked">' in html


def test_error_summary_links_to_the_fields():
    form = SpecimenForm(QueryDict("title=甲"))

    html = draw("{% error_summary form kept='其余没有丢失' %}", form=form)

    assert "有 5 处需要改正，其余没有丢失" in html
    assert '<a href="#id_body">请选择被建议单位。</a>' in html
    assert '<a href="#id_checked">请勾选“已核对送达回证”。</a>' in html
    assert draw("{% error_summary form %}", form=SpecimenForm()) == ""
