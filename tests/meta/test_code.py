"""What the linter, the layers and a reader ask of every file."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.meta.tree import CODE, ROOT, files, name

LINES_MAX = 500
# Written so that this file does not hold what it looks for.
FOREIGN_PATHS = re.compile("|".join((r"(?<![\w.])/" + "(work|farm|root)/", "bash_" + "jobs", "extra-index" + "-url")))
UNFINISHED = re.compile(r"#.*\b(TODO|FIXME|XXX)\b|pytest\.(mark\.)?(skip|xfail)\b|unittest\.skip")


def test_linter_passes():
    result = subprocess.run([Path(sys.executable).with_name("ruff"), "check", "."], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


def test_imports_go_one_way():
    result = subprocess.run([Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stdout


@pytest.mark.django_db
def test_no_migration_is_outstanding():
    call_command("makemigrations", check=True, dry_run=True, verbosity=1)


def test_files_are_short():
    long = {name(path): count for path in files(".py", ".html", ".js", ".css") if (count := _lines(path)) > LINES_MAX and not _is_generated(path)}

    assert long == {}, "\n".join(f"{path}: {count}" for path, count in long.items())


def test_no_path_of_a_machine_stands_in_the_repository():
    found = [_place(path, number, line) for path, number, line in _text_lines() if FOREIGN_PATHS.search(line)]

    assert found == [], "\n".join(found)


def test_nothing_is_left_unfinished():
    here = Path(__file__)
    found = [_place(path, number, line) for path, number, line in _text_lines(".py") if path != here and UNFINISHED.search(line)]

    assert found == [], "\n".join(found)


def test_code_never_reads_the_machine_s_clock_but_through_clock():
    """What the linter's ban sees by name is looked for by its spelling, too."""
    spelling = re.compile(r"\b(date\.today|datetime\.(now|today|utcnow)|timezone\.(now|localdate|localtime)\(\))")
    found = [
        _place(path, number, line)
        for path, number, line in _text_lines(".py")
        if name(path).split("/")[0] in CODE and name(path) != "pengjiang/common/clock.py" and spelling.search(line)
    ]

    assert found == [], "\n".join(found)


def test_every_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    project = tomllib.loads("\n".join(lines))["project"]
    listed = [*project["dependencies"], *(item for extra in project["optional-dependencies"].values() for item in extra)]
    silent = [item for item in listed if not lines[_line_of(lines, item) - 1].strip().startswith("#")]

    assert silent == []


def test_every_dependency_is_pinned():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [*project["dependencies"], *(item for extra in project["optional-dependencies"].values() for item in extra)]

    assert [item for item in listed if "==" not in item] == []


def _line_of(lines: list[str], item: str) -> int:
    return next(number for number, line in enumerate(lines) if line.strip().startswith(f'"{item}"'))


def _lines(path: Path) -> int:
    return path.read_bytes().count(b"\n")


def _is_generated(path: Path) -> bool:
    return "migrations" in path.parts or "vendor" in path.parts or path.name.endswith(".min.js")


def _place(path: Path, number: int, line: str) -> str:
    return f"{name(path)}:{number}: {line.strip()}"


def _text_lines(*suffixes: str):
    for path in files(*suffixes):
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        for number, line in enumerate(lines, start=1):
            yield path, number, line
