"""Runs, findings with their answers, batches, patterns."""

from pengjiang.checkups.models.findings import Checkup, Finding, FindingAnswer
from pengjiang.checkups.models.jobs import CheckJob
from pengjiang.checkups.models.patterns import Pattern, PatternHit
from pengjiang.checkups.models.runs import AttachedCheck, CheckRun, StoredResult

__all__ = ["AttachedCheck", "CheckJob", "CheckRun", "Checkup", "Finding", "FindingAnswer", "Pattern", "PatternHit", "StoredResult"]
