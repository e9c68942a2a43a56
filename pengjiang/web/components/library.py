"""The tag library that every component registers in, and tags with a body and named slots.

A component takes a closed list of attributes: an unknown one is a TemplateSyntaxError that names those it knows, because a
typing error in an attribute is otherwise an invisible one.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from typing import Any

from django import template
from django.template import TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_FRAMES = "component-slots"


def one_of(component: str, attribute: str, value: str, allowed: Collection[str]) -> str:
    """``value``, or a TemplateSyntaxError that lists what is allowed."""
    if value not in allowed:
        raise TemplateSyntaxError(f"{component}: {attribute}={value!r} is unknown; one of {', '.join(map(repr, allowed))}.")
    return value


class SlotNode(Node):
    """``{% slot "tools" %}…{% endslot %}`` inside a component with a body."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        frames = context.render_context.get(_FRAMES) or []
        if not frames:
            raise TemplateSyntaxError(f"slot {self.name!r} stands outside of a component.")
        component, allowed, filled = frames[-1]
        one_of(component, "slot", self.name, allowed)
        filled[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308 — rendered by the engine
        return ""


@register.tag
def slot(parser: Parser, token: Token) -> SlotNode:
    """A named part of the component around it."""
    bits = token.split_contents()
    if len(bits) != 2:
        raise TemplateSyntaxError('slot takes one name: {% slot "tools" %}.')
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(bits[1].strip("\"'"), nodelist)


class BlockNode(Node):
    """A component with a body: the function gets the body, the filled slots and the attributes."""

    def __init__(
        self, name: str, function: Callable[..., str], slots: tuple[str, ...], nodelist: NodeList, attributes: dict[str, FilterExpression]
    ) -> None:
        self.name = name
        self.function = function
        self.slots = slots
        self.nodelist = nodelist
        self.attributes = attributes
        self.takes_token = "csrf_token" in inspect.signature(function).parameters

    def render(self, context: template.Context) -> str:
        frames = context.render_context.setdefault(_FRAMES, [])
        filled = dict.fromkeys(self.slots, "")
        frames.append((self.name, self.slots, filled))
        try:
            body = self.nodelist.render(context)
        finally:
            frames.pop()
        values = {key: expression.resolve(context) for key, expression in self.attributes.items()}
        if self.takes_token:
            values["csrf_token"] = context.get("csrf_token")
        return self.function(mark_safe(body.strip()), filled, **values)  # noqa: S308 — rendered by the engine


def block(*slots: str, name: str = "") -> Callable[[Callable[..., str]], Callable[..., str]]:
    """Register ``function(body, slots, *, attributes…)`` as ``{% name … %}…{% endname %}`` with the given slots.

    A parameter ``csrf_token`` is no attribute: it is filled from the page.
    """

    def wrap(function: Callable[..., str]) -> Callable[..., str]:
        tag_name = name or function.__name__
        parameters = list(inspect.signature(function).parameters.values())[2:]
        known = [p.name for p in parameters if p.name != "csrf_token"]
        required = [p.name for p in parameters if p.default is inspect.Parameter.empty]

        def compile_tag(parser: Parser, token: Token) -> BlockNode:
            bits = token.split_contents()[1:]
            attributes = token_kwargs(bits, parser)
            if bits:
                raise TemplateSyntaxError(f"{tag_name} takes attributes only, as name=value; not {bits[0]!r}.")
            for key in attributes:
                one_of(tag_name, "attribute", key, known)
            for key in required:
                if key not in attributes:
                    raise TemplateSyntaxError(f"{tag_name} needs {key}=….")
            nodelist = parser.parse((f"end{tag_name}",))
            parser.delete_first_token()
            return BlockNode(tag_name, function, slots, nodelist, attributes)

        register.tag(tag_name, compile_tag)
        return function

    return wrap


def tag(function: Callable[..., str]) -> Callable[..., str]:
    """Register a component without a body; Django refuses attributes the function does not name."""
    register.simple_tag(function)
    return function


def render(template_name: str, **context: Any) -> SafeString:
    """The component's template with nothing but its attributes in sight."""
    from django.template.loader import render_to_string  # noqa: PLC0415 — the engine loads this library

    return render_to_string(f"components/{template_name}.html", context)
