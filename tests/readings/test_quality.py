import sys
from collections import Counter

from tests.readings import quality
from tests.readings.written import papers


def test_papers_in_several_wordings_each():
    kinds = Counter(paper.name.partition("-")[0] for paper in papers())

    assert len(papers()) == 62
    assert all(kinds[kind] >= 4 for kind in ("cfjd", "dcf", "gzs", "sdhz", "jcbl"))
    assert (len(quality.written()), len(quality.scanned())) == (52, 10)


def test_papers_with_text(capsys):
    score = quality.texts(quality.written())
    with capsys.disabled():
        sys.stdout.write(f"\n{score}\n")

    assert score.recall >= 0.95, score.faults
    assert score.precision >= 0.98, score.faults


def test_wordings_that_came_later(capsys):
    """The last sets by themselves: a large set of old papers must not hide that new ones are read badly."""
    score = quality.texts([paper for paper in papers() if paper.text_set in ("wider", "latest")])
    with capsys.disabled():
        sys.stdout.write(f"\nlater wordings: {score}\n")

    assert score.recall >= 0.95, score.faults
    assert score.precision >= 0.98, score.faults


def test_bad_scans(capsys):
    score = quality.scans(quality.scanned())
    with capsys.disabled():
        sys.stdout.write(f"\n{score}\n")

    assert score.recall >= 0.9, score.faults
    assert score.precision >= 0.95, score.faults
