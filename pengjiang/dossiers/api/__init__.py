"""What other systems see of enforcement files, and send: single documents, and many at once."""

from pengjiang.dossiers.api import bulk, files

__all__ = ["bulk", "files"]
