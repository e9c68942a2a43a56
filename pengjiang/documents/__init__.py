"""Official papers: document types, block trees, numbers, PDF and DOCX, verification, what was issued.

A document type is one entry: ``fn(obj, ctx) -> Tree``. ``services.issue`` takes the serial under a row lock in the caller's transaction,
freezes the tree and lets a worker print it; ``html`` and ``docx`` both print that tree. An issued paper never changes: a correction is a new
paper that supersedes it.

Why WeasyPrint and not an office suite: a letter takes 0.1 to 0.3 s, needs no second program on a closed network, and its layout can be
measured in tests. Why our own line breaking: see ``typeset``.
"""
