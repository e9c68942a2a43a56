"""Two offices, people, an object that papers are about, and the types of papers the tests issue."""

from dataclasses import dataclass
from datetime import date

import pytest

from pengjiang.accounts.models import Membership, Organisation, User
from pengjiang.deadlines.models import Deadline
from pengjiang.documents.blocks import Addressee, Form, Letterhead, Note, Number, Paragraph, Signature, Title, Tree
from pengjiang.documents.enums import NumberSource
from pengjiang.documents.models import NumberScheme
from pengjiang.documents.registry import DOCUMENT_TYPES, DocumentType
from pengjiang.events.types import Audience

TODAY = date(2026, 9, 23)


@dataclass
class Scene:
    """Who is there."""

    procuratorate: Organisation
    town: Organisation
    procurator: User
    officer: User
    stranger: User
    matter: Deadline
    scheme: NumberScheme


def person(username: str, name: str, organisation: Organisation, role: str) -> User:
    user = User.objects.create(username=username, name=name, must_change_password=False)
    Membership.objects.create(user=user, organisation=organisation, role=role, since=date(2026, 1, 1))
    return user


def build_letter(obj, ctx):
    """A short letter about a deadline."""
    return Tree(
        Form.LETTER,
        "催办函",
        (
            Letterhead(ctx.mark),
            Number(ctx.number),
            Title("关于催办检察建议回复的函"),
            Addressee((obj.bound_org.name,)),
            Paragraph(f"{obj.title}已于{obj.due_on.month}月{obj.due_on.day}日届满。{ctx.text('closing')}{ctx.data.get('extra', '')}"),
            Signature((ctx.organisation.name,), ctx.on),
            Note(ctx.contact_line),
        ),
    )


def build_form(obj, ctx):
    return Tree(Form.PLAIN, "审批表", (Title("审批表"), Paragraph(obj.title)))


CHAIN = (
    {"role": "dept_head", "label": "部门负责人审核", "when": "always"},
    {"role": "policy_reviewer", "label": "法律政策研究部门审核", "when": "governance"},
    {"role": "chief", "label": "检察长批准"},
)
TYPES = (
    DocumentType(
        "test_letter", "催办函", build_letter, "deadlines.deadline", Form.LETTER, scheme="test_letter", audience=Audience.SHARED,
        issuer=lambda obj: obj.watch_org, texts={"closing": "请尽快回复。"}, chain=CHAIN,
    ),
    DocumentType(
        "test_recommendation", "检察建议书", build_letter, "deadlines.deadline", Form.LEGAL, scheme="test_letter",
        number_source=NumberSource.UNIFIED, audience=Audience.SHARED,
    ),
    DocumentType("test_form", "审批表", build_form, "deadlines.deadline"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _types():
    for kind in TYPES:
        DOCUMENT_TYPES.register(kind.code, kind)
    yield
    for kind in TYPES:
        DOCUMENT_TYPES._entries.pop(kind.code)


def make_scene() -> Scene:
    procuratorate = Organisation.objects.create(
        code="pj-jcy", name="江门市蓬江区人民检察院", short_name="蓬江检察院", kind="procuratorate", telephone="19900000001"
    )
    town = Organisation.objects.create(code="duruan", name="江门市蓬江区杜阮镇人民政府", short_name="杜阮镇", kind="town")
    other = Organisation.objects.create(code="tangxia", name="江门市蓬江区棠下镇人民政府", short_name="棠下镇", kind="town")
    matter = Deadline.objects.create(
        target="cases.recommendation:1", limit="TM20", title="检察建议书面回复期限", bound_org=town, watch_org=procuratorate,
        start_on=date(2026, 7, 1), due_on=date(2026, 9, 1),
    )  # fmt: skip
    scheme = NumberScheme.objects.create(
        code="test_letter", name="检察函", organisation=procuratorate, prefix="江蓬检行函", since=date(2026, 1, 1)
    )
    return Scene(
        procuratorate,
        town,
        person("chenzhe", "陈喆", procuratorate, "procurator"),
        person("likun", "李堃", town, "town_officer"),
        person("qiu", "邱某", other, "town_officer"),
        matter,
        scheme,
    )


@pytest.fixture
def scene(db):
    return make_scene()
