"""The label table names every key and code of the schema; the form follows from both."""

import pytest

from pengjiang.checks.validation import schema
from pengjiang.dossiers.facts.labels import codes_of, labels, say_pointers

DEFINITIONS = {"top": schema()["properties"]} | {
    name: node["properties"] for name, node in schema()["$defs"].items() if "properties" in node
}


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_every_key_has_its_name(definition):
    keys = set(DEFINITIONS[definition]) - ({"format"} if definition == "top" else set())

    assert set(labels()[definition]) == keys


@pytest.mark.parametrize("definition", DEFINITIONS)
def test_every_code_has_its_word(definition):
    for key, node in DEFINITIONS[definition].items():
        codes = node.get("enum") or node.get("items", {}).get("enum")
        if codes:
            assert set(codes_of(definition, key)) == set(codes), key


def test_pointers_read_as_words():
    pointers = ["/parties/0/name", "/decision/remedy/court", "/decision/violated/1/law", "cause"]

    assert say_pointers(pointers) == "当事人1·姓名或者名称、处罚决定·救济途径告知·管辖法院、处罚决定·违反的条款2·法律全称、案由"
