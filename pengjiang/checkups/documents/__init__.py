"""Papers of the file check."""

from pengjiang.checkups.documents import reports

__all__ = ["reports"]
