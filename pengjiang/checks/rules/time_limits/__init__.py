"""办案期限: every count shows its start, its length and its last day."""
