"""The procurator's work."""
