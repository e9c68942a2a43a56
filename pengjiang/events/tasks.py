"""Draining: nudged on commit, guaranteed by beat every few seconds."""

from celery import shared_task

from pengjiang.events import services


@shared_task
def drain_outbox() -> int:
    """Handle what is due. Safe to run twice and side by side: rows are claimed with SKIP LOCKED."""
    return services.drain()
