"""Makes ``scans.json`` anew: the ten scans through the real engine. Run ``python -m tests.readings.recognise``; it takes minutes."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

from PIL import Image

from pengjiang.readings.reading.paper import Segment
from pengjiang.readings.recognition import recognise
from tests.readings.scanning import SCANNED, scan
from tests.readings.written import papers

STORED = Path(__file__).parent / "papers" / "scans.json"


def stored() -> dict[str, list[Segment]]:
    """What the engine made of the scans."""
    made = json.loads(STORED.read_text(encoding="utf-8"))
    return {name: [Segment(text, page, tuple(box), score) for text, page, box, score in rows] for name, rows in made.items()}


def main() -> None:
    made = {}
    for paper in papers():
        if paper.name in SCANNED:
            pages = enumerate(scan(paper), start=1)
            segments = [segment for number, page in pages for segment in recognise(Image.open(io.BytesIO(page)).convert("RGB"), number)]
            made[paper.name] = [[one.text, one.page, [round(edge) for edge in one.box], one.score] for one in segments]
            sys.stdout.write(f"{paper.name} {len(segments)}\n")
    rows = ",\n".join(
        f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in segments) + "\n]"
        for name, segments in made.items()
    )
    STORED.write_text(f"{{\n{rows}\n}}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
