"""What of the room can be found, by whom; only masked texts get here."""

from __future__ import annotations

from typing import Any

from pengjiang.search.registry import Compared, Scope, comparable, searchable

BODIES = ("procuratorate", "bureau")
ROOM = (*BODIES, "town")


def _scope_of_case(row: Any) -> Scope:
    return Scope.of(sides=ROOM) if row.state == "published" else Scope.of(row.organisation)


def _compared(row: Any) -> Compared | None:
    if row.state != "published":
        return None
    return Compared("\n".join((row.title, row.facts, row.course)), row.item, row.cause, row.field, outcome="已发布典型案例")


searchable(
    "liaison.typicalcase",
    label="典型案例",
    title=lambda row: row.title,
    number=lambda row: row.number,
    body=lambda row: "\n".join((row.facts, row.course, row.meaning, row.cause, *row.articles, *row.rules)),
    scope=_scope_of_case,
    rows=lambda rows: rows.select_related("organisation"),
)
comparable("liaison.typicalcase", label="典型案例", title=lambda row: row.title, number=lambda row: row.number, facts=_compared, scope=_scope_of_case)
searchable(
    "liaison.notice",
    label="通报",
    title=lambda row: row.title,
    number=lambda row: row.number,
    body=lambda row: row.body,
    scope=lambda row: Scope.of(row.organisation, *(row.addressees.all() if row.state != "draft" else ())),
)
searchable(
    "liaison.agreement",
    label="机制文件",
    title=lambda row: row.name,
    body=lambda row: "\n".join(f"{article.title}{article.text}" for article in row.articles.all()),
    scope=lambda row: Scope.of(*(party.organisation for party in row.parties.all()), sides=BODIES),
)
searchable(
    "liaison.faq",
    label="常见问题",
    title=lambda row: row.title,
    body=lambda row: "\n".join((row.text, row.answer, *row.articles, row.rule)),
    scope=lambda row: Scope.of(sides=ROOM),
)
searchable(
    "liaison.course",
    label="课程",
    title=lambda row: row.title,
    body=lambda row: "\n".join((row.summary, row.problem)),
    scope=lambda row: Scope.of(row.town, sides=(*BODIES, *(("town",) if row.kind == "class" and row.state in {"open", "closed"} else ()))),
)
searchable(
    "liaison.jointmeeting",
    label="联席会议",
    title=lambda row: row.title,
    number=lambda row: row.number,
    body=lambda row: "\n".join((*row.agenda, row.minutes)),
    scope=lambda row: Scope.of(row.organisation, *row.invited.all()),
)
