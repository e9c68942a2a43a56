"""Blind: until both marks are in, nothing one reviewer or the town can fetch tells the other's marks, name or existence."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from pengjiang.audit.queries import timeline
from pengjiang.events.services import drain
from pengjiang.notifications.models import Notice
from pengjiang.search.models import SearchEntry
from reviews.models import Assignment, Mark, Panelist, TalkLine
from reviews.services import marking
from tests import factories as f
from tests.reviews.story import Story
from tests.support.walk import addresses, api_addresses, read, sign_in

pytestmark = pytest.mark.django_db

SECRET = "页眉缺字暗号九七三"


@pytest.fixture
def story(district, today):
    return Story.of(district).register(each=3, volumes=True).assigned(size=4, minimum=2)


@pytest.fixture
def marked(story):
    """The first reviewer has put in marks, in words that stand nowhere else."""
    return put_in(story)


def put_in(story):
    file = story.files()[0]
    first, second = story.seats(file)
    item = file.rubric.rubric.items[3]
    marking.save_mark(first, actor=first.reviewer, code=item.code, lost=item.maximum, reason=SECRET, page=4)
    marking.submit_marks(first, actor=first.reviewer)
    while drain():
        pass
    return file, first, second


def everything(story, file, first):
    """Every address of the app with every object that has something to do with the file, and the pages round it."""
    keys = {
        "Round": [story.round.pk],
        "SampledFile": [file.pk],
        "Assignment": list(file.assignments.values_list("pk", flat=True)),
        "TownPart": [part.pk for part in story.parts()],
        "RubricVersion": [file.rubric_id],
        "Finding": [1],
        "ObjectionItem": [1],
    }
    yield from api(keys, file)
    for address in addresses():
        if not address.name.startswith("reviews:"):
            continue
        if not address.arguments:
            yield address.url()
        for pk in keys.get(address.model.__name__, []) if address.model else []:
            yield address.url(pk=pk, **({"code": "A01"} if "code" in address.arguments else {}))
    yield from ("/", "/notifications/", f"/search/?q={SECRET[:4]}", f"/search/?q={first.reviewer.name}", file.dossier.get_absolute_url())
    yield from (f"{file.dossier.get_absolute_url()}?tab=timeline", f"{file.get_absolute_url()}?tab=timeline", f"{story.round.get_absolute_url()}?tab=timeline")


def api(keys, file):
    """The same rooms by the API: every list with everything expanded, every object, every form of an act."""
    for address in api_addresses():
        if not address.name.startswith("v1:reviews") or "get" not in address.view.operations():
            continue
        declared = getattr(address.view, "resource", None)
        expanded = f"?expand={','.join(declared.expand)}" if declared is not None and declared.expand else ""
        if not address.arguments:
            yield f"{address.url()}{expanded}"
            continue
        model = declared.model if declared is not None else address.view.page.model
        for pk in keys.get(model.__name__, [1]):
            yield f"{address.url(pk=pk, **({'code': 'A01'} if 'code' in address.arguments else {}))}{expanded}"
    yield f"/api/v1/dossiers/{file.dossier_id}/"


LISTS = ("rounds", "tasks", "findings", "rubrics")


def leaks(user, urls, words):
    """Where a word stands: on the pages, in what they hand out, in the export of every list."""
    client = sign_in(user)
    responses = [(url, client.get(url)) for url in urls]
    responses += [(f"export {name}", client.post(reverse(f"reviews:{name}"), {"do": "export"}, follow=True)) for name in LISTS]
    found = []
    for url, response in responses:
        assert response.status_code < 500, url
        text = content_of(response)
        found += [(url, word) for word in words if word in text]
    return found


def content_of(response):
    """The text of a page, or of everything packed into a workbook or a paper."""
    content = b"".join(response) if response.streaming else response.content
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content.decode(errors="ignore")
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(packed.read(name).decode(errors="ignore") for name in packed.namelist())


def test_the_search_for_leaks_would_find_one(story, marked):
    file, first, _ = marked
    assert leaks(first.reviewer, [first.get_absolute_url()], [SECRET]) == [(first.get_absolute_url(), SECRET)]
    exported = leaks(first.reviewer, [], [file.number])
    assert ("export tasks", file.number) in exported


def test_nothing_changes_for_the_others_when_the_first_mark_comes_in(story):
    """Not even that there is another: what the second reviewer and the town read before, they read after."""
    file = story.files()[0]
    _, second = story.seats(file)
    readers = (second.reviewer, story.towns[file.town])
    urls = ["/", "/notifications/", story.round.get_absolute_url(), file.get_absolute_url(), file.dossier.get_absolute_url()]
    urls += [second.get_absolute_url(), *(reverse(f"reviews:{name}") for name in ("rounds", "tasks", "findings", "statistics"))]
    urls += list(api({"Round": [story.round.pk], "SampledFile": [file.pk], "TownPart": [part.pk for part in story.parts()], "Assignment": [second.pk]}, file))
    urls += [f"{url}?tab=timeline" for url in (story.round.get_absolute_url(), file.get_absolute_url(), file.dossier.get_absolute_url())]
    while drain():
        pass
    before = [read_by(reader, urls) for reader in readers]
    put_in(story)
    after = [read_by(reader, urls) for reader in readers]
    changed = {url: set(new[url].split()) ^ set(old[url].split()) for old, new in zip(before, after, strict=True) for url in urls if old[url] != new[url]}
    assert changed == {}


def read_by(user, urls):
    client = sign_in(user)
    found = {}
    for url in urls:
        html = client.get(url).content.decode()
        # Without what is made anew for every answer: the window's own token.
        found[url] = " ".join(re.sub(r"(?s)<script.*?</script>|<style.*?</style>|<[^>]+>|\b[0-9a-f]{12}\b", " ", html).split())
    return found


def test_the_other_reviewer_sees_nothing(story, marked):
    file, first, second = marked
    name = first.reviewer.name
    urls = list(everything(story, file, first))
    assert len(urls) > 50
    own = [url for url in urls if f"q={name}" not in url]
    assert leaks(second.reviewer, own, [SECRET, name]) == []


def test_the_town_sees_nothing_of_either(story, marked):
    file, first, second = marked
    urls = [url for url in everything(story, file, first) if "q=" not in url]
    assert leaks(story.towns[file.town], urls, [SECRET, first.reviewer.name, second.reviewer.name]) == []


def test_a_third_of_the_panel_sees_nothing(story, marked):
    file, first, second = marked
    third = next(person for person in story.panel if person not in {first.reviewer, second.reviewer} and person.organisation != first.body)
    urls = [url for url in everything(story, file, first) if "q=" not in url]
    assert leaks(third, urls, [SECRET, first.reviewer.name]) == []


def test_rows_notices_search_and_trail_tell_nothing(story, marked):
    file, first, second = marked
    for user in (second.reviewer, story.towns[file.town]):
        user = f.person_again(user)
        assert not Assignment.objects.visible_to(user).filter(pk=first.pk).exists()
        assert not Mark.objects.visible_to(user).filter(assignment=first).exists()
        assert not Panelist.objects.visible_to(user).exclude(person=user).exists()
        assert not TalkLine.objects.visible_to(user).exists()
        said = "".join(f"{notice.title}{notice.body}" for notice in Notice.objects.visible_to(user))
        assert SECRET not in said
        assert first.reviewer.name not in said
        for obj in (file, story.round, file.dossier):
            for entry in timeline(obj, user, handling=True):
                assert entry.who != first.reviewer.name, entry.sentence
    assert not SearchEntry.objects.filter(body__contains=SECRET).exists()


def test_what_the_other_may_not_open_does_not_exist(story, marked):
    file, first, second = marked
    client = sign_in(second.reviewer)
    for name, extra in (("score", []), ("submit-marks", []), ("save-mark", ["A01"]), ("save-veto", ["AV1"])):
        assert read(client, reverse(f"reviews:{name}", args=[first.pk, *extra])).status_code == 404
    for name in ("differences",):
        assert read(client, reverse(f"reviews:{name}", args=[file.pk])).status_code == 404
    for name in ("matrix", "calibration"):
        assert read(client, reverse(f"reviews:{name}", args=[story.round.pk])).status_code in {403, 404}


def test_lists_and_their_exports_hold_one_s_own_only(story, marked):
    _, first, second = marked
    response = sign_in(second.reviewer).post(reverse("reviews:tasks"), {"do": "export"})
    assert response.status_code == 200
    book = load_workbook(io.BytesIO(b"".join(response) if response.streaming else response.content))
    cells = "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    first.refresh_from_db()
    assert str(first.score) not in cells
    assert Assignment.objects.filter(reviewer=second.reviewer).count() == sum(file.number in cells for file in story.files())


def test_once_both_are_in_the_two_see_marks_but_not_names(story, marked):
    file, first, second = marked
    story.mark(second, "12")
    html = sign_in(second.reviewer).get(reverse("reviews:differences", args=[file.pk])).content.decode()
    assert SECRET in html
    assert first.reviewer.name not in html
