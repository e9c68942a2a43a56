"""The table itself: what it refuses to be, and what it tells."""

from __future__ import annotations

import pytest

from pengjiang.workflow.machine import Machine, State, Transition


def machine(*transitions: Transition, initial: str = "open") -> Machine:
    states = {"open": State("待办"), "done": State("办结", final=True), "lost": State("遗失")}
    return Machine("tests.thing", "事项", states, initial, transitions)


FINISH = Transition("finish", "办结", ("open",), "done", permission=None)


def test_transition_stands_once():
    with pytest.raises(ValueError, match="'finish' stands twice"):
        machine(FINISH, FINISH)


@pytest.mark.parametrize("wrong", [Transition("x", "甲", ("nowhere",), "done", None), Transition("x", "甲", ("open",), "nowhere", None)])
def test_states_of_a_transition_are_known(wrong):
    with pytest.raises(ValueError, match=r"unknown states \['nowhere'\]"):
        machine(wrong)


def test_initial_state_is_known():
    with pytest.raises(ValueError, match="'begin'"):
        machine(initial="begin")


def test_refusal_names_the_state_and_where_it_could_be_done():
    again = Transition("again", "重办", ("done", "lost"), "open", None)
    table = machine(FINISH, again)

    assert table.refusal(FINISH, "open") == ""
    assert table.refusal(FINISH, "done") == "现为“办结”，须在“待办”时办理。"
    assert table.refusal(again, "open") == "现为“待办”，须在“办结、遗失”时办理。"


def test_reachable_follows_the_arrows():
    assert machine(FINISH).reachable() == {"open", "done"}
    assert machine(FINISH, Transition("lose", "遗失", ("done",), "lost", None)).reachable() == {"open", "done", "lost"}


def test_event_and_wording():
    table = machine(FINISH, Transition("note", "记录", ("open",), None, None, wording="记下{what}"))

    assert table.event("finish") == table.event(FINISH) == "tests.thing.finish"
    assert (table["finish"].says, table["note"].says) == ("办结", "记下{what}")
    assert [transition.name for transition in table.leaving("open")] == ["finish", "note"]
