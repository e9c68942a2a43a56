"""The addresses of the rooms that stand below the API."""

from pengjiang.api.rooms import deadlines, files, uploads

__all__ = ["deadlines", "files", "uploads"]
