"""Uploading, reading and taking away files. Stands under ``web``: plain views that ask the target's policy."""
