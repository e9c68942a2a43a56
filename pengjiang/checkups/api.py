"""What other systems see of the file check: runs with their results, findings with their answers, patterns."""

from __future__ import annotations

from pengjiang.api.resources import Computed, Expansion, Resource, resource
from pengjiang.checkups.models import CheckJob, CheckRun, Finding, FindingAnswer, Pattern, PatternHit
from pengjiang.checkups.permissions import CheckupPermission as P
from pengjiang.checkups.views.jobs import JobList, JobPage
from pengjiang.checkups.views.runs import RunPage

ROWS = {"type": "array", "items": {"type": "object"}}

resource(
    Resource(
        "checkups/runs",
        CheckRun,
        P.VIEW,
        fields=(
            *("dossier", "number", "rulebook", "reference", "on", "revision", "reason", "made_at", "veto", "serious", "minor", "manual"),
            *("unknown", "passed", "fault_codes"),
        ),
        computed=(Computed("results", "逐条规则的结果", ROWS, lambda row, _user: row.stored),),
        page=RunPage,
        by=("dossier",),
    )
)
resource(
    Resource(
        "checkups/findings",
        Finding,
        P.VIEW,
        fields=("dossier", "rule", "severity", "message", "first_run", "last_run", "gone_run", "answer"),
        by=("dossier",),
        select=("first_run__dossier", "last_run__dossier", "gone_run__dossier"),
        expand={"answers": Expansion(FindingAnswer, "finding", "答复", many=True)},
    )
)
resource(Resource("checkups/answers", FindingAnswer, P.VIEW, fields=("finding", "answer", "reason", "actor", "made_at"), by=("finding",)))
resource(
    Resource(
        "checkups/jobs",
        CheckJob,
        P.RUN,
        fields=("total", "position", "state", "finished_at", "actor", "organisation", "scope"),
        computed=(Computed("refused", "未能体检的案卷与理由", ROWS, lambda row, _user: row.refused),),
        listing=JobList,
        page=JobPage,
    )
)
resource(
    Resource(
        "checkups/patterns",
        Pattern,
        P.PATTERNS,
        fields=("code", "computed_at", "files", "minimum"),
        computed=(Computed("figures", "按单位、分组、季度的数", {"type": ["object", "array", "null"]}, lambda row, _user: row.figures),),
    )
)
resource(
    Resource(
        "checkups/hits",
        PatternHit,
        P.PATTERNS,
        fields=("pattern", "dossier", "organisation", "group", "sentence", "beyond", "amount", "decided_on"),
        by=("pattern", "dossier", "organisation"),
    )
)
