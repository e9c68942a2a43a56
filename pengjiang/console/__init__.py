"""The system's own pages for the three administrators: people, organisations, audit, outbox, calendars, numbers."""
