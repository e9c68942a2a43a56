"""Organisations, people, memberships with dates; sign-in, lock-out, second factor."""
