"""Law as dated data: citations, statutes with versions, courts, organs, accepted names, thresholds, house periods."""
