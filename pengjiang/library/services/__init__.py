"""The mirror of what is declared in code, and the loading of full texts."""

from pengjiang.library.services.importing import Report, import_texts, read_folder, read_zip
from pengjiang.library.services.mirror import mirror_library

__all__ = ["Report", "import_texts", "mirror_library", "read_folder", "read_zip"]
