"""``manage.py mirror_library``: write the mirror of rules, laws and articles anew (``migrate`` does so by itself)."""

from django.core.management.base import BaseCommand

from pengjiang.library.services import mirror_library


class Command(BaseCommand):
    """Safe while people work."""

    help = "重写规则、法律、条文的镜像和检索条目。"

    def handle(self, **options) -> None:
        counts = mirror_library()
        self.stdout.write(f"规则{counts['rules']}条，法律法规{counts['laws']}部，条文{counts['articles']}条")
