"""script/up: servers, tables, demonstration data, pages, worker, schedule — until Ctrl-C.

``PORT`` (8000) and ``HOST`` (this machine alone) say where the pages answer; ``DATABASE_URL`` and ``REDIS_URL`` name servers of one's own;
``PENGJIANG_VAR`` is where data are kept.
"""

from __future__ import annotations

import errno
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from typing import IO

from pengjiang.settings import env
from script.lib import ROOT
from script.lib.folders import check_space
from script.lib.say import Refusal, run, say
from script.lib.servers import Servers
from script.lib.supervisor import Process, Supervisor

ANSWER_WITHIN_S = 120


def main() -> None:
    os.chdir(ROOT)
    _stop_on_signals()
    check_space()
    lock = _only_one()
    port = _port()
    hosts = _hosts(port)
    servers = Servers()
    try:
        servers.start()
        _prepare()
        _run(hosts, port)
    except KeyboardInterrupt:
        say("正在停止 ……")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        servers.stop()
        lock.close()
    say("已停止，数据都在；再次运行 script/up 即可继续。")


def _run(hosts: list[str], port: int) -> None:
    supervisor = Supervisor(_processes(hosts, port))
    try:
        # The pages first, alone: they are what somebody waits for, and loading takes a whole processor.
        web, *others, scans = supervisor.processes
        supervisor.start(web)
        _wait_for_pages(port, web)
        supervisor.start(*others)
        _greet(port)
        # Nobody waits for this one at the start; it loads its models with the first scan.
        supervisor.start(scans)
        supervisor.watch()
    finally:
        supervisor.stop()


def _processes(hosts: list[str], port: int) -> list[Process]:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": _settings(), "PYTHONUNBUFFERED": "1", "SITE_URL": _site_url(port)}
    if os.geteuid() == 0:
        # True, and shown at every start for nothing: a demonstration as root is the root's own choice.
        environment["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser privileges"
    schedule = env.VAR / "beat"
    schedule.mkdir(parents=True, exist_ok=True)
    python = [sys.executable, "-m"]
    celery = [*python, "celery", "--app", "pengjiang", "--quiet"]
    binds = [part for host in hosts for part in ("--bind", f"{f'[{host}]' if ':' in host else host}:{port}")]
    gunicorn = [*python, "gunicorn", "pengjiang.wsgi", *binds, "--workers=2", "--threads=4", "--timeout=120", "--graceful-timeout=10"]
    worker = [*celery, "worker", "--queues", "default,documents", "--concurrency", "2", "--without-gossip", "--without-mingle"]
    # One scan at a time; above 600 MB the process is exchanged for a fresh one, so that the models do not stay in memory.
    scans = [*celery, "worker", "--queues", "ocr", "--concurrency", "1", "--max-memory-per-child", "600000", "--hostname", "ocr@%h"]
    scans += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    beat = [*celery, "beat", "--schedule", str(schedule / "schedule"), "--pidfile", ""]
    return [
        Process("网页", [*gunicorn, "--preload", "--no-control-socket", "--log-level", "warning"], environment),
        Process("后台", [*worker, "--loglevel", "WARNING"], environment),
        Process("定时", [*beat, "--loglevel", "WARNING"], environment),
        Process("识读", [*scans, "--loglevel", "WARNING"], environment | {"OMP_NUM_THREADS": "1"}),
    ]


def _prepare() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": _settings()}
    if subprocess.run([sys.executable, "-m", "script.lib.prepare"], env=environment, stdin=subprocess.DEVNULL, check=False).returncode:
        raise Refusal("数据表或演示数据没有备好，原因见上。")


def _wait_for_pages(port: int, web: Process) -> None:
    deadline = time.monotonic() + ANSWER_WITHIN_S
    while not _answers(port):
        if not web.is_running():
            raise Refusal("网页没有启动，原因见上。")
        if time.monotonic() > deadline:
            raise Refusal(f"网页在 {ANSWER_WITHIN_S} 秒内没有应答，请看上面的输出。")
        time.sleep(0.1)


def _answers(port: int) -> bool:
    """Whether anything at all comes back: the first page may ask for a sign-in or, for now, be missing."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10).close()
    except urllib.error.HTTPError as error:
        return error.code < 500
    except OSError:
        return False
    return True


def _greet(port: int) -> None:
    say(f"\n检镇协同办案平台已启动：{_site_url(port)}")
    sign_ins = env.VAR / "sign-ins.txt"
    if sign_ins.exists():
        say(f"\n演示账号（每种角色一个）：\n{sign_ins.read_text(encoding='utf-8').rstrip()}")
    say("\n按 Ctrl-C 停止。\n")


def _settings() -> str:
    return os.environ.get("DJANGO_SETTINGS_MODULE", "pengjiang.settings.dev")


def _site_url(port: int) -> str:
    return os.environ.get("SITE_URL") or f"http://localhost:{port}"


def _port() -> int:
    value = os.environ.get("PORT") or "8000"
    if not value.isdigit() or not 0 < int(value) < 2**16:
        raise Refusal(f"环境变量 PORT 应为 1 到 65535 的端口号，现在是“{value}”。")
    return int(value)


def _hosts(port: int) -> list[str]:
    """Both addresses that “localhost” may mean. Raises ``Refusal`` when another program has the port."""
    named = os.environ.get("HOST")
    hosts = [named] if named else ["127.0.0.1", "::1"]
    free = []
    for host in hosts:
        try:
            with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((host, port))
        except PermissionError:
            raise Refusal(f"当前用户不能使用端口 {port}，请换一个 1024 以上的端口：PORT=8000 script/up。") from None
        except OSError as error:
            if error.errno == errno.EADDRINUSE:  # anything else means that this machine has no such address
                raise Refusal(f"端口 {port} 已被占用，请先停掉占用它的程序，或换一个端口：PORT={port + 1} script/up。") from None
            continue
        free.append(host)
    if not free:
        raise Refusal(f"本机没有地址 {'、'.join(hosts)}，请检查环境变量 HOST。")
    return free


def _only_one() -> IO:
    """Two of these on the same data would fight over everything."""
    lock = (env.VAR / "up.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise Refusal(f"script/up 已在运行（数据目录 {env.VAR}）；要另开一套，请用 PENGJIANG_VAR=… 和 PORT=… 指定目录和端口。") from None
    return lock


def _stop_on_signals() -> None:
    """A closed terminal or a stopped container ends like Ctrl-C."""

    def interrupt(_number, _frame) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


if __name__ == "__main__":
    run(main)
