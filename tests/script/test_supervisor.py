"""Dead processes come back; those that keep dying end everything; a stop leaves none behind."""

import os
import sys

import pytest

from script.lib.say import Refusal
from script.lib.supervisor import Process, Supervisor


def process(code: str) -> Process:
    return Process("甲", [sys.executable, "-u", "-c", code], dict(os.environ))


def test_process_that_keeps_dying_is_named():
    supervisor = Supervisor([process("raise SystemExit(3)")])
    supervisor.start()

    with pytest.raises(Refusal, match="“甲”进程一分钟内退出了 5 次（代码 3）"):
        supervisor.watch()


def test_dead_process_is_started_again(capfd):
    supervisor = Supervisor([process("import time; time.sleep(60)")])
    supervisor.start()
    first = supervisor.processes[0].popen
    first.kill()
    first.wait()

    supervisor.revive()

    assert supervisor.processes[0].is_running()
    assert supervisor.processes[0].popen is not first
    assert capfd.readouterr().out == "“甲”进程退出了（代码 -9），重新启动。\n"
    supervisor.stop()


def test_stop_ends_everything():
    supervisor = Supervisor([process("import time; time.sleep(60)"), process("import time; time.sleep(60)")])
    supervisor.start()

    supervisor.stop()

    assert [p.is_running() for p in supervisor.processes] == [False, False]
