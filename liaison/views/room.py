"""The room's page, and the calculator."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from liaison.discretion import Facts, calculate, reasons, words
from liaison.forms.learning import CalculatorForm
from liaison.models import TypicalCase
from liaison.permissions import LiaisonPermission as P
from liaison.queries.discretion import MINIMUM, expiring, items_on, like_files, standard_for
from liaison.queries.room import room_of
from liaison.views.base import articles
from pengjiang.access import can
from pengjiang.common import clock
from pengjiang.dossiers.enums import Field
from pengjiang.web.days import plain
from pengjiang.web.views.base import PageView

CONDITIONS = ("slight_act", "no_harm", "first", "slight_harm", "corrected", "faultless")


class Room(PageView):
    """联络室工作台."""

    permission = P.VIEW
    title = "联络室工作台"
    menu_key = "liaison-room"
    template_name = "liaison/room.html"

    def get_context(self) -> dict[str, Any]:
        user = self.request.user
        return {**super().get_context(), **room_of(user), "may_ask": can(user, P.ASK).ok}


class Discretion(PageView):
    """裁量计算: an address holds all that was asked, so that it can be passed on."""

    permission = P.VIEW
    title = "裁量计算"
    note = "按现行有效的裁量基准和法定幅度推算，供参考；是否处罚、如何处罚由执法机关依法决定。"
    menu_key = "liaison-discretion"
    template_name = "liaison/discretion.html"

    def day(self) -> date:
        """The day of the violation as typed; today where it cannot be read, which the form then says."""
        try:
            return date.fromisoformat(plain(self.request.GET.get("on", "")))
        except ValueError:
            return clock.today()

    def get_context(self) -> dict[str, Any]:
        given, day = self.request.GET, self.day()
        items = {item.code: item for item in items_on(day)}
        asked = given.get("item", "")
        form = CalculatorForm(given if asked else None, initial={"on": day, "person": "person"}, user=self.request.user)
        labels = dict(Field.choices)
        form.fields["item"].choices = [("", "请选择"), *((code, f"{labels.get(item.field, '')}　{item.name}") for code, item in items.items())]
        item = items.get(asked)
        standard = standard_for(item, day) if item else None
        steps = standard.steps_for(item.code) if standard else ()
        form.fields["step"].choices = [("", "未确定"), *((str(at), f"{step.name}：{step.circumstances}") for at, step in enumerate(steps))]
        context = {**super().get_context(), "form": form, "expiring": expiring(clock.today()), "minimum": MINIMUM}
        if item is None or not form.is_valid():
            return context
        facts = self.facts(form.cleaned_data)
        outcome, like = calculate(item, facts, standard), like_files(item)
        return {
            **context,
            "item": item,
            "outcome": outcome,
            "like": like,
            "range": f"{words(outcome.low)}至{words(outcome.high)}",
            "step_range": f"{words(outcome.step_low)}至{words(outcome.step_high)}",
            "penalised": articles([str(one) for one in item.penalised_by]),
            "violated": articles([str(one) for one in item.violated]),
            "lists": [row for row in (standard_for(item, day, "exemption"),) if row],
            "reasons": reasons(item, facts, outcome, like=like.sentence),
            "cases": TypicalCase.objects.visible_to(self.request.user).published().filter(item=item.code)[:5],
        }

    @staticmethod
    def facts(values: dict[str, Any]) -> Facts:
        ticked = set(values["conditions"])
        amount = values["amount"]
        return Facts(
            person=values["person"] == "person",
            grounds=frozenset(values["grounds"]),
            step=int(values["step"]) if values["step"] else None,
            amount=Decimal(amount) if amount is not None else None,
            **{name: name in ticked for name in CONDITIONS},
        )
