"""State tables and fire()."""
