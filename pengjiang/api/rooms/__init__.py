"""Rooms whose apps stand below the API: files and deadlines."""
