"""Inbox, e-mail digests, reminders to people."""
