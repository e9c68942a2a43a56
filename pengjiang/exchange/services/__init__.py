"""Writing: imports, mappings, exports."""
