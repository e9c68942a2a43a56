"""The papers of the station (domain.md 11.3): one entry each."""

from disputes.documents import intake, settling, supporting  # noqa: F401 — registers the document types
