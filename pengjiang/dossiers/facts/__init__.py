"""dossier/1 documents: pointers, differences, merging, projection to columns. No database."""
