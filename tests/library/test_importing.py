"""Loading full texts: folder, zip, page; each file whole or not at all, the same twice is nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from pengjiang.audit.models import AuditEntry
from pengjiang.common.errors import DomainError, NotAllowed
from pengjiang.library.models import LawEntry, LawText
from pengjiang.library.services import import_texts, read_zip
from pengjiang.library.services.importing import _name_of
from pengjiang.search.queries import search
from tests.library.test_markdown import BODY, HEAD
from tests.support.district import person

pytestmark = pytest.mark.django_db

OLD = """---
name: 行政处罚法
in_force_from: 2018-01-01
source: 资料室装订本
---
第四十二条 （试载文本）当事人可以要求举行听证会，三日内提出。
"""
NEW = """---
name: 中华人民共和国行政处罚法
number: 主席令第七十号
in_force_from: 2021-07-15
source: 资料室装订本
---
## 第五章 决定
第四十二条 （试载文本）由两名以上具备资格的人员办理。
第四十三条 （试载文本）有利害关系者应当退出。
"""
GOOD = HEAD + BODY
BAD = GOOD.replace("2021-07-15", "某日")


def folder(path, **files):
    for name, text in files.items():
        (path / f"{name}.md").write_text(text, encoding="utf-8")
    return path


def zipped(**files: str) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.md", text)
    out.seek(0)
    out.name = "法规.zip"
    return out


def load(path, capsys, *options) -> str:
    call_command("import_laws", str(path), *options)
    return capsys.readouterr().out


def test_folder_is_loaded_and_the_second_time_changes_nothing(tmp_path, capsys):
    folder(tmp_path, 新=NEW, 旧=OLD, 村道=GOOD)
    said = load(tmp_path, capsys)

    assert "新.md：新增《中华人民共和国行政处罚法》（自2021-07-15起），共2条" in said
    assert "没有写失效日期，按依据库登记的2021-07-14。" in said
    assert sorted(LawText.objects.values_list("law", "since", "until")) == [
        ("中华人民共和国行政处罚法", date(2018, 1, 1), date(2021, 7, 14)),
        ("中华人民共和国行政处罚法", date(2021, 7, 15), None),
        ("示例镇村道养护规定", date(2021, 7, 15), None),
    ]
    entries = AuditEntry.objects.filter(event="library.text.imported").count()
    assert entries == 3

    assert load(tmp_path, capsys).count("没有变化") == 3
    assert AuditEntry.objects.filter(event__startswith="library.text.").count() == entries


def test_a_changed_file_replaces_its_text_and_the_trail_has_both_digests(tmp_path, capsys):
    load(folder(tmp_path, 村道=GOOD), capsys)
    before = LawText.objects.get()
    said = load(folder(tmp_path, 村道=GOOD.replace("小修", "中修")), capsys)

    after = LawText.objects.get()
    assert "更新《示例镇村道养护规定》" in said
    assert after.pk == before.pk
    assert "中修" in after.articles.get(number=2).body
    entry = AuditEntry.objects.get(event="library.text.replaced")
    assert entry.version.values == {"digest": [before.digest, after.digest]}


def test_dry_run_reports_and_stores_nothing(tmp_path, capsys):
    said = load(folder(tmp_path, 村道=GOOD), capsys, "--dry-run")

    assert "新增《示例镇村道养护规定》" in said
    assert "仅作检查，没有载入。" in said
    assert not LawText.objects.exists()


def test_bad_file_is_refused_by_line_and_the_others_are_loaded(tmp_path, capsys):
    folder(tmp_path, 好=GOOD, 坏=BAD.replace("示例镇", "另一镇"))
    with pytest.raises(CommandError) as refused:
        call_command("import_laws", str(tmp_path))

    assert refused.value.returncode == 1
    assert "第5行：“某日”不是日期，应如2021-07-15。" in capsys.readouterr().out
    assert LawText.objects.get().law == "示例镇村道养护规定"


def test_folder_that_is_none_or_empty(tmp_path):
    for path in (tmp_path / "没有", tmp_path):
        with pytest.raises(CommandError):
            call_command("import_laws", str(path))


def test_versions_may_not_overlap():
    earlier = GOOD.replace("2021-07-15", "2020-07-15").replace("2021-01-22", "2020-01-22")
    reports = import_texts([("旧.md", earlier.encode()), ("新.md", GOOD.encode())], actor=None)

    assert [report.outcome for report in reports] == ["refused", "refused"]
    assert "施行日期重叠，请在较早的文本中写明失效日期" in reports[0].problems[0][1]

    ended = earlier.replace("in_force_to:", "in_force_to: 2021-07-14")
    assert [report.outcome for report in import_texts([("旧.md", ended.encode()), ("新.md", GOOD.encode())], actor=None)] == ["new", "new"]


def test_one_text_twice_in_a_folder():
    reports = import_texts([("甲.md", GOOD.encode()), ("乙.md", GOOD.encode())], actor=None)

    assert "与文件“甲.md”是同一部法规的同一文本" in reports[1].problems[0][1]


def test_full_text_stands_before_the_paraphrase_and_both_are_marked(client):
    import_texts([("新.md", NEW.encode())], actor=None)
    client.force_login(person("town_officer"))
    page = client.get("/library/laws/行政处罚法/42/2021-07-15/").content.decode()

    assert page.index("（试载文本）由两名以上具备资格的人员办理") < page.index("处罚由具有执法资格的人员实施")
    assert "资料室装订本" in page
    assert page.index(">全文<") < page.index(">释要<")
    text = LawText.objects.get()
    assert "第五章 决定" in client.get(f"/library/texts/{text.pk}/").content.decode()
    assert LawEntry.objects.get(name=text.law).full_texts == 1
    assert [hit.label for hit in search(person("procurator"), "试载文本 利害关系")] == ["法规全文"]


def test_law_that_the_library_does_not_know_has_its_pages(client):
    import_texts([("村道.md", GOOD.encode())], actor=None)
    client.force_login(person("town_officer"))

    assert "示例镇村道养护规定" in client.get("/library/laws/?q=村道").content.decode()
    assert client.get("/library/laws/示例镇村道养护规定/").status_code == 200
    assert "检查结果公示" in client.get("/library/laws/示例镇村道养护规定/3-1/").content.decode()


def test_page_checks_first_then_loads(client):
    client.force_login(person("system_admin"))
    checked = client.post("/library/import/", {"archive": zipped(村道=GOOD), "dry_run": "on"})
    assert checked.status_code == 200
    assert "新增《示例镇村道养护规定》" in checked.content.decode()
    assert not LawText.objects.exists()

    assert client.post("/library/import/", {"archive": zipped(村道=GOOD)}).status_code == 303
    assert "示例镇村道养护规定" in client.get("/library/import/").content.decode()


def test_page_loads_all_or_nothing(client):
    client.force_login(person("system_admin"))
    answer = client.post("/library/import/", {"archive": zipped(好=GOOD, 坏=BAD.replace("示例镇", "另一镇"))})

    assert answer.status_code == 422
    assert "有1个文件不能载入" in answer.content.decode()
    assert "第5行" in answer.content.decode()
    assert not LawText.objects.exists()


def test_page_refuses_what_is_no_zip(client):
    client.force_login(person("system_admin"))
    broken = io.BytesIO(b"PK\x03\x04" + b"x" * 50)
    broken.name = "坏.zip"
    for upload, says in ((broken, "打不开这个压缩包"), (zipped(), "没有标记文本文件")):
        answer = client.post("/library/import/", {"archive": upload})
        assert answer.status_code == 422
        assert says in answer.content.decode()
    assert client.post("/library/import/", {}).status_code == 422


def test_names_from_chinese_windows_are_read():
    """Such archives hold GBK and lack the flag that says UTF-8."""
    member = zipfile.ZipInfo("村道.md".encode("gbk").decode("cp437"))
    assert _name_of(member) == "村道.md"
    assert [name for name, _ in read_zip(zipped(村道=GOOD))] == ["村道.md"]


def test_others_may_not_load(client):
    for role in ("town_head", "procurator", "security_admin", "audit_admin"):
        user = person(role)
        client.force_login(user)
        assert client.get("/library/import/").status_code == 403
        with pytest.raises(NotAllowed):
            import_texts([("村道.md", GOOD.encode())], actor=user)


def test_too_many_files_are_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for place in range(501):
            archive.writestr(f"{place}.md", "甲")
    out.seek(0)
    with pytest.raises(DomainError, match="过多"):
        read_zip(out)
