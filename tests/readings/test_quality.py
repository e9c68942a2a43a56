import sys
from collections import Counter

import pytest

from tests.readings import quality
from tests.readings.written import papers


def test_papers_in_several_wordings_each():
    kinds = Counter(paper.name.partition("-")[0] for paper in papers())

    assert len(papers()) == 62
    assert all(kinds[kind] >= 4 for kind in ("cfjd", "dcf", "gzs", "sdhz", "jcbl"))
    assert (len(quality.written()), len(quality.scanned())) == (52, 10)


@pytest.mark.parametrize("sets", [("seen", "heldout", "later"), ("wider", "latest")], ids=["头三批", "后两批"])
def test_papers_with_text(sets, capsys):
    """The later sets by themselves: many old papers must not hide that new wordings are read badly."""
    score = quality.texts([paper for paper in quality.written() if paper.text_set in sets])
    with capsys.disabled():
        sys.stdout.write(f"\n{'、'.join(sets)}: {score}\n")

    assert score.recall >= 0.95, score.faults
    assert score.precision >= 0.98, score.faults


def test_bad_scans(capsys):
    score = quality.scans(quality.scanned())
    with capsys.disabled():
        sys.stdout.write(f"\n{score}\n")

    assert score.recall >= 0.9, score.faults
    assert score.precision >= 0.95, score.faults
