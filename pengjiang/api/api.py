"""The addresses of the rooms that stand below the API."""

from pengjiang.api.rooms import files, uploads

__all__ = ["files", "uploads"]
