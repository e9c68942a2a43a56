"""What the administrator of law may do in the library; reading is everybody's."""

from pengjiang.access.declare import Permission


class LibraryPermission(Permission):
    """Loading texts."""

    IMPORT = "library.import", "载入法规全文"
