"""``manage.py rebuild_search [kind …]``: write the search table anew."""

from django.core.management.base import BaseCommand

from pengjiang.search import services


class Command(BaseCommand):
    """Safe while people work: each kind is replaced in one transaction."""

    help = "重建检索表；可指定类别，例如 cases.recommendation。"

    def add_arguments(self, parser) -> None:
        parser.add_argument("kinds", nargs="*", help="类别，缺省为全部")

    def handle(self, *, kinds, **options) -> None:
        for kind, count in services.rebuild(kinds).items():
            self.stdout.write(f"{kind} {count}")
        if not kinds:
            for kind, count in services.rebuild_comparables().items():
                self.stdout.write(f"类案 {kind} {count}")
