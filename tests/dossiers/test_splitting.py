"""Rows are found wherever the pieces in which a body comes happen to end."""

import json

import pytest

from pengjiang.dossiers.intake.splitting import NotRows, elements_of, lines_of

ROWS = [{"number": "甲[1]{,}", "note": 'a"b\\', "list": [[1, 2], {"x": "]"}]}, {}, 'text, with ] and \\" marks', [1, [2]], 7, None]


def cut(body: bytes, size: int):
    return (body[at : at + size] for at in range(0, len(body), size))


def texts(way, body: bytes, size: int) -> list[tuple[int, bytes]]:
    return [(place.line, body[place.start : place.start + place.length].strip()) for place in way(cut(body, size))]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 4096])
@pytest.mark.parametrize("indent", [None, 2])
def test_elements_of_an_array(size, indent):
    body = json.dumps(ROWS, ensure_ascii=False, indent=indent).encode()

    found = texts(elements_of, b"\xef\xbb\xbf" * (size > 3) + b" \n" + body + b"\n ", size)

    assert [line for line, _ in found] == [1, 2, 3, 4, 5, 6]
    assert [json.loads(text) for _, text in found] == ROWS


@pytest.mark.parametrize("size", [1, 5, 4096])
def test_lines_that_are_not_blank(size):
    body = b'{"a": 1}\r\n\n   \n{"b": "\xe7\x94\xb2"}\n[broken\n{"c": 3}'

    found = texts(lines_of, body, size)

    assert found == [(1, b'{"a": 1}'), (4, b'{"b": "\xe7\x94\xb2"}'), (5, b"[broken"), (6, b'{"c": 3}')]


def test_a_hole_in_an_array_is_a_row_that_can_be_told_of():
    assert texts(elements_of, b"[1,,2,]", 3) == [(1, b"1"), (2, b""), (3, b"2"), (4, b"")]


@pytest.mark.parametrize("body", [b"", b"  ", b"{}", b'"a"', b"1", b"[1", b"[{}", b"[1] x", b"[1][2]", b"]", b"[[1]"])
def test_what_is_no_array_is_said_so(body):
    with pytest.raises(NotRows):
        list(elements_of(cut(body, 2)))


def test_an_empty_array_has_no_rows():
    assert list(elements_of(cut(b" [ ] ", 2))) == []
