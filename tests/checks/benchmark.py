"""``python -m tests.checks.benchmark [COUNT]``: dossiers a second on one core through ``--ndjson``, and the memory it took.

Not collected by pytest: the README records what it said and on which machine.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from tests.checks.lawful import LAWFUL, change

ROOT = Path(__file__).resolve().parents[2]


def measure(count: int) -> tuple[float, int]:
    """Seconds for ``count`` files, start-up included, and the largest resident memory in MB."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".ndjson") as lines:
        for number, dossier in enumerate(islice(cycle(LAWFUL.values()), count), start=1):
            lines.write(json.dumps(change(dossier, number=f"蓬杜罚〔2026〕{number % 99_999 + 1}号"), ensure_ascii=False) + "\n")
        lines.flush()
        started = time.perf_counter()
        subprocess.run([sys.executable, str(ROOT / "manage.py"), "check_dossier", "--ndjson", lines.name], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    start_up, _ = measure(1)
    seconds, memory = measure(count)
    sys.stdout.write(f"{count} files in {seconds:.1f} s, {count / (seconds - start_up):.0f} a second after a start of {start_up:.1f} s; {memory} MB\n")


if __name__ == "__main__":
    main()
