"""Pages of the archive."""
