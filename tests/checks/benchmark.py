"""``python -m tests.checks.benchmark [COUNT]``: dossiers a second on one core through ``--ndjson``, and the memory it took.

Not collected by pytest: the README records what it said and on which machine. The rate counts processor seconds of the one process, so that
what else the machine does meanwhile does not enter; the seconds on the clock stand beside it. Memory is also taken at a tenth of the run:
a run that keeps nothing grows no further.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from tests.checks.lawful import LAWFUL, change

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Run:
    """What one run of the command took."""

    processor: float
    clock: float
    megabytes: int


def measure(count: int) -> Run:
    """The eight kinds of files in turn, start-up included."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".ndjson") as lines:
        for number, dossier in enumerate(islice(cycle(LAWFUL.values()), count), start=1):
            lines.write(json.dumps(change(dossier, number=f"蓬杜罚〔2026〕{number % 99_999 + 1}号"), ensure_ascii=False) + "\n")
        lines.flush()
        command = [sys.executable, str(ROOT / "manage.py"), "check_dossier", "--ndjson", lines.name]
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(process.returncode)
        return Run(used.ru_utime + used.ru_stime, time.perf_counter() - started, used.ru_maxrss // 1024)


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    start_up, tenth, whole = measure(1), measure(count // 10), measure(count)
    rate = count / (whole.processor - start_up.processor)
    sys.stdout.write(
        f"{count} files: {rate:.0f} a second on one core ({whole.processor:.1f} s of the processor, {whole.clock:.1f} s by the clock, "
        f"start-up {start_up.processor:.1f} s); memory at most {whole.megabytes} MB, after a tenth {tenth.megabytes} MB\n"
    )


if __name__ == "__main__":
    main()
