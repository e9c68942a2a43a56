"""The papers of the room: one entry each."""

from liaison.documents import learning, sharing, together  # noqa: F401 — registers the document types
