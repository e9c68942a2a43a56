"""What papers need from the machine, and what is said when it is missing."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings

from pengjiang.documents import fonts
from pengjiang.documents.checks import missing_tools
from pengjiang.documents.pdf import render
from tests.documents import measuring as measure
from tests.documents import samples


def test_this_machine_has_what_papers_need():
    assert missing_tools(fonts.current(), has_subsetter=fonts.subsetter_is_installed()) == []


def test_missing_library_and_fonts_are_told_with_the_command(tmp_path, monkeypatch):
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", ())
    empty = fonts.font_book((), tmp_path)

    library, faces = missing_tools(empty, has_subsetter=False)

    assert (library.id, faces.id) == ("documents.W001", "documents.W002")
    assert "20 秒" in library.msg
    assert "apt-get install libharfbuzz-subset0" in library.hint
    assert "FandolFang-Regular.otf" in faces.msg
    assert "script/setup" in faces.hint
    with pytest.raises(fonts.MissingFont, match="script/setup"):
        empty.pick("fang", "字")


def test_site_that_owns_a_face_prints_with_it(settings):
    kai = Path(django_settings.VAR) / "fonts" / "fandol" / "FandolKai-Regular.otf"
    settings.DOCUMENT_FONTS = {"title": str(kai)}

    pdf = render(samples.reminder()).pdf

    assert fonts.current().chain("title")[0].path == kai
    assert measure.text_of(pdf).startswith("江门市蓬江区人民检察院")
    mark = measure.bands(measure.red_only(measure.picture(pdf)))[0]
    assert abs(mark[0] - 30.0) <= 0.2  # the mark's ink begins at 30 mm whatever the face


def test_rare_character_comes_from_the_face_that_fits():
    book = fonts.current()

    assert book.pick("fang", "喆").role == "wenkai"
    assert book.pick("hei", "喆").role == "sans"
    assert book.pick("title", "喆").role == "serif-bold"
    assert book.pick("fang", "2").role == "song"
    assert book.missing_from("喆堃犇镕㛃䶮𬭎〔2026〕\n") == []
