"""Uploads: content check, hash, page images, volumes; served only through permission."""
