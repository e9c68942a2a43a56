"""What a view declares that asks for no permission; the meta-tests accept nothing else.

Here and not in ``access``, because the sign-in pages of ``accounts`` stand below it.
"""

from __future__ import annotations

from enum import StrEnum


class Marker(StrEnum):
    """Open to all, or to whoever has signed in."""

    PUBLIC = "public"
    SIGNED_IN = "signed-in"


PUBLIC, SIGNED_IN = Marker.PUBLIC, Marker.SIGNED_IN
