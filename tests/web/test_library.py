"""Components refuse what they do not know, and put slots where they belong."""

import pytest
from django.template import Context, Template, TemplateSyntaxError


def draw(source, /, **context):
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "text",
    [
        '{% panel titel="概况" %}{% endpanel %}',
        '{% panel "概况" %}{% endpanel %}',
        "{% case_head %}{% endcase_head %}",
        '{% button "提交" colour="red" %}',
        '{% button "提交" kind="green" %}',
        "{% button %}",
        '{% icon "unicorn" %}',
        '{% badge "整改期" kind="blue" %}',
        '{% deadline_chip "yellow" %}',
        '{% alert kind="danger" %}{% endalert %}',
        '{% panel title="概况" %}{% slot "side" %}{% endslot %}{% endpanel %}',
        '{% slot "tools" %}{% endslot %}',
    ],
    ids=["属性拼错", "缺属性名", "缺必填属性", "按钮属性", "按钮种类", "按钮无名", "图标", "状态种类", "灯", "提示种类", "插槽名", "插槽在外"],
)
def test_unknown_attribute_value_or_slot_is_refused(text):
    with pytest.raises(TemplateSyntaxError):
        draw(text)


def test_error_names_what_is_known():
    with pytest.raises(TemplateSyntaxError, match="kind='green' is unknown; one of '', 'primary', 'danger', 'quiet'"):
        draw('{% button "提交" kind="green" %}')


def test_slots_go_to_the_component_around_them():
    html = draw(
        '{% panel title="外" %}{% slot "tools" %}外工具{% endslot %}'
        '{% panel title="内" %}内容{% slot "foot" %}内脚{% endslot %}{% endpanel %}{% slot "foot" %}外脚{% endslot %}{% endpanel %}'
    )

    assert html.index("外工具") < html.index("内容") < html.index("内脚") < html.index("外脚")
    assert html.count("panel__tools") == 1
    assert html.count("panel__foot") == 2


def test_body_and_values_are_escaped_once():
    html = draw('{% panel title=title %}{{ text }}{% endpanel %}{% fact "单位" text %}{% badge text %}', title="<b>", text="<i>&")

    assert html.count("&lt;i&gt;&amp;") == 3
    assert "&lt;b&gt;" in html
    assert "&amp;lt;" not in html


def test_component_sees_only_its_attributes():
    assert "秘密" not in draw('{% panel title="概况" %}{% endpanel %}', slots={"tools": "秘密"}, body="秘密")
