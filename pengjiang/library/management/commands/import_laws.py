"""``manage.py import_laws FOLDER [--dry-run]``: load full texts from Markdown files."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pengjiang.common.errors import DomainError
from pengjiang.library.services import import_texts, read_folder


class Command(BaseCommand):
    """One line for each file, then its problems by line. Ends with 1 where a file could not be loaded; the others are loaded."""

    help = "载入法规全文：文件夹中的Markdown文件，一个文件一部法规的一个文本。"

    def add_arguments(self, parser) -> None:
        parser.add_argument("folder", help="文件夹")
        parser.add_argument("--dry-run", action="store_true", help="只检查，不载入")

    def handle(self, *, folder, dry_run, **options) -> None:
        try:
            reports = import_texts(read_folder(Path(folder)), actor=None, dry_run=dry_run)
        except DomainError as error:
            raise CommandError(error.message) from error
        for report in reports:
            self.stdout.write(f"{report.file}：{report.sentence}")
            for line, sentence in report.problems:
                self.stdout.write(f"  第{line}行：{sentence}")
            for line, sentence in report.notes:
                self.stdout.write(f"  第{line}行（提示）：{sentence}")
        if dry_run:
            self.stdout.write("仅作检查，没有载入。")
        if any(report.problems for report in reports):
            raise CommandError("有文件不能载入，见上。", returncode=1)
