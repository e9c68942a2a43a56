"""Uploads: checked by content, scanned, turned into page images, kept behind the storage API, served only through permission.

An app says for each model who may see, add and remove its files (``registry.file_policy`` in its ``files.py``); everything
else is here. A *volume* is the files of one target and one kind in their order, read as one run of pages.
"""
