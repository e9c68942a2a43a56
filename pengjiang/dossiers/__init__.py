"""执法案卷: the towns' register that cases, reviews and disputes speak about.

A dossier's facts are one dossier/1 document (``pengjiang.checks.schema``). The columns beside it are projections for lists and
filters; they are written by ``services`` from the document and never by hand. ID numbers leave the document for encrypted
rows (``DossierParty``): read the whole document through ``dossier.document()``.
"""
