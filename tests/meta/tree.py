"""The files of the repository."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from pengjiang.settings import env

ROOT = env.ROOT
CODE = ("pengjiang", "cases", "reviews", "disputes", "liaison")
NOT_OURS = {".git", ".venv", "venv", "var", "node_modules", "staticfiles", "__pycache__"}


@cache
def files(*suffixes: str) -> tuple[Path, ...]:
    """Every file that git would commit (outside a repository: every file but what tools leave behind)."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        paths = [ROOT / line for line in listed.stdout.splitlines()]
    else:
        paths = [path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)]
    return tuple(sorted(path for path in paths if path.is_file() and not path.is_symlink() and (not suffixes or path.suffix in suffixes)))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
