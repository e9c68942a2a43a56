"""Forms of the file check."""
