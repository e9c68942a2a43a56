"""``python -m tests.library.examples`` writes the examples that the rulebook pages show, from the examples of the rules' own tests."""

import json
from pathlib import Path

from pengjiang.checks.rule import RULES, Outcome
from tests.checks.lawful import result
from tests.checks.test_rulebook import CASES

PLACE = Path(__file__).resolve().parents[2] / "pengjiang" / "library" / "data" / "examples.json"
SIDES = {"pass": (Outcome.PASS,), "fail": (Outcome.FAIL, Outcome.MANUAL)}


def examples() -> dict:
    """Of each automatic rule the first that passes and the first that does not."""
    found = {}
    for code in RULES:
        own = {}
        for side, outcomes in SIDES.items():
            case = next((case for outcome in outcomes for case in CASES if case.code == code and case.outcome is outcome), None)
            if case is not None:
                own[side] = _shown(case)
        if own:
            found[code] = own
    return found


def _shown(case) -> dict:
    said = result(case.code, case.dossier, on=case.on, reference=case.reference)
    return {"name": case.name, "outcome": said.outcome.value, "message": said.message, "lawful": said.lawful}


def as_text() -> str:
    return json.dumps(examples(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    PLACE.write_text(as_text(), encoding="utf-8")
