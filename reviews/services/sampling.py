"""Drawing from the register, and what takes the place of a file that cannot be used."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import transaction

from pengjiang.accounts.models import User
from pengjiang.common import clock
from pengjiang.common.errors import DomainError
from pengjiang.dossiers.models import Dossier
from pengjiang.workflow.services import claim, fire
from reviews.enums import ForcedReason, Purpose
from reviews.models import Round, SampledFile, TownPart
from reviews.sampling import Sample, SampleError, Unit, draw, replacement
from reviews.services.common import require_text

SEED_BITS = 48


def frame_of(row: Round) -> list[tuple[Dossier, str]]:
    """Closed files of the period and the standards' kinds, each with why it is forced (empty: drawn).

    Raises ``DomainError`` where the plan lists a number that the register does not have.
    """
    files = Dossier.objects.filter(closed_on__range=(row.period_from, row.period_to), file_type__in=list(row.rubric_for)).select_related("organisation")
    listed = [number.strip() for number in row.numbers.splitlines() if number.strip()]
    if listed:
        files = files.filter(number__in=listed)
    found = list(files.defer("facts", "ledger").order_by("organisation__code", "file_type", "field", "number"))
    unknown = sorted(set(listed) - {dossier.number for dossier in found})
    if unknown:
        raise DomainError(f"清单中的{unknown[0]}等{len(unknown)}件在本期结案的案卷中没有，请核对案号或者先导入台账。", field="numbers")
    forced = {entry["number"]: entry["reason"] for entry in row.forced}
    strange = sorted(set(forced) - {dossier.number for dossier in found})
    if strange:
        raise DomainError(f"必评案卷{strange[0]}不在本期结案的案卷中，请核对。", field="forced")

    def why(dossier: Dossier) -> str:
        high = row.high_fine is not None and dossier.fine is not None and dossier.fine >= row.high_fine
        return forced.get(dossier.number, ForcedReason.HIGH_FINE.value if high else "")

    return [(dossier, why(dossier)) for dossier in found]


def unit_of(dossier: Dossier, forced: str = "") -> Unit:
    return Unit(dossier.organisation.code, dossier.file_type, dossier.field, dossier.number, forced)


def stored_frame(row: Round) -> list[Unit]:
    """The frame as it stood at the draw."""
    return [Unit(*entry[:5]) for entry in row.frame]


def redraw(row: Round) -> Sample:
    """Draw again from the stored frame: must give the same files."""
    return draw(stored_frame(row), size=row.size, minimum=row.minimum, seed=row.seed)


@transaction.atomic
def draw_round(row: Round, *, actor: User, seed: int | None = None) -> Round:
    """抽取案卷; the seed is random unless one is given (a public draw of lots)."""
    row = claim(row, "draw", actor=actor)
    pairs = frame_of(row)
    seed = secrets.randbits(SEED_BITS) if seed is None else seed
    frame = {unit_of(dossier, why): dossier for dossier, why in pairs}
    try:
        sample = draw(list(frame), size=row.size, minimum=row.minimum, seed=seed)
    except SampleError as error:
        raise DomainError(str(error), field="seed") from error
    values = {
        "seed": seed,
        "algorithm": sample.algorithm,
        "frame": [[*unit.line.split("|"), dossier.pk] for unit, dossier in frame.items()],
        "frame_digest": sample.digest,
        "drawn_on": clock.today(),
    }
    # The frame is too long for the trail: its digest says all.
    Round.objects.filter(pk=row.pk).update(frame=values.pop("frame"))
    data = {"frame": len(frame), "count": len(sample.drawn), "forced": len(sample.forced), "seed": str(seed), "algorithm": sample.algorithm}
    row.refresh_from_db()
    row = fire(row, "draw", actor=actor, values=values, data=data)
    chosen = [(unit, Purpose.SAMPLE) for unit in sample.drawn] + [(unit, Purpose.FORCED) for unit in sample.forced]
    SampledFile.objects.bulk_create(_file(row, frame[unit], order, purpose, unit.forced) for order, (unit, purpose) in enumerate(chosen, start=1))
    return row


def _file(row: Round, dossier: Dossier, order: int, purpose: str, forced: str = "", **values: Any) -> SampledFile:
    return SampledFile(
        round=row,
        dossier=dossier,
        town=dossier.organisation,
        rubric=row.rubric_for[dossier.file_type],
        order=order,
        purpose=purpose,
        forced_reason=forced,
        number=dossier.number,
        file_type=dossier.file_type,
        field=dossier.field,
        **values,
    )


@transaction.atomic
def replace_file(file: SampledFile, *, actor: User, reason: str) -> SampledFile:
    """A file that cannot be used gives way to one drawn from the same stratum; the new file."""
    reason = require_text(reason, "请写明为何不能使用该案卷。", field="reason")
    row = Round.objects.locked().get(pk=file.round_id)
    if file.purpose != Purpose.SAMPLE:
        raise DomainError("必评案卷不能替换；确实不能评查的，请在通报中说明。")
    frame = stored_frame(row)
    taken = set(row.files.values_list("town__code", "number"))
    units = {(unit.body, unit.number): unit for unit in frame}
    try:
        new = replacement(
            frame, [units[key] for key in taken if key in units], leaving=units[(file.town.code, file.number)], seed=row.seed, turn=row.replacements + 1
        )
    except SampleError as error:
        raise DomainError(str(error), field="reason") from error
    old = fire(file, "replace", actor=actor, values={"replacement_reason": reason}, data={"number": new.number, "reason": reason})
    row.replacements += 1
    row.save(update_fields=["replacements"])
    dossier = Dossier.objects.select_related("organisation").get(organisation__code=new.body, number=new.number)
    order = row.files.order_by("-order").values_list("order", flat=True).first() + 1
    made = _file(row, dossier, order, Purpose.SAMPLE, stands_for=old)
    made.save()
    return made


def place_calibration(row: Round, dossiers: list[Dossier]) -> list[SampledFile]:
    """Files for calibration: of the frame, not drawn."""
    order = row.files.order_by("-order").values_list("order", flat=True).first() or 0
    made = [_file(row, dossier, order + place, Purpose.CALIBRATION, state="submitted") for place, dossier in enumerate(dossiers, start=1)]
    for file in made:
        file.save()
    return made


@transaction.atomic
def notify_towns(row: Round, *, actor: User) -> Round:
    """通知报送: each town with files gets its part; five working days begin."""
    row = claim(row, "notify", actor=actor)
    towns: dict[int, list[SampledFile]] = {}
    for file in row.files.reviewed().select_related("town"):
        towns.setdefault(file.town_id, []).append(file)
    row = fire(row, "notify", actor=actor, data={"towns": len(towns)})
    for files in towns.values():
        part = TownPart.objects.create(round=row, town=files[0].town)
        fire(part, "call", actor=actor, data={"count": len(files)}, related=[row])
    return row
