"""What the file check adds to the pages of others: the tab of a file, columns of the register, the panel of what a run went along with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.db.models import F, Model, Q, QuerySet
from django.http import QueryDict

from pengjiang.access import can
from pengjiang.checks import rules
from pengjiang.checks.rule import Severity
from pengjiang.checkups.enums import Answer, Reason
from pengjiang.checkups.models import AttachedCheck, CheckRun, Finding
from pengjiang.checkups.permissions import CheckupPermission
from pengjiang.checkups.presenting import RunView
from pengjiang.checkups.queries.runs import answers_of, findings_of, last_run, runs_of
from pengjiang.checkups.registry import article_links
from pengjiang.checkups.services.jobs import LIMIT, order_job
from pengjiang.checkups.services.runs import run_check
from pengjiang.common.refs import ObjectRef
from pengjiang.dossiers.models import Dossier
from pengjiang.dossiers.registry import DossierTab, RegisterExtra, add_tab, add_to_register, file_check
from pengjiang.files.queries import page_counts
from pengjiang.web import slots
from pengjiang.web.filters import ChoiceFilter, FlagFilter
from pengjiang.web.listings import BulkAction, Preset
from pengjiang.web.slots import ObjectPanel
from pengjiang.web.tables import Column

# The pages of articles are the library's, where that is installed with them.
if find_spec("pengjiang.library.links"):
    article_links.fill(import_module("pengjiang.library.links").article_url)

# The tab


def tab_context(user: Any, dossier: Dossier, query: QueryDict) -> Mapping[str, Any]:
    """The last run with its findings and answers, and the runs before it."""
    run = last_run(dossier)
    if run is None:
        return {"may_run": can(user, CheckupPermission.RUN).ok}
    findings = findings_of(dossier)
    view = RunView(
        run,
        show=query.get("show", ""),
        address="?tab=checkup&",
        findings=findings,
        answers=answers_of(findings.values()),
        has_volume=bool(page_counts([dossier])[dossier.pk]),
    )
    return {
        "check": view,
        "is_stale": run.revision != dossier.revision,
        "may_run": can(user, CheckupPermission.RUN).ok,
        "may_answer": can(user, CheckupPermission.ANSWER, dossier).ok,
        "runs": runs_of(dossier),
        "gone": [finding for finding in findings.values() if not finding.is_open],
        "answers_open": Answer.choices,
    }


def tab_count(user: Any, dossier: Dossier) -> Any:
    """Faults of the last run."""
    standing = getattr(dossier, "checkup", None)
    return (standing.veto + standing.serious + standing.minor) or "" if standing else ""


add_tab(
    DossierTab(
        "checkup",
        "案卷体检",
        "checkups/_tab.html",
        count=tab_count,
        visible=lambda user, _dossier: can(user, CheckupPermission.VIEW).ok,
        asked=tab_context,
    )
)

# The register


def _light(row: Dossier) -> str:
    standing = getattr(row, "checkup", None)
    if standing is None:
        return "未体检"
    parts = [f"{word}{number}" for word, number in (("否决", standing.veto), ("严重", standing.serious), ("轻微", standing.minor)) if number]
    return "　".join(parts) or "无问题"


def _light_kind(row: Dossier) -> str:
    standing = getattr(row, "checkup", None)
    if standing is None:
        return "outline"
    return "veto" if standing.veto else "bad" if standing.serious else "warn" if standing.minor else "good"


def _checked(row: Dossier) -> str:
    standing = getattr(row, "checkup", None)
    if standing is None:
        return ""
    return f"{standing.on:%Y-%m-%d}{'（其后事实有修改）' if is_stale(row) else ''}"


def is_stale(row: Dossier) -> bool:
    """The facts changed after the last run."""
    return row.checkup.revision != row.revision


def _by_worst(key: str) -> Q:
    return {
        "veto": Q(checkup__veto__gt=0),
        "serious": Q(checkup__serious__gt=0),
        "minor": Q(checkup__minor__gt=0),
        "manual": Q(checkup__manual__gt=0),
        "unknown": Q(checkup__unknown__gt=0),
        "clean": Q(checkup__isnull=False, checkup__weight=0),
        "none": Q(checkup=None),
    }[key]


def _by_rule(code: str) -> Q:
    return Q(pk__in=Finding.objects.filter(rule=code, gone_run=None).values("dossier"))


def _by_answer(answer: str) -> Q:
    return Q(pk__in=Finding.objects.filter(answer=answer, gone_run=None).values("dossier"))


def _with_checkup(rows: QuerySet) -> QuerySet:
    return rows.select_related("organisation", "checkup")


WORST = [
    *((severity.value, f"有{severity.label}") for severity in (Severity.VETO, Severity.SERIOUS, Severity.MINOR)),
    ("manual", "有人工判断"),
    ("unknown", "有缺数据"),
    ("clean", "无不符合项"),
    ("none", "未体检"),
]

add_to_register(
    "checkups",
    RegisterExtra(
        columns=(
            Column("checkup", "体检", value=_light, kind="badge", badge=_light_kind, sort="checkup__weight"),
            Column("checked_on", "体检日", value=_checked, sort="checkup__on", shown=False),
        ),
        filters=(
            ChoiceFilter(name="worst", label="体检结果", choices=WORST, condition=_by_worst),
            ChoiceFilter(name="rule", label="体检规则", choices=[(entry.code, f"{entry.code} {entry.title}") for entry in rules.ALL], condition=_by_rule),
            ChoiceFilter(name="answer", label="体检答复", choices=Answer.choices, condition=_by_answer),
            FlagFilter(
                name="stale", label="体检后修改", yes="体检后有修改", no="体检后未修改",
                condition=lambda yes: Q(checkup__isnull=False) & (~Q(revision=F("checkup__revision")) if yes else Q(revision=F("checkup__revision"))),
            ),
        ),
        presets=(Preset("grave", "体检有严重问题", "worst=veto&worst=serious", counted=True, bad=True),),
        bulk_actions=(
            BulkAction(
                "checkup", "案卷体检", run_check, CheckupPermission.RUN, icon="pulse", limit=LIMIT,
                explanation="体检由后台逐件进行，可以离开页面；完成后汇总列出各规则、各镇街的件数。",
            ),
        ),
        orders={"checkup": order_job},
        rows=_with_checkup,
    ),
)  # fmt: skip

# What comes in by the hundred


def checked(dossier: Dossier, actor: Any) -> Mapping[str, Any]:
    """A run over a file that came in, as its sender reads it."""
    run = run_check(dossier, actor=actor, reason=Reason.BATCH)
    faults = [{"rule": row.rule, "severity": row.severity, "message": row.message, "citations": list(row.citations)} for row in run.faults]
    return {name: getattr(run, name) for name in ("veto", "serious", "minor", "manual", "unknown", "passed")} | {"rulebook": run.rulebook, "faults": faults}


file_check.fill(checked)

# What a run went along with


def panels_on(user: Any, obj: Model) -> Sequence[ObjectPanel]:
    """The runs attached to a referral or a submission, as far as their files are the reader's to see."""
    if isinstance(obj, Dossier):
        return ()
    attached = AttachedCheck.objects.visible_to(user).filter(target=str(ObjectRef.of(obj)))
    latest: dict[int, CheckRun] = {}
    for row in attached.select_related("run__dossier__organisation").defer("run__dossier__facts", "run__dossier__ledger").order_by("pk"):
        latest[row.run.dossier_id] = row.run
    return (ObjectPanel("checkups/_attached.html", {"runs": list(latest.values())}),) if latest else ()


slots.panels.register("checkups.attached", panels_on)
