"""What this app says on the pages of others: a file under review is not changed meanwhile."""

from __future__ import annotations

from typing import Any

from pengjiang.dossiers.registry import hold
from reviews.enums import Purpose
from reviews.models import SampledFile

UNDER_REVIEW = ("submitted", "scoring", "veto", "talking", "third", "leading", "settled", "rechecking")


def under_review(dossier: Any) -> str:
    """From submission until the grade is final."""
    rows = SampledFile.objects.filter(dossier=dossier, state__in=UNDER_REVIEW).exclude(purpose=Purpose.CALIBRATION)
    return "该案卷已报送联合评查，定级前不能修改或者删除材料。" if rows.exists() else ""


hold("reviews", under_review)
