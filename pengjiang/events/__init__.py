"""emit(): one audit entry and the outbox rows of its subscribers, in the transaction of the change.

A subscriber is a function ``handle(entry)`` registered in an app's ``subscribers.py``; Celery drains the outbox and each
row is handled in a transaction of its own, together with whatever the subscriber writes, so a worker that dies in the
middle leaves the row pending and nothing half done.
"""
