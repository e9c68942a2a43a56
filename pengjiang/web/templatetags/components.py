"""The builtin tag library: importing the modules below registers every component."""

from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

from pengjiang.web.components import basics, deadlines, feedback, fields, frames, listing, papers, posting, story
from pengjiang.web.components.library import register
from pengjiang.web.slots import ObjectPanel, panels_on

__all__ = ["basics", "deadlines", "feedback", "fields", "frames", "listing", "own_panels", "papers", "posting", "register", "story"]


@register.simple_tag(takes_context=True)
def object_panel(context: Context, panel: ObjectPanel) -> SafeString:
    """A panel that another app adds to an object's page, drawn with the page's context and its own."""
    with context.push(**panel.context):
        return get_template(panel.template).template.render(context)


@register.simple_tag(takes_context=True)
def own_panels(context: Context) -> SafeString:
    """What other apps tell people on their own page, whose view stands below them."""
    user = context["request"].user
    return mark_safe("".join(object_panel(context, panel) for panel in panels_on(user, user)))  # noqa: S308 — drawn by templates
