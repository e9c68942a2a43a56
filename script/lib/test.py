"""script/test: the linter, the layers, then pytest with what was asked for (or everything)."""

from __future__ import annotations

import os
import subprocess
import sys

from script.lib import ROOT, VENV
from script.lib.say import run, say

PROCESSES = "2"
# A file stays with one process, which builds what its tests share once; tests/conftest.py puts the long files first.
BY_FILE = ["--dist", "loadfile", "--no-loadscope-reorder"]


def main() -> int:
    os.chdir(ROOT)
    sound = [_passes("ruff", "check", "--quiet", "."), _passes("lint-imports", "--no-cache")]
    asked = sys.argv[1:]
    processes = [] if any(argument.startswith(("-n", "--numprocesses")) for argument in asked) else ["-n", PROCESSES, *BY_FILE]
    tests = subprocess.run([sys.executable, "-m", "pytest", *processes, *asked], stdin=subprocess.DEVNULL, check=False).returncode
    return tests or int(not all(sound))


def _passes(*command: str) -> bool:
    """Silent unless there is something to mend."""
    result = subprocess.run([VENV / "bin" / command[0], *command[1:]], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if result.returncode:
        say(f"{' '.join(command)} 没有通过：\n{result.stdout}{result.stderr}")
    return result.returncode == 0


if __name__ == "__main__":
    run(main)
