"""Loads full texts that an office holds: from a folder, or from a zip of Markdown files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, transaction

from pengjiang.access import can
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.events.services import emit
from pengjiang.law import laws
from pengjiang.law.citations import Effective
from pengjiang.library.markdown import MOST_BYTES, Faulty, ParsedText, read
from pengjiang.library.models import LawText, LawTextArticle
from pengjiang.library.permissions import LibraryPermission
from pengjiang.library.services.mirror import mirror_laws
from pengjiang.search.services import rebuild

MOST_FILES, MOST_UNPACKED = 500, 100_000_000
SUFFIXES = (".md", ".markdown")
OUTCOMES = {"new": "新增", "replaced": "更新", "same": "没有变化", "refused": "不能载入"}


@dataclass
class Report:
    """What became of one file: ``outcome`` is a key of :data:`OUTCOMES`; ``problems`` and ``notes`` name their lines."""

    file: str
    outcome: str = "refused"
    text: ParsedText | None = None
    problems: list[tuple[int, str]] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)

    @property
    def label(self) -> str:
        return OUTCOMES[self.outcome]

    @property
    def sentence(self) -> str:
        """新增《某某法》（自2021-07-15起），86条."""
        if self.text is None or self.problems:
            return f"{self.label}：{len(self.problems)}处问题"
        return f"{self.label}《{self.text.name}》（{Effective(self.text.since, self.text.until)}），共{len(self.text.articles)}条"


def read_folder(folder: Path) -> list[tuple[str, bytes]]:
    """All Markdown files below a folder. Raises ``DomainError``."""
    if not folder.is_dir():
        raise DomainError(f"没有文件夹“{folder}”。")
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    if not paths:
        raise DomainError(f"文件夹“{folder}”里没有Markdown文件（.md）。")
    files = []
    for path in paths[:MOST_FILES]:
        with path.open("rb") as opened:
            # One byte more than may be, so that the reading can say that it is too much.
            files.append((path.relative_to(folder).as_posix(), opened.read(MOST_BYTES + 1)))
    return files


def read_zip(upload: BinaryIO) -> list[tuple[str, bytes]]:
    """The Markdown files of a zip; nothing is written to disk. Raises ``DomainError``."""
    try:
        with zipfile.ZipFile(upload) as archive:
            members = [one for one in archive.infolist() if not one.is_dir() and _name_of(one).lower().endswith(SUFFIXES)]
            if not members:
                raise DomainError("压缩包里没有标记文本文件（.md）。", field="archive")
            if len(members) > MOST_FILES or sum(one.file_size for one in members) > MOST_UNPACKED:
                raise DomainError(f"压缩包里的文件过多或者过大，请分成每包{MOST_FILES}个文件以内。", field="archive")
            return [(_name_of(one), _unpacked(archive, one)) for one in sorted(members, key=_name_of)]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise DomainError("打不开这个压缩包。请用不加密的zip格式重新压缩。", field="archive") from error


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as opened:
        return opened.read(MOST_BYTES + 1)


def _name_of(member: zipfile.ZipInfo) -> str:
    """Archives made on Chinese Windows have their names in GBK and do not say so."""
    if member.flag_bits & 0x800:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gbk")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return member.filename


@transaction.atomic
def import_texts(files: Sequence[tuple[str, bytes]], *, actor: Any, dry_run: bool = False, all_or_none: bool = False) -> list[Report]:
    """Load what can be loaded, each file whole or not at all; the reports come in the order of the files.

    ``actor`` is ``None`` for the command. With ``all_or_none`` one bad file keeps all out.
    """
    if actor is not None and not (decision := can(actor, LibraryPermission.IMPORT)).ok:
        raise NotAllowed(decision.reason)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('library.import'))")
    reports = [_report(name, data) for name, data in files]
    _compare(reports)
    refused = any(report.problems for report in reports)
    if dry_run or (all_or_none and refused):
        return reports
    changed = [report for report in reports if report.outcome in ("new", "replaced")]
    for report in changed:
        _store(report, actor=actor)
    if changed:
        mirror_laws()
        rebuild(["library.lawtextarticle"])
    return reports


def _report(name: str, data: bytes) -> Report:
    try:
        text = read(data)
    except Faulty as fault:
        return Report(name, problems=fault.problems)
    return Report(name, text=text, notes=text.notes, outcome="new")


def _compare(reports: Iterable[Report]) -> None:
    """With what is stored, and with one another."""
    stored = {(text.law, text.since): text for text in LawText.objects.all()}
    spans = {key: (Effective(text.since, text.until), "已载入的文本") for key, text in stored.items()}
    readable = [report for report in reports if report.text is not None]
    for report in readable:
        _complete(report)
    named: dict[tuple, str] = {}
    for report in readable:
        key = (report.text.name, report.text.since)
        if key in named:
            report.problems.append((1, f"与文件“{named[key]}”是同一部法规的同一文本。"))
            continue
        named[key] = report.file
        spans[key] = (Effective(*key[1:], report.text.until), f"文件“{report.file}”")
    for report in readable:
        key = (report.text.name, report.text.since)
        mine = Effective(report.text.since, report.text.until)
        for other, (days, where) in spans.items():
            if other[0] == key[0] and other != key and days.overlaps(mine):
                report.problems.append((1, f"与{where}（{days}）的施行日期重叠，请在较早的文本中写明失效日期（in_force_to）。"))
        if report.problems:
            report.outcome = "refused"
        elif key in stored:
            report.outcome = "same" if stored[key].digest == report.text.digest else "replaced"


def _complete(report: Report) -> None:
    """The end of a text that the library knows need not be written; a law it knows by another name gets its full one."""
    law = laws.law_named(report.text.name)
    if law is None:
        report.notes.append((1, "依据库中没有这部法规，将作为单独的法规收录，不与规则相连。"))
        return
    report.text.name = law.name
    version = next((version for version in law.versions if version.effective.since == report.text.since), None)
    if version is None:
        report.notes.append((1, f"施行日期{report.text.since}与依据库登记的各文本都不一致，请核对。"))
    elif report.text.until is None and version.effective.until:
        report.text.until = version.effective.until
        report.notes.append((1, f"没有写失效日期，按依据库登记的{version.effective.until}。"))


def _store(report: Report, *, actor: Any) -> None:
    parsed = report.text
    text = LawText.objects.select_for_update().filter(law=parsed.name, since=parsed.since).first() or LawText(law=parsed.name, since=parsed.since)
    before = text.digest
    text.number, text.promulgated_on, text.until = parsed.number, parsed.promulgated_on, parsed.until
    text.source, text.digest, text.preamble = parsed.source, parsed.digest, parsed.preamble
    text.save()
    text.articles.all().delete()
    LawTextArticle.objects.bulk_create(
        LawTextArticle(text=text, order=order, number=one.number, branch=one.branch, heading=one.heading, body=one.body)
        for order, one in enumerate(parsed.articles)
    )
    emit(
        "library.text.replaced" if before else "library.text.imported",
        actor=actor,
        target=text,
        data={"law": text.law, "since": text.since.isoformat(), "count": len(parsed.articles)},
        changes={"digest": (before, text.digest)},
    )
