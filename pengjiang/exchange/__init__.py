"""Excel and CSV in and out: mapping, preview, row errors, then the same services; exports."""
