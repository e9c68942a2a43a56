"""A database per pytest process, cloned from a template that is migrated once for each set of migrations.

Tests connect as the application's role: what it may not do to the audit trail, it may not do here either. So nothing can be truncated after
a test that commits; it gets its database anew instead, which takes a twentieth of a second.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connections
from psycopg2 import sql

from pengjiang.settings import env
from script.lib.folders import check_space, own_folder
from script.lib.postgres import Cluster

KIND = "test"
HOME = env.VAR / KIND
MADE_FROM = ("*/migrations/*.py", "pengjiang/*/migrations/*.py", "pengjiang/**/*.toml", "pengjiang/checks/**/*.py", "pengjiang/library/**/*.py", "pengjiang/roles.py", "script/roles.sql", "requirements.txt")


class Databases:
    """The databases of this pytest process; the cluster is shared with its siblings and stops with the last of them."""

    def __init__(self) -> None:
        HOME.mkdir(parents=True, exist_ok=True)
        self.name = settings.DATABASES["default"]["NAME"]
        self.in_use = (HOME / "in-use.lock").open("w")
        with _alone():
            check_space()
            self.cluster = Cluster(KIND)
            self.cluster.start()
            own_folder(env.socket_folder(KIND), user=self.cluster.user.pw_uid)
            self.template = self._template()
            fcntl.flock(self.in_use, fcntl.LOCK_SH)
        self.renew()

    def renew(self) -> None:
        """The database as the migrations leave it."""
        connections.close_all()
        with closing(self.cluster.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(_sql("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name))
            cursor.execute(_sql("CREATE DATABASE {} TEMPLATE {}", self.name, self.template))

    def close(self) -> None:
        """Drop the database; the last process to leave stops the cluster."""
        connections.close_all()
        with closing(self.cluster.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(_sql("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name))
        with _alone():
            fcntl.flock(self.in_use, fcntl.LOCK_UN)
            try:
                fcntl.flock(self.in_use, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            self.cluster.stop()

    def _template(self) -> str:
        """The name of the template for today's migrations, made first where there is none; older ones are dropped."""
        name = f"template_{_digest()}"
        with closing(self.cluster.connect()) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%'")
            existing = {row[0] for row in cursor.fetchall()}
            if name not in existing:
                self._make(f"{name}_making")
                cursor.execute(_sql("ALTER DATABASE {} RENAME TO {}", f"{name}_making", name))
            if _is_free(self.in_use):
                cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%' OR datname LIKE 'test\\_%'")
                for (leftover,) in cursor.fetchall():
                    if leftover != name:
                        cursor.execute(_sql("DROP DATABASE {} WITH (FORCE)", leftover))
        return name

    def _make(self, name: str) -> None:
        with closing(self.cluster.connect()) as connection, connection.cursor() as cursor:
            cursor.execute(_sql("DROP DATABASE IF EXISTS {} WITH (FORCE)", name))
        self.cluster.make_database(name)
        owner = {"TEST_DATABASE_URL": env.local_database(env.OWNER_ROLE, KIND, name=name)}
        command = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
        subprocess.run(command, cwd=env.ROOT, env=os.environ | owner, stdin=subprocess.DEVNULL, check=True)


def _sql(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*(sql.Identifier(name) for name in names))


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in MADE_FROM for path in Path(env.ROOT).glob(pattern)}):
        digest.update(str(path.relative_to(env.ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def _is_free(lock) -> bool:
    """Whether no other run is going on, whose databases must stay."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def _alone() -> Iterator[None]:
    with (HOME / "servers.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
