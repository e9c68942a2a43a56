"""Time limits: the working-day calendar, the table of limits, the count that explains itself, running deadlines."""
