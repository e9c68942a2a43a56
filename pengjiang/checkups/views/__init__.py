"""Pages of the file check."""
