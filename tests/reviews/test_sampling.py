"""The sample: shares, distances, the same everywhere."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.sampling import SampleError, Unit, draw, frame_digest, replacement, share

units = st.lists(
    st.builds(Unit, st.sampled_from("abcdef"), st.sampled_from("PSI"), st.sampled_from("uvw"), st.integers(1, 400).map(str), st.sampled_from(["", "", "", "投诉"])),
    unique_by=lambda unit: (unit.body, unit.number),
    max_size=120,
)


def frame(count=300):
    return [Unit("abcdef"[n % 6], ("P_GEN", "INSP", "MEAS")[n % 3], "field" + str(n % 5), f"{n:04d}号", "投诉" if n % 97 == 5 else "") for n in range(count)]


@given(units, st.integers(0, 30), st.integers(0, 4), st.integers())
def test_what_is_drawn_is_what_was_asked(rows, size, minimum, seed):
    try:
        found = draw(rows, size=size, minimum=minimum, seed=seed)
    except SampleError:
        free = Counter(unit.body for unit in rows if not unit.forced)
        assert size > free.total() or size < sum(min(minimum, count) for count in free.values())
        return
    assert len(found.drawn) == len(set(found.drawn)) == size
    assert set(found.forced) == {unit for unit in rows if unit.forced}
    assert not set(found.drawn) & set(found.forced)
    by_body = Counter(unit.body for unit in rows if not unit.forced)
    for body, count in Counter(unit.body for unit in found.drawn).items():
        assert found.shares[body] == count >= min(minimum, by_body[body])


@given(units, st.randoms(), st.integers())
def test_the_order_of_the_frame_does_not_matter(rows, random, seed):
    free = sum(not unit.forced for unit in rows)
    other = list(rows)
    random.shuffle(other)
    assert draw(rows, size=free // 2, minimum=0, seed=seed) == draw(other, size=free // 2, minimum=0, seed=seed)


def test_shares_go_by_the_largest_remainder():
    assert share({"a": 100, "b": 50, "c": 7}, size=20, minimum=3) == {"a": 10, "b": 7, "c": 3}
    assert share({"a": 2, "b": 9}, size=5, minimum=3) == {"a": 2, "b": 3}


def test_the_same_seed_gives_the_same_files_in_another_process():
    """What is written here was drawn once; no version of Python may draw other files."""
    found = draw(frame(), size=12, minimum=2, seed=20260316)
    code = (
        "import sys; sys.path[:0] = [chr(46)]\n"
        "from tests.reviews.test_sampling import frame\nfrom reviews.sampling import draw\n"
        "print('\\n'.join(unit.number for unit in draw(frame(), size=12, minimum=2, seed=20260316).drawn))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7", "PYTHONUTF8": "1"})
    assert out.stdout.split() == [unit.number for unit in found.drawn]
    assert found.digest == DIGEST
    assert [unit.number for unit in found.drawn] == DRAWN


def test_one_changed_file_of_the_frame_is_told():
    rows = frame()
    changed = [Unit(*[*rows[0].line.split("|")[:3], "9999号"]), *rows[1:]]
    assert frame_digest(rows) != frame_digest(changed)


def test_a_number_twice_is_refused():
    with pytest.raises(SampleError, match="出现两次"):
        draw([Unit("a", "P", "u", "1"), Unit("a", "P", "v", "1")], size=1, minimum=0, seed=1)


def test_a_replacement_is_of_the_same_town_and_kind_and_not_taken():
    rows = frame()
    found = draw(rows, size=60, minimum=2, seed=7)
    leaving = found.drawn[0]
    new = replacement(rows, [*found.drawn, *found.forced], leaving=leaving, seed=7, turn=1)
    assert (new.body, new.kind) == (leaving.body, leaving.kind)
    assert new not in found.drawn
    assert replacement(rows, [*found.drawn, *found.forced], leaving=leaving, seed=7, turn=1) == new
    with pytest.raises(SampleError, match="没有可以替换"):
        replacement([leaving], [leaving], leaving=leaving, seed=7, turn=1)


DIGEST = "48841c39d854f9fb822381decb895a1a59dc0d28586be0b0949b91daf18b01aa"
DRAWN = ["0180号", "0078号", "0055号", "0187号", "0092号", "0254号", "0147号", "0279号", "0226号", "0064号", "0125号", "0287号"]
