"""The private servers, each test in a ``var`` of its own. Real programs: each start takes a second."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

from pengjiang.settings import env

# Long enough for a small machine that runs other tests beside.
PATIENCE_S = 120


@pytest.fixture
def var():
    """A place for data that the server's user may enter, as pytest's own folders are not."""
    folder = env.VAR / "test" / f"var-{settings.TEST_PROCESS}"
    folder.mkdir(parents=True)
    yield folder
    servers(folder, "stop")
    shutil.rmtree(folder)


def servers(var, what):
    return run(var, "script.lib.servers", what)


def run(var, *module, **environment):
    without = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}}
    return subprocess.run(
        [sys.executable, "-m", *module],
        cwd=env.ROOT,
        env=without | {"PENGJIANG_VAR": str(var)} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )


def sockets(var):
    code = "from pengjiang.settings import env; print(env.socket_folder())"
    return subprocess.check_output([sys.executable, "-c", code], cwd=env.ROOT, env=os.environ | {"PENGJIANG_VAR": str(var)}, text=True).strip()


def connect(var, role):
    connection = psycopg2.connect(host=sockets(var), user=role, dbname="pengjiang")
    connection.autocommit = True
    return connection


def query(var, role, statement):
    connection = connect(var, role)
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None
    finally:
        connection.close()


def test_data_survive_a_stop_and_the_roles_are_apart(var):
    assert servers(var, "start").returncode == 0
    query(var, "pengjiang_owner", "CREATE TABLE matter (title text)")
    query(var, "pengjiang", "INSERT INTO matter VALUES ('杜阮镇')")

    servers(var, "stop")
    assert servers(var, "start").returncode == 0

    assert query(var, "pengjiang", "SELECT title FROM matter") == [("杜阮镇",)]
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        query(var, "pengjiang", "CREATE TABLE other (title text)")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        query(var, "pengjiang", "TRUNCATE matter")


def test_a_pid_that_is_somebody_else_s_does_not_stop_a_start(var):
    servers(var, "start")
    pid_file = var / "postgres" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    os.kill(int(lines[0]), signal.SIGKILL)
    wait_until(lambda: not Path(f"/proc/{lines[0]}").exists())
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]))

    result = servers(var, "start")

    assert (result.returncode, result.stderr) == (0, "")
    assert query(var, "pengjiang", "SELECT 1") == [(1,)]


def test_data_of_another_postgres_are_named(var):
    (var / "postgres").mkdir()
    (var / "postgres" / "PG_VERSION").write_text("9\n")

    result = servers(var, "start")

    assert result.returncode == 1
    assert result.stderr.startswith(f"错误：数据目录 {var}/postgres 由 PostgreSQL 9 建立，本机的 PostgreSQL 是：")
    assert len(result.stderr.splitlines()) == 1


def test_program_that_is_not_there_is_named(var):
    result = run(var, "script.lib.servers", "start", PENGJIANG_REDIS_SERVER="/nowhere/redis-server")

    assert result.returncode == 1
    assert result.stderr == "错误：启动不了 /nowhere/redis-server，请检查 PENGJIANG_REDIS_SERVER。\n"


def test_wheels_serve_where_the_machine_has_nothing(var):
    result = run(var, "script.lib.servers", "start", PENGJIANG_PG_BIN="", PENGJIANG_REDIS_SERVER="")

    assert (result.returncode, result.stderr) == (0, "")
    assert query(var, "pengjiang", "SELECT current_setting('server_version_num')::int / 10000") == [(18,)]


def test_port_in_use_is_named_before_anything_starts(var):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run(var, "script.lib.up", PORT=str(port))

    assert result.returncode == 1
    assert result.stderr == f"错误：端口 {port} 已被占用，请先停掉占用它的程序，或换一个端口：PORT={port + 1} script/up。\n"
    assert not (var / "postgres").exists()


def test_odd_port_is_refused(var):
    result = run(var, "script.lib.up", PORT="八千")

    assert (result.returncode, result.stderr) == (1, "错误：环境变量 PORT 应为 1 到 65535 的端口号，现在是“八千”。\n")


def test_sockets_of_a_long_path_go_elsewhere(var):
    deep = var / ("很长的目录名" * 10)

    assert len(os.fsencode(sockets(deep))) <= env.SOCKET_FOLDER_MAX
    assert sockets(deep) != sockets(var)


def wait_until(condition):
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
