"""Two reviewers to a file, one of each body, the load even, nobody where they must keep away. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

F = TypeVar("F")
R = TypeVar("R")


class NobodyLeft(ValueError):
    """No reviewer of a body may take the file; the message names it."""


def pair_up(
    files: Sequence[F],
    bodies: Mapping[str, Sequence[R]],
    barred: Mapping[F, Collection[R]],
    *,
    load: Mapping[R, int] | None = None,
) -> dict[F, tuple[R, R]]:
    """For each file one reviewer of each of two bodies.

    Files with the fewest possible reviewers go first; each takes the least loaded who may, of two equals the one listed first. Raises ``NobodyLeft``.
    """
    busy: Counter = Counter(load or {})
    chosen: dict[F, list[R]] = {file: [] for file in files}
    for body, people in bodies.items():
        open_to = {file: [person for person in people if person not in barred.get(file, ())] for file in files}
        for file in sorted(files, key=lambda file, free=open_to: len(free[file])):
            free = open_to[file]
            if not free:
                raise NobodyLeft(f"{file}在{body}没有可以评查的人员，均须回避。")
            person = min(free, key=lambda one: (busy[one], people.index(one)))
            busy[person] += 1
            chosen[file].append(person)
    return {file: (pair[0], pair[1]) for file, pair in chosen.items()}
