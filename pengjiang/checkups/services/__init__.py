"""Writing checks, answers, batches and patterns."""
