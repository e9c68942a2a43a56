"""The papers of the procurator's work: one entry each; sections as in domain.md 11.2 and 11.3."""

from cases.documents import archive, decisions, dispatches, guard, handoffs, hearings, intake, investigation, office, recommendation, ways  # noqa: F401 — registers the document types
