"""The papers of the joint review: one entry each; sections as in domain.md 11.3."""

from reviews.documents import circular, plan, towns  # noqa: F401 — registers the document types
