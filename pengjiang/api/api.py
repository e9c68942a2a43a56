"""The addresses of the rooms that stand below the API."""

from pengjiang.api.rooms import uploads

__all__ = ["uploads"]
