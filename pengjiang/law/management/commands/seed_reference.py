"""``manage.py seed_reference``: copy packaged tables that have no row yet."""

from django.core.management.base import BaseCommand

from pengjiang.law import services


class Command(BaseCommand):
    """Safe to run again: a table with rows is the administrators' and is left alone."""

    help = "载入随程序提供、尚无数据的依据数据表。"

    def handle(self, **options) -> None:
        self.stdout.write(f"载入{services.seed_reference()}条")
