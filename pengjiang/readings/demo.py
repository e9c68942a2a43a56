"""A file of the demonstration whose papers have been read and wait to be confirmed: a decision with its text, no scan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from pengjiang.common.money import yuan_in_words
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.services import create_dossier
from pengjiang.files.enums import FileKind
from pengjiang.files.pages import make_pages
from pengjiang.files.services import process, store_upload
from pengjiang.law.reference import packaged
from pengjiang.readings.models import Reading
from pengjiang.readings.services import begin, read_text

if TYPE_CHECKING:
    from pengjiang.demo.district import District

TOWN = "tangxia"
FINE = 1500
PAPER = """<meta charset="utf-8"><style>@page {{ size: A4; margin: 30mm 26mm }}
body {{ font: 16px/1.9 "FandolFang", "Noto Serif CJK SC", serif }} h1 {{ font-size: 24px; text-align: center; margin: 0 }}
p {{ margin: 4px 0 }} .r {{ text-align: right }} .i {{ text-indent: 2em }}</style>
<h1>{organ}</h1><h1>行政处罚决定书</h1><p class="r">{number}</p>
<p>当事人：{party}</p><p>住址：演示路168号</p>
<p class="i">{found}，本机关执法人员在棠下镇金桐路巡查时，发现当事人将建筑垃圾堆放在人行道上，未采取遮盖措施。（演示文书，情节虚构）</p>
<p class="i">以上事实，有现场检查笔录、询问笔录、现场照片等证据为证。本机关于{noticed}向当事人送达《行政处罚事先告知书》，当事人未提出陈述、申辩。</p>
<p class="i">当事人的行为违反了《城市市容和环境卫生管理条例》第十四条的规定。
依据《城市市容和环境卫生管理条例》第三十四条第三项的规定，责令当事人立即改正，并决定对当事人处以罚款人民币{fine}元（大写：{words}）的行政处罚。</p>
<p class="i">当事人应当自收到本决定书之日起十五日内，将罚款缴至演示银行江门棠下支行。逾期不缴纳的，每日按罚款数额的百分之三加处罚款。</p>
<p class="i">如不服本决定，可以自收到本决定书之日起六十日内向{reconsider}申请行政复议，也可以自收到本决定书之日起六个月内向{court}提起行政诉讼。</p>
<p class="r">{organ}</p><p class="r">{decided}</p>"""


def stories(district: District) -> list[Iterator[datetime]]:
    """None where a paper has been read already."""
    return [] if Reading.objects.exists() else [_story(district)]


def _story(district: District) -> Iterator[datetime]:
    yield district.ago(3, 10)
    officer = district.person("town_officer", TOWN)
    decided = district.ago(4).date()
    dossier = _file(district, decided.year)
    if dossier is None:
        return
    yield district.ago(3, 10, 20)
    file = store_upload(
        ContentFile(_paper(dossier, decided), name="行政处罚决定书.pdf"), actor=officer, target=dossier, kind=FileKind.VOLUME
    )
    yield district.ago(3, 10, 40)
    file = process(file)
    make_pages(file)
    reading = begin(file)
    if reading is not None:
        read_text(reading)


def _file(district: District, year: int) -> Dossier | None:
    """Registered with its head only: the facts are to come from the paper."""
    body = packaged().body(TOWN)
    number = f"{body.number_prefixes[0]}罚〔{year}〕168号" if body else ""
    if not number or Dossier.objects.filter(organisation__code=TOWN, number=number).exists():
        return None
    head = {
        "format": "dossier/1", "complete": False, "number": number, "title": "演示当事人堆放建筑垃圾案", "body": TOWN, "file_type": "P_GEN",
        "field": "urban", "parties": [{"type": "person", "name": "林演示"}],
    }  # fmt: skip
    officer = district.person("town_officer", TOWN)
    return create_dossier(organisation=district.organisation(TOWN), facts=head, actor=officer, cause="堆放建筑垃圾")


def _paper(dossier: Dossier, decided) -> bytes:
    from weasyprint import HTML  # noqa: PLC0415 — heavy, and needed by this one act

    organ, court = packaged().reconsideration_organ(TOWN, decided), packaged().court(TOWN, decided)
    found, noticed = decided - timedelta(days=26), decided - timedelta(days=10)
    text = PAPER.format(
        organ="江门市蓬江区棠下镇人民政府",
        number=dossier.number,
        party="林演示",
        found=f"{_said(found)}9时30分",
        noticed=_said(noticed),
        fine=FINE,
        words=yuan_in_words(FINE).removeprefix("人民币"),
        reconsider=organ.name if organ else "蓬江区人民政府",
        court=court.name if court else "江门市江海区人民法院",
        decided=_said(decided),
    )
    return HTML(string=text).write_pdf()


def _said(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
