"""``manage.py draw_sample ROUND`` draws a round's sample again and compares; ``--frame FILE --seed N`` draws from a list.

FILE is JSON: ``[["duruan", "P_GEN", "urban", "案号", ""], …]`` — body, kind, field, number, why forced. Prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reviews.enums import Purpose
from reviews.models import Round
from reviews.sampling import Sample, SampleError, Unit, draw
from reviews.services.sampling import redraw

DIFFERENT = 1


class Command(BaseCommand):
    """Exit 0 where the files are the same, 1 where they differ."""

    help = "重新抽取一个批次的案卷并与保存的结果核对，或者从清单文件抽取。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("round", nargs="?", type=int, help="批次的编号")
        parser.add_argument("--frame", metavar="FILE", help="抽样总体，JSON 文件")
        parser.add_argument("--seed", type=int, help="随机种子")
        parser.add_argument("--size", type=int, help="抽取数量")
        parser.add_argument("--minimum", type=int, default=0, help="每单位最低数量")

    def handle(self, *, round: int | None, frame: str | None, seed: int | None, size: int | None, minimum: int, **_: Any) -> None:  # noqa: A002
        try:
            if frame:
                if seed is None or size is None:
                    raise CommandError("从清单抽取须写明 --seed 和 --size。")
                self._say(draw(_read(frame), size=size, minimum=minimum, seed=seed))
                return
            if round is None:
                raise CommandError("请写明批次编号，或者用 --frame 指定清单文件。")
            self._compare(round)
        except SampleError as error:
            raise CommandError(str(error)) from error

    def _compare(self, key: int) -> None:
        row = Round.objects.filter(pk=key).exclude(seed=None).first()
        if row is None:
            raise CommandError(f"没有编号为{key}的批次，或者尚未抽取。")
        again = redraw(row)
        kept = set(row.files.filter(purpose=Purpose.SAMPLE, stands_for=None).values_list("town__code", "number"))
        same = again.digest == row.frame_digest and kept == {(unit.body, unit.number) for unit in again.drawn}
        self._say(again, same=same)
        if not same:
            sys.exit(DIFFERENT)

    def _say(self, sample: Sample, **more: Any) -> None:
        found = {
            "algorithm": sample.algorithm,
            "seed": sample.seed,
            "frame_digest": sample.digest,
            "drawn": [[unit.body, unit.number] for unit in sample.drawn],
            "forced": [[unit.body, unit.number] for unit in sample.forced],
            **more,
        }
        self.stdout.write(json.dumps(found, ensure_ascii=False))


def _read(name: str) -> list[Unit]:
    try:
        rows = json.loads(Path(name).read_text("utf-8"))
        return [Unit(*map(str, row)) for row in rows]
    except OSError as error:
        raise CommandError(f"清单文件打不开：{error.strerror}。") from error
    except (json.JSONDecodeError, TypeError) as error:
        raise CommandError("清单文件应为 JSON 列表，每件依次为单位、类型、领域、案号、必评理由。") from error
