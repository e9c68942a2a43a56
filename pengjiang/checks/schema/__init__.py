"""The published JSON Schema of the dossier format."""
