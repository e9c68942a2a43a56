"""Document types: what each app can issue. Each app declares its own in ``documents.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pengjiang.access.declare import Decision
from pengjiang.common.registry import Registry
from pengjiang.documents.blocks import Form, Tree
from pengjiang.documents.enums import NumberSource
from pengjiang.events.types import Audience

# One rung of an approval chain as the setting keeps it: role, label, and when the rung is needed ("always" or a word of the app's own).
Rung = dict[str, str]


@dataclass(frozen=True)
class BuildContext:
    """What a builder may use besides its object: number, day, issuer and the office's own texts of that day."""

    on: date
    organisation: Any = None
    actor: Any = None
    number: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    letterhead: str = ""
    contact: str = ""
    telephone: str = ""
    supersedes: str = ""
    data: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str, default: str = "") -> str:
        """A standing text, as the office last set it."""
        return self.texts.get(name) or default

    @property
    def mark(self) -> str:
        """The issuing mark: what the office set, else the organisation's full name."""
        return self.letterhead or (self.organisation.name if self.organisation else "")

    @property
    def contact_line(self) -> str:
        """联系人：…，联系电话：… — for a ``Note``; empty when the office has set none."""
        parts = [f"联系人：{self.contact}" if self.contact else "", f"联系电话：{self.telephone}" if self.telephone else ""]
        return "，".join(part for part in parts if part)


Build = Callable[[Any, BuildContext], Tree]
Access = Callable[[Any, Any], Decision]
Issuer = Callable[[Any], Any]


@dataclass(frozen=True)
class DocumentType:
    """``model`` is the label of the objects it is made for. ``scheme`` names the number scheme, empty for papers without a number.

    ``audience`` SHARED: everybody to whom the object is visible reads the issued paper; INTERNAL: the issuing organisation alone.
    ``access(user, document)`` may narrow that further. ``issuer(obj)`` is the organisation that speaks, by default the actor's.
    ``texts`` are the standing texts an office may edit, with their defaults; ``chain`` the approvals by default.
    """

    code: str
    title: str
    build: Build
    model: str
    form: Form = Form.PLAIN
    scheme: str = ""
    number_source: NumberSource = NumberSource.OWN
    audience: Audience = Audience.INTERNAL
    citation: Any = None
    access: Access | None = None
    issuer: Issuer | None = None
    texts: dict[str, str] = field(default_factory=dict)
    chain: tuple[Rung, ...] = ()

    @property
    def default_source(self) -> NumberSource:
        return NumberSource(self.number_source) if self.scheme else NumberSource.NONE


DOCUMENT_TYPES: Registry[DocumentType] = Registry("document types")

# ``fn(obj) -> reason``, empty where a paper about ``obj`` may be made, changed or taken back: a room closes what it keeps.
PaperGuard = Callable[[Any], str]
PAPER_GUARDS: Registry[PaperGuard] = Registry("guards of papers")


def paper_guard(name: str) -> Callable[[PaperGuard], PaperGuard]:
    """Register a guard; asked before every draft, issue, supersession and withdrawal."""
    return lambda function: PAPER_GUARDS.register(name, function)


def document_type(code: str, title: str, *, model: str, **options: Any) -> Callable[[Build], Build]:
    """Register ``fn(obj, ctx) -> Tree`` as a document type; called from the apps' ``documents.py``."""

    def wrap(build: Build) -> Build:
        DOCUMENT_TYPES.register(code, DocumentType(code, title, build, model.lower(), **options))
        return build

    return wrap
