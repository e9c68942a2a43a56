"""``manage.py verify_audit``: is the trail whole?"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from pengjiang.audit import services


def read_anchors(path: str) -> list[tuple[int, str]]:
    """Lines of ``number digest``; further words (the day) are ignored. Raises ``CommandError`` naming the bad line."""
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise CommandError(f"读不到链首文件 {path}：{error.strerror}。", returncode=2) from error
    anchors = []
    for place, line in enumerate(lines, start=1):
        words = line.split()
        if not words:
            continue
        if len(words) < 2 or not words[0].isdigit() or len(words[1]) != 64:
            raise CommandError(f"链首文件第{place}行应为“序号 摘要”：{line}", returncode=2)
        anchors.append((int(words[0]), words[1]))
    return anchors


class Command(BaseCommand):
    """Prints entries checked and the last digest; exit 1 and the first broken entry's number otherwise."""

    help = "核验审计链：逐条重算摘要；--anchor 与留存的链首比对。"

    def add_arguments(self, parser) -> None:
        parser.add_argument("--anchor", action="append", default=[], help="每日留存的链首文件，可重复")

    def handle(self, *, anchor, **options) -> None:
        anchors = [pair for path in anchor for pair in read_anchors(path)]
        verdict = services.verify(anchors=anchors)
        if verdict.broken is not None:
            raise CommandError(f"审计链在第{verdict.broken}条断裂：{verdict.reason}。", returncode=1)
        self.stdout.write(f"已核验{verdict.checked}条，链首摘要 {verdict.digest}")
