"""Excel and CSV in and out: mapping, preview, row errors, then the same services; exports.

An app declares ``ImportSpec`` and ``ExportSpec`` entries in its ``exchange.py``. Reading (``sheets``, ``cells``) knows nothing of
models; ``services.imports`` drives a batch from upload to the last row; ``services.exports`` writes workbooks.
"""
